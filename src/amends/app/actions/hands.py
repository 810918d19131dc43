"""Whose word it is: the customer's own, or one that came through the hands of staff."""

from __future__ import annotations

from django.contrib.auth.models import User

CUSTOMER = "customer"
_VIA = f"{CUSTOMER} via "


def word_of(through: User | None) -> str:
    """The name under which a customer's word is recorded: never as their own if staff gave it."""
    return f"{_VIA}{through.get_username()}" if through else CUSTOMER


def through_whom(name: str) -> str:
    """The member of staff through whom a recorded word came, or an empty text."""
    return name.removeprefix(_VIA) if name.startswith(_VIA) else ""
