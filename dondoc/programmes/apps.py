from django.apps import AppConfig


class ProgrammesApp(AppConfig):
    name = "dondoc.programmes"
