from django.apps import AppConfig


class ReportsApp(AppConfig):
    name = "dondoc.reports"
