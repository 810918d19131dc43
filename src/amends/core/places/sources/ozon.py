"""Ozon's lists of delivery points, in the shapes in which its APIs answer.

``{"points": […]}`` of ``/v1/delivery/point/list`` (places only) and ``/v1/delivery/point/info``;
``{"delivery_points": […]}`` of ``/v1/delivery-point/info``; ``{"search": […]}`` of
``/v1/warehouse/fbo/list``. Hours come by date, for the days ahead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from amends.core.places.points import Closure, Limits, Point, Sides
from amends.core.places.sources.rows import BadRow, Draft, Row, each
from amends.core.places.sources.service import yes_unless_no
from amends.core.places.sources.values import (
    ADDRESS,
    NAME,
    WORDS,
    code_of,
    count_of,
    day_of,
    inner,
    joined,
    number_of,
    objects,
    sides_of,
    spot_of,
    text_of,
)

OPERATOR = "Ozon"
COUNTRY = ""
LOCKERS = ("postamat", "parcel_locker", "постамат")
POINT_OF_DELIVERY = "WAREHOUSE_TYPE_DELIVERY_POINT"
POINT_OF_RECEIVING = "WAREHOUSE_TYPE_ORDERS_RECEIVING_POINT"


def rows(value: object) -> Iterator[Row]:
    """The points of an answer; of several answers, one after the other."""
    answers = value if isinstance(value, list) else [value]
    for answer in answers:
        if isinstance(answer, Mapping):
            result = answer.get("result")
            yield from _rows(result if isinstance(result, Mapping) else answer)


def _rows(answer: Mapping[str, Any]) -> Iterator[Row]:
    yield from each(_list(answer, "points"), _point, where="points", key="map_point_id")
    yield from each(
        _list(answer, "delivery_points"),
        _delivery_point,
        where="delivery_points",
        key="delivery_point_id",
    )
    yield from each(_list(answer, "search"), _warehouse, where="search", key="warehouse_id")


def is_mine(value: object) -> bool:
    """Whether this looks like an answer of Ozon's."""
    answer = value[0] if isinstance(value, list) and value else value
    answer = answer.get("result", answer) if isinstance(answer, Mapping) else answer
    if not isinstance(answer, Mapping):
        return False
    keys = {"map_point_id", "delivery_method", "delivery_point_id", "warehouse_id"}
    lists = (_list(answer, name)[:1] for name in ("points", "delivery_points", "search"))
    return any(isinstance(row, Mapping) and keys & row.keys() for first in lists for row in first)


def _list(answer: Mapping[str, Any], name: str) -> list[object]:
    value = answer.get(name)
    return value if isinstance(value, list) else []


def _point(row: Mapping[str, Any], draft: Draft) -> Point:
    """A row of ``/v1/delivery/point/list`` or ``/info``."""
    said = inner(row, "delivery_method") or row
    code = code_of(said.get("map_point_id") or row.get("map_point_id"), where="map_point_id")
    where = inner(said, "coordinates") or inner(said, "coordinate")
    parts = inner(said, "address_details")
    kind = text_of(inner(said, "delivery_type").get("name"), NAME)
    rooms = number_of(said.get("fitting_rooms_count"))
    return Point(
        code=code,
        name=text_of(said.get("name"), NAME) or f"{OPERATOR} {code}",
        spot=spot_of(where.get("lat"), where.get("long", where.get("lon")), draft),
        kind=_kind(kind),
        operator=OPERATOR,
        address=text_of(said.get("address"), ADDRESS)
        or joined(parts.get("region"), parts.get("city"), parts.get("street"), parts.get("house")),
        country=COUNTRY,
        hours_structure=said.get("working_hours") or None,
        closures=tuple(_holidays(said)),
        limits=Limits(
            fitting=None if rooms is None else rooms > 0,
            storage_days=count_of(said.get("storage_period")),
        ),
        open=yes_unless_no(row.get("enabled"), draft=draft),
        way_there=text_of(said.get("description"), WORDS),
    )


def _delivery_point(row: Mapping[str, Any], draft: Draft) -> Point:
    """A row of ``/v1/delivery-point/info``."""
    code = code_of(row.get("delivery_point_id"), where="delivery_point_id")
    where, most = inner(row, "coordinates"), inner(row, "restrictions")
    rooms = number_of(row.get("fitting_rooms_count"))
    return Point(
        code=code,
        name=text_of(row.get("name"), NAME) or f"{OPERATOR} {code}",
        spot=spot_of(where.get("latitude"), where.get("longitude"), draft),
        kind=_kind(text_of(row.get("type"), NAME)),
        operator=OPERATOR,
        address=text_of(row.get("full_address"), ADDRESS),
        hours_structure=_by_date(row) or None,
        limits=Limits(
            sides=_sides(most),
            grams=count_of(most.get("max_weight_g")),
            fitting=None if rooms is None else rooms > 0,
            storage_days=count_of(row.get("storage_period_days")),
        ),
        open=yes_unless_no(row.get("is_active"), draft=draft),
    )


def _warehouse(row: Mapping[str, Any], draft: Draft) -> Point:
    """A row of ``/v1/warehouse/fbo/list``: only its delivery and receiving points are points."""
    code = code_of(row.get("warehouse_id"), where="warehouse_id")
    kind = text_of(row.get("warehouse_type"), NAME) or POINT_OF_DELIVERY
    if kind not in (POINT_OF_DELIVERY, POINT_OF_RECEIVING):
        raise BadRow(f"this is no pickup point but {kind}", where="warehouse_type")
    where = inner(row, "coordinates")
    return Point(
        code=code,
        name=text_of(row.get("name"), NAME) or f"{OPERATOR} {code}",
        spot=spot_of(where.get("latitude"), where.get("longitude"), draft),
        operator=OPERATOR,
        address=text_of(row.get("address"), ADDRESS),
        gives=kind == POINT_OF_DELIVERY,
    )


def _kind(said: str) -> str:
    return "locker" if any(word in said.casefold() for word in LOCKERS) else "counter"


def _holidays(said: Mapping[str, Any]) -> Iterator[Closure]:
    for period in objects(said, "holidays"):
        first, last = day_of(period.get("begin")), day_of(period.get("end"))
        if first:
            yield Closure(first, last or first)


def _sides(most: Mapping[str, Any]) -> Sides | None:
    sides = (most.get(f"max_{name}_mm") for name in ("length", "width", "height"))
    return sides_of(*sides, millimetres=1)


def _by_date(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The schedule in the shape of the other answer, which says the same."""
    return [
        {
            "date": day.get("date"),
            "periods": [
                {"min": _clock(period.get("from_local")), "max": _clock(period.get("to_local"))}
                for period in objects(day, "periods")
            ],
        }
        for day in objects(row, "schedule")
    ]


def _clock(text: object) -> dict[str, Any]:
    hours, _, minutes = text_of(text, 8).partition(":")
    return {"hours": count_or_zero(hours), "minutes": count_or_zero(minutes[:2])}


def count_or_zero(text: str) -> int | None:
    """Digits as a number; ``None`` where there are none, which no reader of hours takes."""
    return int(text) if text.isdecimal() else None
