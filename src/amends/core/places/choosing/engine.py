"""Which search is used: the compiled one where numba is installed, else plain NumPy."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec

import numpy as np
import numpy.typing as npt

from amends.core.places.choosing import plain
from amends.core.places.choosing.asked import Asked
from amends.core.places.choosing.boxes import (
    FITTING,
    KINDS,
    LEGS,
    OPERATORS,
    PAYMENT,
    one_of,
)
from amends.core.places.choosing.found import Found
from amends.core.places.choosing.table import PointTable

Search = Callable[[PointTable, Asked], Found]
NONE = np.uint64(0)


def search(table: PointTable, asked: Asked) -> Found:
    """The best rows; the same from either search."""
    return _search()(table, asked)


def is_compiled() -> bool:
    """Whether the fast search is there (the extra ``places``)."""
    return find_spec("numba") is not None


@cache
def _search() -> Search:
    return compiled if is_compiled() else plain.search


def compiled(table: PointTable, asked: Asked) -> Found:
    """The best rows by the compiled search."""
    from amends.core.places.choosing.compiled.search import search as best_first

    masks = _masks(asked)
    if masks is None:
        return _nothing()
    parcel = (*asked.sides, asked.grams, asked.days, asked.to_pay, asked.to_try_on)
    question = (
        (asked.first, asked.last, asked.stay),
        masks,
        np.array(parcel, np.int64),
        (asked.kinds, asked.operators),
        asked.arrivals,
        asked.left_out,
        (float(asked.least), float(asked.most_metres)),
        asked.count,
    )
    return Found(*best_first(asked.way, *table.arrays, question))


def _masks(asked: Asked) -> npt.NDArray[np.uint64] | None:
    """For each of kind, operator, leg, payment, fitting the traits of which a box needs one, 0 for
    any; ``None`` where no point can have them."""
    masks = np.zeros(5, np.uint64)
    groups = (
        (asked.kinds, KINDS, 0),
        (asked.operators, OPERATORS, KINDS),
        (asked.arrivals <= asked.last, LEGS, KINDS + OPERATORS),
    )
    for place, (allowed, many, above) in enumerate(groups):
        if allowed.all():
            continue
        numbers = np.flatnonzero(allowed)
        if not len(numbers):
            return None
        masks[place] = np.bitwise_or.reduce(one_of(numbers, many, above))
    masks[3], masks[4] = PAYMENT if asked.to_pay else NONE, FITTING if asked.to_try_on else NONE
    return masks


def _nothing() -> Found:
    none = np.zeros(0, np.int64)
    return Found(none, np.zeros(0), np.zeros(0, np.int32), none, none)
