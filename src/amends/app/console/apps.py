from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "amends.app.console"
    label = "console"
