from django.apps import AppConfig


class AgenciesApp(AppConfig):
    name = "dondoc.agencies"
