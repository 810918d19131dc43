"""Which search is used: for large tables the compiled one, as soon as it is warm; else NumPy."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from threading import Event

from amends.core.places.choosing import plain
from amends.core.places.choosing.asked import Asked
from amends.core.places.choosing.asked import asked as asked_of
from amends.core.places.choosing.found import Found, room_for
from amends.core.places.choosing.question import Question, moment_of
from amends.core.places.choosing.table import PointTable

FEW = 5_000
"""So few points are searched by plain NumPy in 4 ms: nobody waits until something is compiled."""

_warm = Event()


def search(table: PointTable, asked: Asked) -> Found:
    """The best rows; the same from either search."""
    return (compiled if _warm.is_set() and is_large(table) else plain.search)(table, asked)


def is_large(table: PointTable) -> bool:
    """Whether looking at every point takes too long."""
    return table.placed >= FEW


def is_worth_it(table: PointTable) -> bool:
    """Whether the table is large enough for the compiled search, and that is there (the extra
    ``places``)."""
    return is_large(table) and find_spec("numba") is not None


def warm_up(table: PointTable) -> None:
    """Have the search compiled, or what was compiled loaded; only then it is used for large tables.

    Compiling takes some 20 seconds once after each installation; it is kept beside the sources, or
    in ``NUMBA_CACHE_DIR``. Small tables need nothing of it.
    """
    if is_worth_it(table) and not _warm.is_set():
        start = moment_of(table.openings.start)
        nowhere = Question(way=((0.0, 0.0),), earliest=start, latest=start)
        compiled(table, asked_of(table, nowhere))
        _warm.set()


def compiled(table: PointTable, asked: Asked) -> Found:
    """The best rows by the compiled search."""
    parcel = (*asked.sides, asked.grams, asked.days, asked.to_pay, asked.to_try_on)
    question = (
        (asked.first, asked.last, asked.stay),
        parcel,
        (asked.kinds, asked.operators),
        (asked.arrivals, asked.start),
        asked.left_out,
        (float(asked.least), float(asked.most_metres)),
        asked.wanted,
    )
    room = room_for(asked.wanted)
    many = _best_first()(asked.way, *table.arrays, question, room.whole, room.real)
    return room if many == asked.wanted else Found(room.whole[:many], room.real[:many])


@cache
def _best_first() -> Callable[..., int]:
    """The compiled search, imported when it is first needed."""
    from amends.core.places.choosing.compiled.search import search as best_first

    return best_first  # type: ignore[no-any-return]
