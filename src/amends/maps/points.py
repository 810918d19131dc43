"""What may be a pickup point in an OpenStreetMap extract, with everything it says of itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from amends.core.places import Spot
from amends.maps.pbf import MOST_BYTES, things

Wanted = Mapping[str, frozenset[str]]
"""Values by key; no values: any value but ``no``."""

PICKUP: Final[Wanted] = {
    "amenity": frozenset({"parcel_locker", "post_office"}),
    "post_office": frozenset(),
    "shop": frozenset(),
}
"""Post offices, parcel lockers, offices inside shops, and shops of every kind."""

NOT_A_SHOP: Final = frozenset({"no", "vacant"})


@dataclass(frozen=True, slots=True)
class TaggedPoint:
    """An object of the map: ``code`` as ``node/1``, where it lies, and all its tags."""

    code: str
    spot: Spot
    tags: Mapping[str, str]


def tagged_points(
    path: Path, wanted: Wanted = PICKUP, *, most_bytes: int = MOST_BYTES
) -> Iterator[TaggedPoint]:
    """The objects of an extract that have one of the wanted tags. Raises ``BadExtract``."""
    for thing in things(path, tuple(wanted), most_bytes=most_bytes):
        spot = thing.spot
        if spot is not None and _is_wanted(thing.tags, wanted):
            yield TaggedPoint(thing.code, spot, thing.tags)


def _is_wanted(tags: Mapping[str, str], wanted: Wanted) -> bool:
    return any(
        (tags[key] in values) if values else (tags[key] not in NOT_A_SHOP)
        for key, values in wanted.items()
        if key in tags
    )
