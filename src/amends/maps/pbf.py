"""Reading OpenStreetMap extracts (`.osm.pbf`), of which nothing is trusted.

libosmium reads blocks of at most 32 MiB, whatever a block claims to unpack to.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import osmium
from osmium.osm import Area, Node, Way

from amends.core.errors import AmendsError
from amends.core.places import Spot

MOST_BYTES: Final = 4 * 1024**3
MOST_OBJECTS: Final = 200_000_000


class BadExtract(AmendsError):
    """An extract that cannot be read, or is too large."""

    code = "bad_extract"


Tags = dict[str, str]
Thing = Node | Way | Area
"""It lives until the next one is read."""


def things(
    path: Path, keys: tuple[str, ...], *, most_bytes: int = MOST_BYTES
) -> Iterator[tuple[Thing, Tags]]:
    """The nodes, ways and multipolygons that have one of some keys, in the file's order, with all
    their tags.

    A closed way comes as a way only. Raises ``BadExtract``.
    """
    _weigh(path, most_bytes)
    wanted = osmium.filter.KeyFilter(*keys)
    try:
        reader = osmium.FileProcessor(osmium.io.File(str(path), "pbf"))
        chosen = reader.with_locations().with_areas(wanted).with_filter(wanted)
        for count, thing in enumerate(chosen):
            if count >= MOST_OBJECTS:
                raise BadExtract(f"holds more than {MOST_OBJECTS:,} objects", where=path.name)
            if isinstance(thing, Node | Way) or (isinstance(thing, Area) and not thing.from_way()):
                yield thing, {tag.k: tag.v for tag in thing.tags}
    except (RuntimeError, ValueError, OSError) as error:
        raise BadExtract(
            f"is not a whole .osm.pbf file: {error}",
            where=path.name,
            hint="load it again, for instance from download.geofabrik.de",
        ) from error


def spot_of(thing: Thing) -> Spot | None:
    """Where a node lies, or the middle of a way's or area's corners; ``None`` if it has none."""
    if isinstance(thing, Node):
        return (thing.location.lat, thing.location.lon) if thing.location.valid() else None
    rings = thing.outer_rings() if isinstance(thing, Area) else [thing.nodes]
    corners = {
        (node.location.lat, node.location.lon)
        for ring in rings
        for node in ring
        if node.location.valid()
    }
    if not corners:
        return None
    latitudes, longitudes = zip(*corners, strict=True)
    return sum(latitudes) / len(corners), sum(longitudes) / len(corners)


def code_of(thing: Thing) -> str:
    """The object's address on openstreetmap.org: ``node/1``, ``way/2``, ``relation/3``."""
    if isinstance(thing, Area):
        return f"relation/{thing.orig_id()}"
    return f"node/{thing.id}" if isinstance(thing, Node) else f"way/{thing.id}"


def _weigh(path: Path, most_bytes: int) -> None:
    if not path.is_file():
        raise BadExtract("is no file", where=str(path), hint="give the path of an .osm.pbf file")
    size = path.stat().st_size
    if size > most_bytes:
        raise BadExtract(
            f"has {size:,} bytes, at most {most_bytes:,} are read",
            where=path.name,
            hint="cut the town or region out with `osmium extract`",
        )
