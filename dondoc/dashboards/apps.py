from django.apps import AppConfig


class DashboardsApp(AppConfig):
    name = "dondoc.dashboards"
