"""What a map on a page shows: streets, a way and points; the script is static/map/points.js."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from amends.app.actions.places.ground import ground
from amends.core.places import Spot
from amends.core.places.cells import Box
from amends.maps.extract import ATTRIBUTION
from amends.maps.streets import geojson
from amends.maps.tiles import LARGER, box_of

TILE_PLACES = ("{z}", "{x}", "{y}")


@dataclass(frozen=True, slots=True)
class Mark:
    """A point on a map: ``key`` is what ``data-point`` in the list says, ``label`` its number.

    ``lines`` stand under its ``title``; ``look`` is empty, ``good``, ``doubt`` or ``bad``.
    ``href``: where the title leads.
    """

    key: str
    spot: Spot
    label: str
    title: str
    lines: Sequence[str] = ()
    look: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class End:
    """Where a way begins or ends."""

    spot: Spot
    title: str


def as_body(mark: Mark) -> dict[str, Any]:
    """A point as the script reads it."""
    return {
        "key": mark.key,
        "spot": list(mark.spot),
        "label": mark.label,
        "title": mark.title,
        "lines": [line for line in mark.lines if line],
        "look": mark.look,
        "href": mark.href,
    }


def is_drawn() -> bool:
    """Whether there is anything to draw points on: a loaded map, or a tile address."""
    return bool(settings.AMENDS_TILES) or ground().streets is not None


def drawn(
    marks: Sequence[Mark],
    *,
    streets: str,
    words: Mapping[str, str],
    way: Sequence[Spot] = (),
    ends: Sequence[End] = (),
    more: str = "",
    frame: Box | None = None,
) -> dict[str, Any]:
    """What the script reads; ``streets`` is an address with {z}, {x} and {y}.

    ``words`` has ``zoom_in``, ``zoom_out`` and ``close``. ``more`` is an address that answers what
    a view of the ``frame`` shows, for more points than a page can hold.
    """
    return {
        "streets": "" if settings.AMENDS_TILES else streets,
        "tiles": settings.AMENDS_TILES,
        "attribution": ATTRIBUTION,
        "way": [list(spot) for spot in way],
        "ends": [{"spot": list(end.spot), "title": end.title} for end in ends],
        "points": [as_body(mark) for mark in marks],
        "words": dict(words),
        "more": more,
        "frame": frame,
    }


def streets_in(zoom: int, x: int, y: int) -> dict[str, Any] | None:
    """The streets of a tile as GeoJSON; ``None`` without a map. ``ValueError`` for no such tile."""
    box, streets = box_of(zoom, x, y), ground().streets
    return geojson(streets.within(box, zoom + LARGER)) if streets else None


def address_of_tiles(named: str) -> str:
    """The address under which a page draws streets, from one made for ``0/0/0``."""
    return named.removesuffix("0/0/0/") + "/".join(TILE_PLACES) + "/"


def with_tiles(policy: str) -> str:
    """A page's content security policy, with pictures from the host of the tiles, if any."""
    if not settings.AMENDS_TILES:
        return policy
    url = urlsplit(settings.AMENDS_TILES.replace("{s}.", "*."))
    return policy.replace("img-src ", f"img-src {url.scheme}://{url.netloc} ")
