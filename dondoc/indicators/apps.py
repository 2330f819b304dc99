from django.apps import AppConfig


class IndicatorsApp(AppConfig):
    name = "dondoc.indicators"
