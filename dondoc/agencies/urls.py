"""Signing in and out; looking for units and agencies."""

from django.urls import path

from dondoc.agencies import unit_views, views

urlpatterns = [
    path("dang-nhap/", views.SignIn.as_view(), name="login"),
    path("dang-xuat/", views.SignOut.as_view(), name="logout"),
    path("don-vi/", unit_views.units, name="units"),
    path("don-vi/<str:key>/", unit_views.unit, name="unit"),
    path("co-quan/goi-y/", unit_views.choices, name="agency-choices"),
    path("co-quan/<str:key>/", unit_views.agency, name="agency"),
]
