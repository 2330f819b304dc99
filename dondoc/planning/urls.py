"""Addresses of passing on."""

from django.urls import path

from dondoc.planning import views

urlpatterns = [
    path("chuyen-giao/", views.leaving_list, name="leaving"),
    path("chuyen-giao/<str:key>/", views.leaver, name="leaver"),
    path("chuyen-giao/<str:key>/danh-muc.docx", views.as_docx, name="leaver-docx"),
    path("chuyen-giao/<str:key>/rut/<int:pk>/", views.withdraw, name="passing-withdraw"),
]
