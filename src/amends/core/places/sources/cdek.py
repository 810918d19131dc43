"""CDEK's list of offices and lockers, as ``/v2/deliverypoints`` answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from amends.core.places.points import Closure, DatedHours, Limits, Point, Sides
from amends.core.places.sources.rows import Draft, Row, each
from amends.core.places.sources.service import flag_of, in_service, yes_unless_no
from amends.core.places.sources.values import (
    HOURS,
    NAME,
    WORDS,
    code_of,
    country_of,
    day_of,
    grams_of,
    inner,
    joined,
    objects,
    sides_of,
    spot_of,
    text_of,
)

OPERATOR = "CDEK"
LOCKER = "POSTAMAT"
CENTIMETRES = 10


def rows(value: object) -> Iterator[Row]:
    """The points of a list."""
    return each(value if isinstance(value, list) else (), point, where="", key="code")


def is_mine(value: object) -> bool:
    """Whether this looks like CDEK's list."""
    first = value[0] if isinstance(value, list) and value else None
    return (
        isinstance(first, Mapping)
        and "code" in first
        and bool({"work_time", "work_time_list", "owner_code"} & first.keys())
    )


def point(row: Mapping[str, Any], draft: Draft) -> Point:
    """One point of the list."""
    where = inner(row, "location")
    code = code_of(row.get("code"), where="code")
    return Point(
        code=code,
        name=text_of(row.get("name"), NAME) or code,
        spot=spot_of(where.get("latitude"), where.get("longitude"), draft),
        kind="locker" if row.get("type") == LOCKER else "counter",
        operator=OPERATOR,
        address=joined(
            where.get("address_full") or joined(where.get("city"), where.get("address"))
        ),
        country=country_of(where.get("country_code")),
        hours_text=text_of(row.get("work_time"), HOURS),
        hours_structure=row.get("work_time_list") or None,
        exceptions=tuple(_exceptions(row)),
        closures=tuple(_closures(row, draft)),
        limits=Limits(
            sides=_largest(row),
            grams=grams_of(row.get("weight_max"), draft),
            payment=_payment(row),
            fitting=flag_of(row.get("is_dressing_room")),
        ),
        open=in_service(row, "status", draft=draft),
        gives=yes_unless_no(row.get("is_handout"), draft=draft),
        way_there=joined(_metro(row), row.get("address_comment") or row.get("note"), most=WORDS),
    )


def _metro(row: Mapping[str, Any]) -> str:
    station = text_of(row.get("nearest_metro_station"), NAME)
    return f"м. {station}" if station else ""


def _payment(row: Mapping[str, Any]) -> bool | None:
    """Whether a parcel can be paid there: the office takes money, and for parcels."""
    ways = [flag_of(row.get(name)) for name in ("have_cash", "have_cashless")]
    if flag_of(row.get("allowed_cod")) is False:
        return False
    return True if True in ways else False if False in ways else None


def _largest(row: Mapping[str, Any]) -> Sides | None:
    """The largest cell of a locker; its sides are in centimetres."""
    cells = (
        sides_of(cell.get("width"), cell.get("height"), cell.get("depth"), millimetres=CENTIMETRES)
        for cell in objects(row, "dimensions")
    )
    return max((cell for cell in cells if cell), key=_volume, default=None)


def _volume(sides: Sides) -> int:
    return sides[0] * sides[1] * sides[2]


def _days(row: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for entry in objects(row, "work_time_exception_list"):
        first = day_of(entry.get("date_start") or entry.get("date"))
        if first:
            yield first, day_of(entry.get("date_end")) or first, entry


def _closures(row: Mapping[str, Any], draft: Draft) -> Iterator[Closure]:
    for first, last, entry in _days(row):
        if flag_of(entry.get("is_working")) is False:
            yield Closure(first, last, text_of(entry.get("reason"), NAME))
        elif not all(_times(entry)):
            draft.doubt(f"the hours from {first} to {last} are not said; it counts as closed then")
            yield Closure(first, last)


def _exceptions(row: Mapping[str, Any]) -> Iterator[DatedHours]:
    for first, last, entry in _days(row):
        start, end = _times(entry)
        if flag_of(entry.get("is_working")) is not False and start and end:
            yield DatedHours(first, last, ((start, end),))


def _times(entry: Mapping[str, Any]) -> tuple[str, str]:
    start, end = text_of(entry.get("time_start"), 8)[:5], text_of(entry.get("time_end"), 8)[:5]
    if not start or not end:
        start, _, end = text_of(entry.get("time"), 20).partition("/")
    return start, end
