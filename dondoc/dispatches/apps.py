from django.apps import AppConfig


class DispatchesApp(AppConfig):
    name = "dondoc.dispatches"
