"""What is wrong with a FEEL text, and where in it."""

from __future__ import annotations

from amends.core.errors import AmendsError


class BadExpression(AmendsError):
    """A FEEL text that is not understood; ``where`` is the place in it."""

    code = "bad_expression"

    def __init__(self, message: str, *, text: str = "", at: int = 0, hint: str = "") -> None:
        where = f"{shortened(text)!r}, letter {at + 1}" if text else ""
        super().__init__(message, where=where, hint=hint)


class TooCostly(AmendsError):
    """An expression that would take more steps, depth or memory than is allowed."""

    code = "too_costly"


class Undefined(Exception):
    """An operation without a meaning for its operands: FEEL gives null and keeps the message."""


def shortened(text: str, longest: int = 200) -> str:
    """The text, or its beginning where it is long."""
    return text if len(text) <= longest else text[:longest] + "\N{HORIZONTAL ELLIPSIS}"
