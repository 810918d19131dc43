"""InPost's list of points: parcel lockers and counters, as its public points API answers.

A list, or ``{"items": […]}`` with one page of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from amends.core.places.points import Closure, Limits, Point
from amends.core.places.sources.rows import Draft, Row, each
from amends.core.places.sources.service import flag_of
from amends.core.places.sources.values import (
    HOURS,
    NAME,
    WORDS,
    code_of,
    country_of,
    day_of,
    inner,
    joined,
    objects,
    spot_of,
    text_of,
    texts,
)

OPERATOR = "InPost"
IN_SERVICE = frozenset({"operating", "overloaded"})
GIVES = "parcel_collect"
COUNTERS = frozenset({"pop", "pok", "pudo_mini"})
NO_PAYMENT = "0"
ROUND_THE_CLOCK = "24/7"


def rows(value: object) -> Iterator[Row]:
    """The points of a list."""
    if isinstance(value, Mapping):
        yield from each(value.get("items") or (), point, where="items", key="name")
    elif isinstance(value, list):
        yield from each(value, point, where="", key="name")


def is_whole(value: object) -> bool:
    """Whether it is the whole list, not one page of it."""
    return not isinstance(value, Mapping) or value.get("total_pages") in (None, 0, 1)


def is_mine(value: object) -> bool:
    """Whether this looks like InPost's list."""
    items = value.get("items") if isinstance(value, Mapping) else value
    first = items[0] if isinstance(items, list) and items else None
    return (
        isinstance(first, Mapping)
        and {"name", "location"} <= first.keys()
        and bool({"opening_hours", "operating_hours_extended", "location_247"} & first.keys())
    )


def point(row: Mapping[str, Any], draft: Draft) -> Point:
    """One point of the list."""
    where, details = inner(row, "location"), inner(row, "address_details")
    code = code_of(row.get("name"), where="name")
    text, week = _hours(row)
    return Point(
        code=code,
        name=joined(OPERATOR, code, by=" ", most=NAME),
        spot=spot_of(where.get("latitude"), where.get("longitude"), draft),
        kind=_kind(row),
        operator=OPERATOR,
        address=joined(*(inner(row, "address").get(f"line{line}") for line in (1, 2)))
        or joined(details.get("street"), details.get("building_number"), details.get("city")),
        country=country_of(row.get("country")),
        hours_text=text,
        hours_structure=week,
        closures=tuple(_closures(row, draft)),
        limits=Limits(payment=_payment(row)),
        open=text_of(row.get("status")).casefold() in IN_SERVICE,
        gives=_gives(row),
        way_there=joined(
            row.get("location_description"),
            row.get("location_description_1"),
            row.get("location_description_2"),
            most=WORDS,
        ),
    )


def _kind(row: Mapping[str, Any]) -> str:
    """A counter with lockers beside it is a counter: a person hands over."""
    return "counter" if texts(row, "type") & COUNTERS else "locker"


def _hours(row: Mapping[str, Any]) -> tuple[str, object]:
    """The text and the weekly hours of customers, under the name by which they are known to be in
    minutes; a place open day and night may say only that."""
    text = text_of(row.get("opening_hours"), HOURS)
    extended = inner(row, "operating_hours_extended")
    week = extended.get("customer") or None
    if not text and week is None and flag_of(row.get("location_247")):
        return ROUND_THE_CLOCK, None
    return text, week and {"customer": week}


def _payment(row: Mapping[str, Any]) -> bool | None:
    """Whether one can pay at the machine; paying in the operator's app is none of it."""
    kinds = row.get("payment_type")
    if isinstance(kinds, Mapping) and kinds:
        return bool(set(kinds) - {NO_PAYMENT})
    return flag_of(row.get("payment_available"))


def _gives(row: Mapping[str, Any]) -> bool:
    functions = texts(row, "functions")
    return GIVES in functions if functions else True


def _closures(row: Mapping[str, Any], draft: Draft) -> Iterator[Closure]:
    for period in objects(row, "unavailability_periods"):
        first, last = day_of(_bound(period, "from", "start")), day_of(_bound(period, "to", "end"))
        if not first:
            draft.unsure(f"a closure without a day: {dict(period)!r:.100}")
            continue
        reason = text_of(period.get("reason") or period.get("description"), NAME)
        yield Closure(first, last or OPEN_END, reason)


OPEN_END = "2999-12-31"


def _bound(period: Mapping[str, Any], *names: str) -> object:
    for key, value in period.items():
        if any(key.casefold().startswith(name) or key.casefold().endswith(name) for name in names):
            return value
    return None
