"""How much may be added to an order: ``[attachments]`` in ``rulebook.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amends.attachments.limits import Limits
from amends.core.errors import BadDeclaration


def read_attachments(declared: Mapping[str, Any]) -> Limits:
    """``BadDeclaration`` for what is missing, unknown, or no whole number above 0."""
    try:
        return Limits(**declared)
    except (TypeError, ValueError) as error:
        raise BadDeclaration(
            str(error),
            where="rulebook.toml attachments",
            hint=f"all of {', '.join(Limits.__slots__)}",
        ) from None
