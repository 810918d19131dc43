"""What happened: frozen values with a key that makes sending one twice harmless.

The outer form is CloudEvents 1.0 (https://github.com/cloudevents/spec): ``id`` and
``source`` together identify an event, ``subject`` is the order it speaks of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple, NoReturn

from amends.core.errors import BadEvent, said
from amends.core.forms import read_amount, read_due, read_moment
from amends.core.shapes import Shape

__all__ = ["Event", "EventType", "read_amount", "read_due", "read_event", "read_moment"]

LONGEST_NAME = 200
CLOCK_SKEW = timedelta(minutes=5)


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
    any event may carry ``promises``. ``stage`` is how far an order is once this happened, or
    empty. ``describes`` names what the subject is when it is not an order. ``makes`` is the kind
    of promise that the event itself makes, and ``made_by`` says in whose words. ``sign`` is what it
    tells of a pickup point (``amends.core.places.reliability.Sign``), or empty.
    """

    name: str
    meaning: str
    requires: Mapping[str, str] = field(default_factory=dict)
    allows: Mapping[str, str] = field(default_factory=dict)
    stage: str = ""
    describes: str = ""
    makes: str = ""
    made_by: str = "shop"
    sign: str = ""
    shape: Shape = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        shape = Shape()
        for path, form in {"promises": "promises", **self.allows}.items():
            shape.add(path, form, required=False)
        for path, form in self.requires.items():
            shape.add(path, form, required=True)
        object.__setattr__(self, "shape", shape)

    @property
    def named(self) -> frozenset[str]:
        """The paths of all fields that are declared."""
        return frozenset({*self.requires, *self.allows})


def read_event(raw: object, *, types: Mapping[str, EventType], received_at: datetime) -> Event:
    """Read one CloudEvents object; raise ``BadEvent`` naming the field that is not understood.

    ``received_at`` is the aware moment of receipt: an event from the future beyond the
    clock skew is refused, since a promise could be broken by what has not happened.
    """
    if not isinstance(raw, Mapping):
        raise BadEvent(
            said("an event is an object"), where="event", hint=said('like {"id": …, "type": …}')
        )
    if raw.get("specversion", "1.0") != "1.0":
        raise BadEvent(
            said("this version is not understood"), where="specversion", hint=said('use "1.0"')
        )
    declared = types.get(_name(raw, "type"))
    if declared is None:
        raise BadEvent(
            said("the type {name} is not declared"),
            name=repr(raw["type"]),
            where="type",
            hint=said("declare it in events.toml or use one of the declared types"),
            code="unknown_type",
        )
    return Event(
        source=_name(raw, "source"),
        key=_name(raw, "id"),
        type=declared.name,
        time=_read_time(raw.get("time"), received_at),
        subject=_name(raw, "subject"),
        data=_read_data(raw, declared),
    )


def _name(raw: Mapping[str, Any], attribute: str) -> str:
    value = raw.get(attribute)
    if type(value) is not str or not 0 < len(value) <= LONGEST_NAME:
        _refuse_name(value, attribute)
    if value.isspace() or "\x00" in value:
        _refuse_name(value, attribute)
    return value


def _refuse_name(value: object, attribute: str) -> NoReturn:
    if not isinstance(value, str) or not value or value.isspace():
        raise BadEvent(said("this is required and is text"), where=attribute)
    if "\x00" in value:
        raise BadEvent(said("has a NUL character"), where=attribute)
    raise BadEvent(said("longer than {most} characters"), most=LONGEST_NAME, where=attribute)


def _read_time(value: object, received_at: datetime) -> datetime:
    time = read_moment(value, where="time")
    if time > received_at + CLOCK_SKEW:
        raise BadEvent(
            said("{time} lies in the future"),
            time=time.isoformat(),
            where="time",
            hint=said("check the sender's clock and time zone"),
            code="future_event",
        )
    return time


def _read_data(raw: Mapping[str, Any], declared: EventType) -> Mapping[str, Any]:
    data = raw.get("data")
    if data is None:
        if raw.get("data_base64") is not None:
            raise BadEvent(
                said("binary data is not understood"),
                where="data_base64",
                hint=said("send data as JSON"),
            )
        data = {}
    if not isinstance(data, Mapping):
        raise BadEvent(said("data is an object"), where="data")
    declared.shape.check(data)
    return data
