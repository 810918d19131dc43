"""What changed at a point between two descriptions of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from amends.core.places.distance import Spot, distance

HOURS = ("hours", "hours_structure", "exceptions", "closures", "time_zone")
LIMITS = ("sides", "grams", "payment", "fitting", "storage_days", "capacity", "gives")
PLACE = ("latitude", "longitude")

Described = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One change: its ``kind``, and the columns as they were and as they are."""

    kind: str
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


def changes(before: Described | None, after: Described, *, moved_beyond: float) -> Iterator[Change]:
    """The changes of a point from one row of columns to the next; ``None`` was no point at all.

    It has moved if it lies more than ``moved_beyond`` metres from where it was; less is a better
    measurement.
    """
    if before is None:
        yield Change("new")
        return
    differing = [name for name in after if before.get(name) != after[name]]
    if "open" in differing:
        yield _change("reopened" if after["open"] else "closed", ("open",), before, after)
    moved = has_moved(before, after, beyond=moved_beyond)
    kinds = {"moved": PLACE if moved else (), "hours": HOURS, "limits": LIMITS}
    said = {"open"}
    for kind, columns in kinds.items():
        named = tuple(name for name in differing if name in columns)
        if named:
            yield _change(kind, named, before, after)
        said |= set(columns)
    others = tuple(name for name in differing if name not in said)
    if others:
        yield _change("other", others, before, after)


def has_moved(before: Described, after: Described, *, beyond: float) -> bool:
    """Whether a point lies elsewhere, or is known to lie anywhere for the first time."""
    start, end = _spot(before), _spot(after)
    if start is None or end is None:
        return start != end
    return distance(start, end) > beyond


def _spot(row: Described) -> Spot | None:
    latitude, longitude = (row.get(name) for name in PLACE)
    return None if latitude is None or longitude is None else (latitude, longitude)


def _change(kind: str, names: tuple[str, ...], before: Described, after: Described) -> Change:
    return Change(
        kind, {name: before.get(name) for name in names}, {name: after[name] for name in names}
    )
