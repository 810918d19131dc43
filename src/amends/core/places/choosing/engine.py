"""Which search is used: the compiled one for many points where numba is there, else plain NumPy."""

from __future__ import annotations

from importlib.util import find_spec

from amends.core.places.choosing import plain
from amends.core.places.choosing.asked import Asked
from amends.core.places.choosing.asked import asked as asked_of
from amends.core.places.choosing.found import Found
from amends.core.places.choosing.question import Question, moment_of
from amends.core.places.choosing.table import PointTable

FEW = 5_000
"""So few points are searched by plain NumPy in 4 ms: nobody waits until something is compiled."""


def search(table: PointTable, asked: Asked) -> Found:
    """The best rows; the same from either search."""
    is_few = table.placed < FEW or not is_compiled()
    return plain.search(table, asked) if is_few else compiled(table, asked)


def is_compiled() -> bool:
    """Whether the fast search is there (the extra ``places``)."""
    return find_spec("numba") is not None


def warm_up(table: PointTable) -> None:
    """Have the search compiled, or what was compiled loaded: before the first customer waits.

    Compiling takes some 20 seconds once after each installation; it is kept beside the sources, or
    in ``NUMBA_CACHE_DIR``.
    """
    start = moment_of(table.openings.start)
    search(table, asked_of(table, Question(way=((0.0, 0.0),), earliest=start, latest=start)))


def compiled(table: PointTable, asked: Asked) -> Found:
    """The best rows by the compiled search."""
    from amends.core.places.choosing.compiled.search import search as best_first

    parcel = (*asked.sides, asked.grams, asked.days, asked.to_pay, asked.to_try_on)
    question = (
        (asked.first, asked.last, asked.stay),
        parcel,
        (asked.kinds, asked.operators),
        asked.arrivals,
        asked.left_out,
        (float(asked.least), float(asked.most_metres)),
        asked.wanted,
    )
    return Found(*best_first(asked.way, *table.arrays, question))
