"""What happened: frozen values with a key that makes sending one twice harmless.

The outer form is CloudEvents 1.0 (https://github.com/cloudevents/spec): ``id`` and
``source`` together identify an event, ``subject`` is the order it speaks of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from amends.core.errors import BadEvent

LONGEST_NAME = 200
CLOCK_SKEW = timedelta(minutes=5)
ACCEPTED_ATTRIBUTES = frozenset(
    {
        "specversion",
        "id",
        "source",
        "type",
        "time",
        "subject",
        "data",
        "datacontenttype",
        "dataschema",
    }
)


class Event(NamedTuple):
    """One thing that happened.

    ``time`` is aware; ``subject`` is the order's number (or the code of the place, brand
    or customer that is described); ``data`` is as the sender gave it.
    """

    source: str
    key: str
    type: str
    time: datetime
    subject: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class EventType:
    """A declared type of event: its meaning and the data fields it must carry.

    ``requires`` and ``allows`` map a dotted path in the data to the name of a form in ``FORMS``;
    ``stage`` is how far an order is once this happened, or empty.
    """

    name: str
    meaning: str
    requires: Mapping[str, str] = field(default_factory=dict)
    allows: Mapping[str, str] = field(default_factory=dict)
    stage: str = ""


def read_event(raw: object, *, types: Mapping[str, EventType], received_at: datetime) -> Event:
    """Read one CloudEvents object; raise ``BadEvent`` naming the field that is not understood.

    ``received_at`` is the aware moment of receipt: an event from the future beyond the
    clock skew is refused, since a promise could be broken by what has not happened.
    """
    if not isinstance(raw, Mapping):
        raise BadEvent("an event is an object", where="event", hint='like {"id": …, "type": …}')
    if raw.get("specversion", "1.0") != "1.0":
        raise BadEvent("this version is not understood", where="specversion", hint='use "1.0"')
    declared = types.get(_name(raw, "type"))
    if declared is None:
        raise BadEvent(
            f"the type {raw['type']!r} is not declared",
            where="type",
            hint="declare it in events.toml or use one of the declared types",
            code="unknown_type",
        )
    data = raw.get("data") or {}
    if not isinstance(data, Mapping):
        raise BadEvent("data is an object", where="data")
    _check_fields(declared, data)
    return Event(
        source=_name(raw, "source"),
        key=_name(raw, "id"),
        type=declared.name,
        time=_read_time(raw.get("time"), received_at),
        subject=_name(raw, "subject"),
        data=data,
    )


def _name(raw: Mapping[str, Any], attribute: str) -> str:
    value = raw.get(attribute)
    if not isinstance(value, str) or not value.strip():
        raise BadEvent("this is required and is text", where=attribute)
    if len(value) > LONGEST_NAME:
        raise BadEvent(f"longer than {LONGEST_NAME} characters", where=attribute)
    if "\x00" in value:
        raise BadEvent("has a NUL character", where=attribute)
    return value


def _read_time(value: object, received_at: datetime) -> datetime:
    time = read_moment(value, where="time")
    if time > received_at + CLOCK_SKEW:
        raise BadEvent(
            f"{time.isoformat()} lies in the future",
            where="time",
            hint="check the sender's clock and time zone",
            code="future_event",
        )
    return time


def read_moment(value: object, *, where: str) -> datetime:
    """Read an aware moment from ISO 8601 text with an offset."""
    if not isinstance(value, str):
        raise BadEvent(
            "a moment is required, as text", where=where, hint="2026-11-22T18:00:00+03:00"
        )
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise BadEvent(
            f"{value!r} is not a moment", where=where, hint="2026-11-22T18:00:00+03:00"
        ) from None
    if moment.tzinfo is None:
        raise BadEvent(
            f"{value!r} has no offset",
            where=where,
            hint="add +03:00, or Z for UTC",
            code="naive_time",
        )
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise BadEvent(f"{value!r} is outside the calendar", where=where) from None


def _check_fields(declared: EventType, data: Mapping[str, Any]) -> None:
    for path, form in declared.requires.items():
        value = _at(data, path)
        if value is None:
            raise BadEvent(
                f"{declared.name} needs this", where=f"data.{path}", code="missing_field"
            )
        FORMS[form](value, f"data.{path}")
    for path, form in declared.allows.items():
        value = _at(data, path)
        if value is not None:
            FORMS[form](value, f"data.{path}")


def _at(data: Mapping[str, Any], path: str) -> Any:
    value: Any = data
    for step in path.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(step)
    return value


def _is_text(value: object, where: str) -> None:
    if not isinstance(value, str) or not value or len(value) > 2000 or "\x00" in value:
        raise BadEvent("text of 1 to 2000 characters is required", where=where)


def _is_moment(value: object, where: str) -> None:
    read_moment(value, where=where)


def _is_due(value: object, where: str) -> None:
    read_due(value, where=where)


def _is_money(value: object, where: str) -> None:
    read_amount(value, where=where)


def _is_flag(value: object, where: str) -> None:
    if not isinstance(value, bool):
        raise BadEvent("true or false is required", where=where)


def _is_number(value: object, where: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadEvent("a number is required", where=where)


def _is_list(value: object, where: str) -> None:
    if not isinstance(value, list) or len(value) > 1000:
        raise BadEvent("a list of at most 1000 is required", where=where)


def _is_promises(value: object, where: str) -> None:
    _is_list(value, where)
    for number, promise in enumerate(value):  # type: ignore[arg-type]
        place = f"{where}[{number}]"
        if not isinstance(promise, Mapping):
            raise BadEvent("a promise is an object", where=place)
        _is_text(promise.get("kind"), f"{place}.kind")
        if promise.get("due") is not None:
            read_due(promise["due"], where=f"{place}.due")


FORMS = {
    "text": _is_text,
    "moment": _is_moment,
    "due": _is_due,
    "money": _is_money,
    "flag": _is_flag,
    "number": _is_number,
    "list": _is_list,
    "promises": _is_promises,
}


def read_due(value: object, *, where: str) -> datetime | date:
    """Read a due time: a calendar day (due at its end, for the customer) or an aware moment."""
    if isinstance(value, str) and len(value) == 10:
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise BadEvent(f"{value!r} is not a day", where=where, hint="2026-11-22") from None
    return read_moment(value, where=where)


def read_amount(value: object, *, where: str) -> Decimal:
    """Read an amount of money, given as text or a whole number; floats are refused."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise BadEvent("an amount is text", where=where, hint='write "12.50", not 12.5')
    try:
        amount = Decimal(value)
    except InvalidOperation:
        raise BadEvent(f"{value!r} is not an amount", where=where, hint='like "12.50"') from None
    if not amount.is_finite() or abs(amount) >= Decimal(10) ** 12:
        raise BadEvent(f"{value!r} is not an amount one can pay", where=where)
    return amount
