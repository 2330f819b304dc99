from django.apps import AppConfig


class TasksApp(AppConfig):
    name = "dondoc.tasks"
