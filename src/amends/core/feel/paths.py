"""Members of values (``a.b``) and filters (``a[...]``) (DMN 1.5, 10.3.2.5 and tables 60 to 65)."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from amends.core.feel.arithmetic import exact, whole
from amends.core.feel.durations import Months
from amends.core.feel.errors import Undefined
from amends.core.feel.run import Run
from amends.core.feel.values import kind


def member(value: Any, name: str, run: Run) -> Any:
    """A member by its name; of a list, that of each item."""
    if isinstance(value, list):
        run.spend(len(value))
        return [_member_or_null(item, name, run) for item in value]
    if isinstance(value, Mapping):
        if name not in value:
            raise Undefined(f"the context has no {name!r}")
        return value[name]
    part = PARTS.get(kind(value), {}).get(name)
    if part is None:
        raise Undefined(f"a {kind(value)} has no {name!r}")
    return part(value)


def _member_or_null(item: Any, name: str, run: Run) -> Any:
    try:
        return member(item, name, run)
    except Undefined as error:
        run.say(str(error))
        return None


def filtered(
    operand: Any, condition: Callable[..., Any], scope: Mapping[str, Any], run: Run
) -> Any:
    """An item by its number, counted from 1 or from the end, or the items that fulfil."""
    items = operand if isinstance(operand, list) else [] if operand is None else [operand]
    number = condition(scope=_scope(items[0] if items else None, scope))
    if kind(number) == "number":
        return _by_number(items, number)
    return [item for item in items if condition(scope=_scope(item, scope)) is True]


def _scope(item: Any, scope: Mapping[str, Any]) -> Mapping[str, Any]:
    names = {**item, "item": item.get("item", item)} if isinstance(item, dict) else {"item": item}
    return ChainMap(names, scope)  # type: ignore[arg-type]


def _by_number(items: list[Any], number: Any) -> Any:
    place = whole(number)
    if place == 0 or abs(place) > len(items):
        raise Undefined(f"the list has no item {place}")
    return items[place - 1 if place > 0 else place]


def _offset(value: datetime | time) -> timedelta | None:
    return value.utcoffset()


def _zone(value: datetime | time) -> str | None:
    """The zone's name; an offset alone has none."""
    zone = value.tzinfo
    if isinstance(zone, ZoneInfo):
        return zone.key
    return "Etc/UTC" if zone is UTC else None


def _clock(value: timedelta) -> tuple[int, int, int, Decimal]:
    """Days, hours, minutes and seconds, each with the duration's sign."""
    sign = -1 if value < timedelta() else 1
    whole, rest = divmod(exact(abs(value)), 60)
    hours, minutes = divmod(int(whole), 60)
    days, hours = divmod(hours, 24)
    return sign * days, sign * hours, sign * minutes, sign * rest


def _parts_of_months(value: Months) -> tuple[int, int]:
    sign = -1 if value.count < 0 else 1
    years, months = divmod(abs(value.count), 12)
    return sign * years, sign * months


OF_DATE: dict[str, Callable[[Any], Any]] = {
    "year": lambda value: value.year,
    "month": lambda value: value.month,
    "day": lambda value: value.day,
    "weekday": lambda value: value.isoweekday(),
}
OF_TIME: dict[str, Callable[[Any], Any]] = {
    "hour": lambda value: value.hour,
    "minute": lambda value: value.minute,
    "second": lambda value: value.second,
    "time offset": _offset,
    "timezone": _zone,
}
OF_MOMENT: dict[str, Callable[[Any], Any]] = {
    "date": datetime.date,
    "time": datetime.timetz,
}
PARTS: dict[str, dict[str, Callable[[Any], Any]]] = {
    "date": OF_DATE,
    "time": OF_TIME,
    "date and time": {**OF_DATE, **OF_TIME, **OF_MOMENT},
    "days and time duration": {
        "days": lambda value: _clock(value)[0],
        "hours": lambda value: _clock(value)[1],
        "minutes": lambda value: _clock(value)[2],
        "seconds": lambda value: _clock(value)[3],
    },
    "years and months duration": {
        "years": lambda value: _parts_of_months(value)[0],
        "months": lambda value: _parts_of_months(value)[1],
    },
    "range": {
        "start": lambda value: value.low,
        "end": lambda value: value.high,
        "start included": lambda value: value.low_closed,
        "end included": lambda value: value.high_closed,
    },
}
