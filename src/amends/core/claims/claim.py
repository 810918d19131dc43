"""One claim: what one customer says happened, as values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, tzinfo
from typing import Any, NamedTuple

from amends.core.claims.kinds import ClaimKind
from amends.core.errors import BadEvent, said
from amends.core.forms import FORMS, read_amount, read_due, read_moment


class Claim(NamedTuple):
    """What a customer says happened.

    ``kind`` is declared in ``claims.toml``, or empty where only ``text`` is known. ``said_at`` is
    aware. ``fields`` holds values: ``ordered_on`` a date, ``came_at`` and ``told_at`` aware
    datetimes, ``point`` a code, ``minutes`` a number, ``amount`` a decimal, the others text.
    """

    kind: str
    said_at: datetime
    fields: Mapping[str, Any]
    text: str = ""
    language: str = ""


class OrderHint(NamedTuple):
    """What is known of the order that a customer speaks of.

    ``items`` are titles; ``points`` maps the codes of pickup points to their names, ``point`` is
    the code of the order's own.
    """

    ref: str = ""
    items: tuple[str, ...] = ()
    point: str = ""
    points: Mapping[str, str] = {}


def read_claim(
    data: Mapping[str, Any],
    *,
    said_at: datetime,
    kinds: Mapping[str, ClaimKind],
    zone: tzinfo = UTC,
) -> Claim:
    """Read the data of an event ``customer.claimed``, or of a form with the same fields.

    ``zone`` is the customer's: a moment told where a day is meant is that zone's day. Without
    ``claim`` in the data there is only the text. What the kind does not know is left out. Raise
    ``BadEvent`` naming the field.
    """
    code = data.get("claim") or ""
    kind = kinds.get(code) if isinstance(code, str) else None
    if code and kind is None:
        raise BadEvent(
            said("the kind of claim {name} is not declared"),
            name=repr(code),
            where="data.claim",
            hint=f"one of {', '.join(kinds)}; or leave it out, and give the customer's words",
            code="unknown_claim",
        )
    text = _checked(data.get("text") or "", "data.text")
    if kind is None and not text.strip():
        raise BadEvent(
            said("a claim has a kind or a text"),
            where="data",
            hint=f"claim is one of {', '.join(kinds)}",
            code="empty_claim",
        )
    fields = _fields(data, kind, zone) if kind else {}
    return Claim(code, said_at, fields, text, str(data.get("language") or ""))


def _checked(text: object, where: str) -> str:
    if text:
        FORMS["text"](text, where)
    return str(text)


def _fields(data: Mapping[str, Any], kind: ClaimKind, zone: tzinfo) -> dict[str, Any]:
    return {
        name: read_value(data[name], form, where=f"data.{name}", zone=zone)
        for name, form in kind.fields.items()
        if data.get(name) is not None
    }


def read_value(value: object, form: str, *, where: str, zone: tzinfo) -> Any:
    """The value of a field in its form: a moment, a day, an amount, or as it is.

    Raise ``BadEvent``.
    """
    FORMS[form](value, where)
    reader = READERS.get(form)
    return reader(value, where, zone) if reader else value


def _moment(value: object, where: str, zone: tzinfo) -> datetime:
    return read_moment(value, where=where)


def _day(value: object, where: str, zone: tzinfo) -> date:
    due = read_due(value, where=where)
    return due.astimezone(zone).date() if isinstance(due, datetime) else due


def _amount(value: object, where: str, zone: tzinfo) -> Any:
    return read_amount(value, where=where)


READERS: Mapping[str, Callable[[object, str, tzinfo], Any]] = {
    "moment": _moment,
    "due": _day,
    "money": _amount,
}
