"""Addresses of programmes and figures."""

from django.urls import path

from dondoc.indicators import views

urlpatterns = [
    path("chuong-trinh/", views.programmes, name="programmes"),
    path("chuong-trinh/<slug:code>/", views.programme, name="programme"),
    path("so-lieu/<str:key>/<str:unit>/", views.figure, name="figure"),
    path("so-lieu/<str:key>/<str:unit>/tung-ngay.csv", views.figure_table, name="figure-table"),
]
