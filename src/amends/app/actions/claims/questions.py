"""What is asked of a claim, and what is filled in, as the claim has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Order
from amends.core.claims import ClaimKind
from amends.core.claims.claim import read_value
from amends.core.errors import BadEvent

INPUTS = {"due": "date", "moment": "datetime-local", "number": "number", "money": "text"}
LONG = frozenset({"said"})
LONGEST_LINE, LONGEST_TEXT = 300, 4000
LAST = "other"
"""What is said in free words alone."""


@dataclass(frozen=True, slots=True)
class Question:
    """One field: ``input`` is the type of the HTML input, or ``long`` or ``choices``."""

    name: str
    text: str
    input: str
    value: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of claim as it is chosen."""

    name: str
    meaning: str


def kinds_for(order: Order, language: str) -> list[Kind]:
    """The kinds of claim that may be said of this order."""
    declared = current_policy().declarations.claims.values()
    fitting = (
        each for each in declared if each.fits_order(kind=order.kind, fulfilment=order.fulfilment)
    )
    return [kind_of(each, language) for each in fitting]


def kind_of(kind: ClaimKind, language: str) -> Kind:
    """A kind with its words."""
    return Kind(kind.name, said_in(kind.meaning, language))


def questions_of(
    kind: ClaimKind, order: Order, language: str, filled: Mapping[str, Any]
) -> list[Question]:
    """What is asked of this kind and the order does not tell."""
    zone = ZoneInfo(order.time_zone)
    return [
        Question(
            name=name,
            text=said_in(kind.questions[name], language),
            input=_input(name, kind.fields[name], items),
            value=_shown(filled.get(name, ""), zone),
            choices=items,
        )
        for name in kind.asks
        if not _is_known(name, order)
        for items in [_items(order) if name == "item" else ()]
    ]


def read_fields(posted: Mapping[str, str], kind: ClaimKind, order: Order) -> dict[str, Any]:
    """The fields that are filled in, as JSON; raise ``BadEvent`` naming the one that is wrong."""
    return dict(_read(posted, kind, order))


def said_in(texts: Mapping[str, str], language: str) -> str:
    """The text in this language, or in English."""
    return texts.get(language) or texts["en"]


def _read(posted: Mapping[str, str], kind: ClaimKind, order: Order) -> Iterator[tuple[str, Any]]:
    zone = ZoneInfo(order.time_zone)
    for name, form in kind.fields.items():
        text = " ".join(posted.get(name, "").replace("\x00", "").split())[:LONGEST_LINE]
        if name == "item" and not text and len(_items(order)) == 1:
            text = _items(order)[0]
        if text:
            value = _value(text, name, form, zone)
            read_value(value, form, where=f"data.{name}", zone=zone)
            yield name, value


def _value(text: str, name: str, form: str, zone: ZoneInfo) -> Any:
    try:
        if form == "moment":
            moment = datetime.fromisoformat(text)
            return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).isoformat()
        if form == "number":
            return float(text.replace(",", "."))
    except ValueError:
        raise BadEvent("this is not understood", where=f"data.{name}") from None
    return text.replace(",", ".").replace(" ", "") if form == "money" else text


def _input(name: str, form: str, items: tuple[str, ...]) -> str:
    if items:
        return "choices"
    return "long" if name in LONG else INPUTS.get(form, "text")


def _shown(value: Any, zone: ZoneInfo) -> str:
    """The value as its input wants it."""
    if isinstance(value, datetime):
        return value.astimezone(zone).strftime("%Y-%m-%dT%H:%M")
    return str(value)


def _is_known(name: str, order: Order) -> bool:
    if name == "point":
        return bool(order.point)
    return name in ("item", "expected") and len(order.items) == 1


def _items(order: Order) -> tuple[str, ...]:
    titles = (str(each.get("title") or "") for each in order.items if isinstance(each, dict))
    return tuple(dict.fromkeys(filter(None, titles)))[:12]
