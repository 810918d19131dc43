from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "amends.app.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from amends.app.ledger.arrays import escape_quickly

        escape_quickly()
