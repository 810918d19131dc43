"""How the customer is told: e-mail, or the built-in mailbox while no mail server is set."""

from __future__ import annotations

from django.conf import settings

from amends.app.connectors.messenger.mailbox import Mailbox
from amends.app.connectors.messenger.port import Letter, MessengerPort
from amends.app.connectors.messenger.smtp import MailServer, SmtpMessenger
from amends.app.connectors.patience import Patience
from amends.app.connectors.setup import patience_of

__all__ = ["Letter", "MessengerPort", "messenger_patience", "open_messenger"]


def open_messenger() -> MessengerPort:
    """The messenger that the settings name."""
    if getattr(settings, "AMENDS_MESSENGER", "mailbox") != "smtp":
        return Mailbox()
    return SmtpMessenger(
        MailServer(
            host=settings.EMAIL_HOST,
            port=settings.EMAIL_PORT,
            user=settings.EMAIL_HOST_USER,
            password=settings.EMAIL_HOST_PASSWORD,
            tls=_tls(),
            sender=settings.DEFAULT_FROM_EMAIL,
            within=messenger_patience().answer_within / 3,
        )
    )


def messenger_patience() -> Patience:
    return patience_of("messenger")


def _tls() -> str:
    if settings.EMAIL_USE_SSL:
        return "implicit"
    return "starttls" if settings.EMAIL_USE_TLS else "none"
