"""Signing in and out."""

from django.urls import path

from dondoc.agencies import views

urlpatterns = [
    path("dang-nhap/", views.SignIn.as_view(), name="login"),
    path("dang-xuat/", views.SignOut.as_view(), name="logout"),
]
