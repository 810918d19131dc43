"""What a carrier sends to us."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from amends.app.actions.carriers import take_answer
from amends.app.api.bodies import Refusal
from amends.app.connectors.carriers import BadAnswer, carrier_named, read_answer
from amends.core.errors import AmendsError, BadDeclaration


def heard_of(name: str, raw: bytes, *, order: str, now: datetime) -> dict[str, Any]:
    """Record it and say what became of it; raise ``Refusal``."""
    try:
        orders = {}
        if order:
            orders = {each.number: order for each in read_answer(carrier_named(name), raw)}
        taken = take_answer(name, raw, orders=orders, now=now)
    except (BadAnswer, BadDeclaration) as error:
        raise _refusal(error) from None
    return {
        "recorded": taken.recorded,
        "repeated": taken.repeated,
        "quarantined": taken.quarantined,
        "unclear": [
            {"code": code, "text": text, "count": count}
            for (code, text), count in taken.unclear.items()
        ],
        "strangers": taken.strangers,
    }


def _refusal(error: AmendsError) -> Refusal:
    return Refusal(400, error.code, error.message, hint=error.hint)
