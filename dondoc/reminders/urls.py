"""Addresses of the drafted reminders."""

from django.urls import path

from dondoc.reminders import views

urlpatterns = [
    path("don-doc/", views.reminders, name="reminders"),
    path("don-doc/<int:pk>/", views.reminder, name="reminder"),
    path("don-doc/<int:pk>/du-thao.docx", views.as_docx, name="reminder-docx"),
    path("don-doc/<int:pk>/muc/<int:item>/", views.item, name="reminder-item"),
    path("don-doc/<int:pk>/buoc/", views.step, name="reminder-step"),
]
