"""What a reader of a list of points gives: a point for each row, or why there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

from amends.core.errors import AmendsError
from amends.core.places.points import Point

LONGEST_CODE = 180
"""Room is left for the name of the list, where two lists have the same code."""

T = TypeVar("T")


class BadList(AmendsError):
    """A list of points that cannot be read at all; ``where`` names the file."""

    code = "bad_list"


class BadRow(AmendsError):
    """One row that is no point; ``where`` is the field."""

    code = "bad_row"


@dataclass(frozen=True, slots=True)
class Found:
    """A point, where in the list it stands, and what was odd about it."""

    position: str
    point: Point
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Missed:
    """A row that is no point: where it stands, its id if it has one, and why."""

    position: str
    code: str
    reason: str


Row = Found | Missed


@dataclass(slots=True)
class Draft:
    """A point while it is read, with what is odd about it; ``unclear`` keeps it from offers."""

    doubts: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)

    def doubt(self, reason: str) -> None:
        self.doubts.append(reason)

    def unsure(self, reason: str) -> None:
        """A doubt of whether the point works at all."""
        self.doubt(reason)
        self.unclear.append(reason)


Reader = Callable[[Mapping[str, Any], Draft], Point]


def each(rows: Iterable[object], read: Reader, *, where: str, key: str) -> Iterator[Row]:
    """Every row read as a point; ``where`` names the list, ``key`` the field of the id."""
    for number, row in enumerate(rows):
        yield one(row, read, position=f"{where}[{number}]", key=key)


def one(row: object, read: Reader, *, position: str, key: str) -> Row:
    """One row as a point, or why it is none."""
    if not isinstance(row, Mapping):
        return Missed(position, "", "an object is required")
    try:
        return found(position, partial(read, row))
    except BadRow as error:
        return Missed(position, str(row.get(key) or "")[:LONGEST_CODE], str(error))


def found(position: str, read: Callable[[Draft], Point]) -> Found:
    """A point as it is read, with its doubts."""
    draft = Draft()
    point = read(draft)
    unclear = "; ".join(dict.fromkeys(draft.unclear))
    return Found(position, replace(point, unclear=unclear), tuple(draft.doubts))
