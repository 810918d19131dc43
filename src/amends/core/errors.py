"""What can be wrong with what Amends is given, each said so that it can be mended."""

from __future__ import annotations


class AmendsError(Exception):
    """Base of every error that Amends raises on purpose.

    ``code`` is stable and machine readable, ``message`` says what is wrong,
    ``where`` names the place (file, row, field) and ``hint`` how to mend it. A message may be a
    ``reason`` with fields that ``values`` fill: so it can be kept, and told in another language.
    """

    code = "error"

    def __init__(
        self, reason: str, *, where: str = "", hint: str = "", code: str = "", **values: object
    ) -> None:
        self.reason = reason
        self.values = values
        self.message = reason.format(**values) if values else reason
        self.where = where
        self.hint = hint
        self.code = code or type(self).code
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        help_ = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.message}{help_}"

    def as_data(self) -> dict[str, str]:
        """The error as plain values, for an API answer or a quarantine row."""
        return {"code": self.code, "message": self.message, "where": self.where, "hint": self.hint}


def said(text: str) -> str:
    """Mark a reason or a hint that people read, so that the collector of texts finds it."""
    return text


class BadEvent(AmendsError):
    """An event that is not understood; ``where`` is the field."""

    code = "bad_event"


class BadDeclaration(AmendsError):
    """A promise kind, event type or table that is declared wrongly."""

    code = "bad_declaration"


class BadChoice(AmendsError):
    """A choice that the offer does not hold, or with something missing."""

    code = "bad_choice"
