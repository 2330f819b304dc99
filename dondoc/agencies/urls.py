"""Signing in and out; looking for units and agencies."""

from django.urls import path

from dondoc.agencies import seat_views, unit_views, views

urlpatterns = [
    path("dang-nhap/", views.SignIn.as_view(), name="login"),
    path("dang-xuat/", views.SignOut.as_view(), name="logout"),
    path("don-vi/", unit_views.units, name="units"),
    path("don-vi/<str:key>/", unit_views.unit, name="unit"),
    path("co-quan/goi-y/", unit_views.choices, name="agency-choices"),
    path("co-quan/<str:key>/", unit_views.agency, name="agency"),
    path("co-quan/<str:key>/thanh-vien/", seat_views.seat_add, name="seat-add"),
    path("co-quan/<str:key>/thanh-vien/<int:pk>/", seat_views.seat_end, name="seat-end"),
]
