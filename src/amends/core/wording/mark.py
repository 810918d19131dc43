"""How a line that a customer reads is marked, so that the collector of texts finds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Line:
    """A line in English, the key of its translations; ``many`` where it counts by ``count``."""

    one: str
    many: str = ""


class Translator(Protocol):
    """What turns English into the customer's language: Django's module, gettext's translations."""

    def gettext(self, message: str, /) -> str:
        """The translation of one text."""

    def ngettext(self, singular: str, plural: str, number: int, /) -> str:
        """The translation in the form that the number asks for."""


def line(text: str) -> Line:
    """Mark a line."""
    return Line(text)


def plural(one: str, many: str) -> Line:
    """Mark a line whose form follows ``count``."""
    return Line(one, many)
