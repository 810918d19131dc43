from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "amends.app.api"
    label = "api"
