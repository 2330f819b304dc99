from django.apps import AppConfig


class AuditApp(AppConfig):
    name = "dondoc.audit"
