"""From what people write of a place to its spot: coordinates, a pickup point, or an address."""

from __future__ import annotations

import re
from typing import Final

from amends.app.actions.places.ground import ground
from amends.app.ledger.models import Point
from amends.core.errors import AmendsError
from amends.core.places import Spot
from amends.core.places.addresses import Found, Kind

COORDINATES: Final = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;]\s*(-?\d{1,3}(?:\.\d+)?)\s*")
LISTED: Final = 5


class WhereIsThat(AmendsError):
    """A place that is not found, or of which there are several; ``found`` are those."""

    code = "where_is_that"

    def __init__(self, text: str, found: tuple[Found, ...], trouble: str = "") -> None:
        names = "; ".join(", ".join(filter(None, (each.name, each.within))) for each in found)
        super().__init__(
            "several places may be meant" if found else trouble or "this place is not found",
            where=text,
            hint=names or "coordinates are always understood: 60.1699, 24.9384",
        )
        self.found = found


def whereabouts(text: str, *, near: Spot | None = None) -> Found:
    """The place that a text means: "60.17, 24.94", the id of a point, or an address or station.

    Raise ``WhereIsThat`` where that is not sure.
    """
    pair = COORDINATES.fullmatch(text)
    if pair:
        return _at(float(pair[1]), float(pair[2]), text)
    point = Point.objects.filter(code=text, latitude__isnull=False).first()
    if point is not None:
        return Found(point.name, Kind.PLACE, (point.latitude or 0, point.longitude or 0), 1.0)
    finding = ground().geocoder.find(text, near=near)
    if finding.to_pass is None:
        raise WhereIsThat(text, finding.to_ask[:LISTED], finding.trouble)
    return finding.to_pass


def _at(latitude: float, longitude: float, text: str) -> Found:
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise WhereIsThat(text, (), "a latitude is at most 90 degrees, a longitude at most 180")
    return Found(text.strip(), Kind.PLACE, (latitude, longitude), 1.0)
