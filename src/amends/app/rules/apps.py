from django.apps import AppConfig


class RulesConfig(AppConfig):
    name = "amends.app.rules"
    label = "rules"
