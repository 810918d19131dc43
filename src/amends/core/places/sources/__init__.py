"""Lists of pickup points, as those who keep them write them: each row a point, or why not.

A reader is a module with ``is_mine(value)``, which looks at a parsed file, and ``rows(value)``.
To read another operator's list, add a module and name it in ``JSON_LISTS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from amends.core.places.sources import cdek, geojson, inpost, ozon, plain, table
from amends.core.places.sources.columns import PassedOver
from amends.core.places.sources.osm_tags import code_of_object, tagged_point
from amends.core.places.sources.rows import BadList, BadRow, Draft, Found, Missed, Row, found


class JsonList(NamedTuple):
    """How a list in JSON is known and read; ``operator`` keeps it, where it is one's own format."""

    is_mine: Callable[[object], bool]
    rows: Callable[[object], Iterator[Row]]
    operator: str = ""
    is_whole: Callable[[object], bool] = lambda _: True
    passed_over: Callable[[object], tuple[PassedOver, ...]] = lambda _: ()


JSON_LISTS: Mapping[str, JsonList] = {
    "geojson": JsonList(geojson.is_mine, geojson.rows, passed_over=geojson.passed_over),
    "inpost": JsonList(inpost.is_mine, inpost.rows, inpost.OPERATOR, inpost.is_whole),
    "cdek": JsonList(cdek.is_mine, cdek.rows, cdek.OPERATOR),
    "ozon": JsonList(ozon.is_mine, ozon.rows, ozon.OPERATOR),
    "json": JsonList(plain.is_mine, plain.rows, passed_over=plain.passed_over),
}
"""Readers by format; the first that knows a file as its own reads it."""

FORMATS = (*JSON_LISTS, "csv", "osm")


def json_format(value: Any) -> str:
    """The format of a parsed file; raise ``BadList`` where no reader knows it."""
    for name, reader in JSON_LISTS.items():
        if reader.is_mine(value):
            return name
    raise BadList(
        "this JSON is no list of points that is known",
        hint=f"see docs/reference/places.md, or name the format: {', '.join(JSON_LISTS)}",
        code="unknown_list",
    )


__all__ = [
    "FORMATS",
    "JSON_LISTS",
    "BadList",
    "BadRow",
    "Draft",
    "Found",
    "JsonList",
    "Missed",
    "PassedOver",
    "Row",
    "code_of_object",
    "found",
    "json_format",
    "table",
    "tagged_point",
]
