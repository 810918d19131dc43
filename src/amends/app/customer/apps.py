from django.apps import AppConfig


class CustomerConfig(AppConfig):
    name = "amends.app.customer"
    label = "customer"
