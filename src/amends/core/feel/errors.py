"""What is wrong with a FEEL text, and where in it."""

from __future__ import annotations

from amends.core.errors import AmendsError


class BadExpression(AmendsError):
    """A FEEL text that is not understood; ``where`` is the place in it."""

    code = "bad_expression"

    def __init__(self, message: str, *, text: str = "", at: int = 0, hint: str = "") -> None:
        where = f"{text!r}, letter {at + 1}" if text else ""
        super().__init__(message, where=where, hint=hint)
