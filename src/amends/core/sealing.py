"""A chain of digests over rows in their order: whoever edits, removes or inserts one is found.

Each row's digest is SHA-256 over the digest before it and the row's own text (a hash chain after
Haber and Stornetta, "How to time-stamp a digital document", 1991). Who can write the whole database
can make a whole new chain: a digest that was kept elsewhere shows that too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Literal, NamedTuple

START = bytes(32)
"""What stands before the first row of a chain."""
BEFORE_ALL = -(2**63)
"""A number that no row has: all of them are greater."""


class Row(NamedTuple):
    """A row as it stands now; ``text`` is all of it, always written in the same way."""

    id: int
    text: str


class Link(NamedTuple):
    """A sealed row: its place in the chain, counted from 1, its number and its digest."""

    place: int
    row: int
    digest: bytes


class Fault(NamedTuple):
    """What is wrong with the chain: a row that was edited, removed or inserted, or a torn link.

    It is ``cut`` after ``row`` where a link that was kept elsewhere lies beyond its end.

    ``place`` is that of the link in the chain, or that before which an inserted row would be.
    """

    kind: Literal["edited", "removed", "inserted", "torn", "cut"]
    row: int
    place: int


def digest_of(before: bytes, text: str) -> bytes:
    """The digest of a row that follows another, by the digest of that one."""
    return sha256(before + text.encode()).digest()


def seal(rows: Iterable[Row], *, after: Link | None) -> Iterator[Link]:
    """Links for rows that follow the last one, in ascending order of their numbers.

    Raise ``ValueError`` for a row that does not come after the one before it.
    """
    place, last, before = (
        (after.place, after.row, after.digest) if after else (0, BEFORE_ALL, START)
    )
    for row in rows:
        if row.id <= last:
            raise ValueError(f"row {row.id} does not come after row {last}")
        place, last, before = place + 1, row.id, digest_of(before, row.text)
        yield Link(place, last, before)


def faults(links: Iterable[Link], rows: Iterable[Row]) -> Iterator[Fault]:
    """What is wrong, both in ascending order of the rows' numbers up to the last sealed one.

    A row is held against the link before it as it is stored, so that one fault is told once.
    """
    waiting = iter(rows)
    row = next(waiting, None)
    place, last, before = 0, BEFORE_ALL, START
    for link in links:
        if link.place != place + 1 or link.row <= last:
            yield Fault("torn", link.row, link.place)
        while row is not None and row.id < link.row:
            yield Fault("inserted", row.id, link.place)
            row = next(waiting, None)
        if row is None or row.id != link.row:
            yield Fault("removed", link.row, link.place)
        else:
            if digest_of(before, row.text) != link.digest and link.place == place + 1:
                yield Fault("edited", link.row, link.place)
            row = next(waiting, None)
        place, last, before = link.place, link.row, link.digest
    while row is not None:
        yield Fault("inserted", row.id, place + 1)
        row = next(waiting, None)
