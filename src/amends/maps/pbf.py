"""Reading OpenStreetMap extracts (`.osm.pbf`), of which nothing is trusted.

libosmium reads blocks of at most 32 MiB, whatever a block claims to unpack to.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Final

import osmium
from osmium.osm import NODE, RELATION, WAY, Location, Node, NodeRefList, Relation, Way

from amends.core.errors import AmendsError
from amends.core.places import Spot
from amends.maps.extract import DEGREE

MOST_BYTES: Final = 4 * 1024**3
MOST_OBJECTS: Final = 200_000_000
ROOM: Final = 2 * 1024**3
ROOM_A_BYTE: Final = 24
"""Memory of the reading process: so much, and so much for each byte of the file. A real node takes
some 6 bytes in a file and 16 in memory; a file of nodes that pack to nothing ends here."""


class BadExtract(AmendsError):
    """An extract that cannot be read, or is too large."""

    code = "bad_extract"


@dataclass(frozen=True, slots=True)
class Thing:
    """A node, a way, or a relation with the corners of its outer ways.

    Coordinates in 10^-7 degrees; ``refs`` are the numbers of the nodes at the corners.
    """

    kind: str
    number: int
    tags: dict[str, str]
    refs: list[int]
    latitudes: list[int]
    longitudes: list[int]

    @property
    def code(self) -> str:
        """The object's address on openstreetmap.org: ``node/1``, ``way/2``, ``relation/3``."""
        return f"{self.kind}/{self.number}"

    @property
    def spot(self) -> Spot | None:
        """Where a node lies, or the middle of the corners; ``None`` where there are none."""
        corners = set(zip(self.latitudes, self.longitudes, strict=True))
        if not corners:
            return None
        north, east = (sum(each) / len(corners) / DEGREE for each in zip(*corners, strict=True))
        return north, east


def things(
    path: Path, keys: tuple[str, ...], *, most_bytes: int = MOST_BYTES, room: int = ROOM
) -> Iterator[Thing]:
    """The nodes and ways that have one of some keys, then the multipolygons. Raises ``BadExtract``.

    They are read in a process of its own: a hostile file can make the library crash, or take all
    memory; it has ``room`` bytes and ``ROOM_A_BYTE`` for each byte of the file.
    """
    _weigh(path, most_bytes)
    command = [sys.executable, "-m", "amends.maps.pbf", str(path), str(room), *keys]
    with Popen(command, stdout=PIPE, stderr=PIPE, text=True, encoding="utf-8") as reader:
        assert reader.stdout is not None and reader.stderr is not None
        try:
            for count, line in enumerate(reader.stdout):
                if count >= MOST_OBJECTS:
                    raise BadExtract(f"holds more than {MOST_OBJECTS:,} objects", where=path.name)
                yield Thing(*json.loads(line))
            said = reader.stderr.read().strip()
            failed = reader.wait() != 0
        finally:
            reader.kill()
    if failed:
        raise BadExtract(
            f"is not a whole .osm.pbf file: {said or 'reading it crashed'}",
            where=path.name,
            hint="load it again, for instance from download.geofabrik.de",
        )


def main(path: str, room: str, *keys: str) -> int:
    """The other process: a line of JSON for each thing; what is wrong on standard error."""
    try:
        _limit_memory(int(room) + ROOM_A_BYTE * Path(path).stat().st_size)
        for thing in _things(Path(path), keys):
            told = (getattr(thing, each.name) for each in fields(thing))
            sys.stdout.write(json.dumps([*told]) + "\n")
    except MemoryError:
        sys.stderr.write("its objects take far more memory than their bytes tell\n")
        return 1
    except (RuntimeError, ValueError, OSError, KeyError, TypeError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _limit_memory(most: int) -> None:
    """Linux only: where the kernel sets no such limit, there is none."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _things(path: Path, keys: tuple[str, ...]) -> Iterator[Thing]:
    wanted = osmium.filter.KeyFilter(*keys)
    reader = osmium.FileProcessor(_file(path), NODE | WAY).with_locations().with_filter(wanted)
    for found in reader:
        if isinstance(found, Node) and found.location.valid():
            place = found.location
            yield Thing("node", found.id, _tags(found), [found.id], [place.y], [place.x])
        elif isinstance(found, Way):
            yield _cornered("way", found.id, _tags(found), _corners(found.nodes))
    areas = [
        (found.id, _tags(found), _outer(found))
        for found in osmium.FileProcessor(_file(path), RELATION).with_filter(wanted)
        if isinstance(found, Relation) and found.tags.get("type") == "multipolygon"
    ]
    refs = _refs_of(path, {way for _, _, ways in areas for way in ways})
    for number, tags, ways in areas:
        nodes = [ref for way in ways for ref in refs.get(way, ())]
        yield _cornered("relation", number, tags, list(_located(reader, nodes)))


def _located(reader: osmium.FileProcessor, nodes: Iterable[int]) -> Iterator[tuple[int, int, int]]:
    """The corners at those of some nodes that the file holds."""
    where = reader.node_location_storage
    if where is None:
        return
    for ref in nodes:
        with suppress(KeyError):
            place = where.get(ref) if ref > 0 else Location()
            if place.valid():
                yield ref, place.y, place.x


def _refs_of(path: Path, ways: set[int]) -> dict[int, list[int]]:
    """The nodes of some ways."""
    if not ways:
        return {}
    these = osmium.filter.IdFilter(ways)
    reader = osmium.FileProcessor(_file(path), WAY).with_filter(these)
    return {way.id: [node.ref for node in way.nodes] for way in reader if isinstance(way, Way)}


def _outer(relation: Relation) -> list[int]:
    return [each.ref for each in relation.members if each.type == "w" and each.role != "inner"]


def _corners(nodes: NodeRefList) -> list[tuple[int, int, int]]:
    return [(node.ref, node.y, node.x) for node in nodes if node.location.valid()]


def _cornered(
    kind: str, number: int, tags: dict[str, str], corners: list[tuple[int, int, int]]
) -> Thing:
    refs, latitudes, longitudes = ([corner[at] for corner in corners] for at in range(3))
    return Thing(kind, number, tags, refs, latitudes, longitudes)


def _tags(found: Node | Way | Relation) -> dict[str, str]:
    return {tag.k: tag.v for tag in found.tags}


def _file(path: Path) -> osmium.io.File:
    return osmium.io.File(str(path), "pbf")


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


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
