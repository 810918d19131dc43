"""What each value of a fact stands for, remembered once it was found.

Where a fact has few values all are known in advance. Else a value is searched among the limits
that cells name, and the first few thousand distinct values are remembered.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from decimal import Decimal
from math import inf
from typing import Any

from amends.core.rulebook.axes import Axis
from amends.core.rulebook.facts import BadSituation, Fact

MOST_LISTED = 4096
"""Up to so many values of a fact are listed in advance."""
MOST_REMEMBERED = 16_384
"""So many values are kept, those seen first."""
Find = Callable[[Any], int]


class Places(dict[Any, int]):
    """For each value of a fact the code of its bucket; ``KeyError`` for what is no value of it."""

    def __init__(self, axis: Axis, codes: Sequence[int]) -> None:
        super().__init__((value, codes[axis.locate(value)]) for value in listed(axis))
        self.codes = codes
        self.find = finder(axis)

    def __missing__(self, value: Any) -> int:
        try:
            code = self.codes[self.find(value)]
        except BadSituation:
            raise KeyError(value) from None
        if len(self) < MOST_REMEMBERED:
            self[value] = code
        return code


def listed(axis: Axis) -> list[Any]:
    """The values of a fact that are looked up in advance: all, or those that cells name."""
    null = [None] if axis.fact.optional else []
    if not axis.places:
        return [*axis.by_value, *null]
    fact, steps = axis.fact, _steps(axis.fact)
    if steps > MOST_LISTED:
        return null
    return [*(fact.low + step * fact.step for step in range(steps)), *null]


def _steps(fact: Fact) -> int:
    if fact.step is None or fact.low is None or fact.high is None:
        return 0
    return int((fact.high - fact.low) // fact.step) + 1


def finder(axis: Axis) -> Find:
    """A function from a value to its bucket, as ``axis.locate``, quick for the usual values."""
    fact = axis.fact
    if not axis.cuts or fact.type.name not in {"number", "date", "date and time", "duration"}:
        return axis.locate
    if fact.type.name == "number":
        scale = _scale(axis)
        return axis.locate if scale is None else _number_finder(axis, scale)
    return axis.locate if fact.step is not None else _plain_finder(axis)


def _scale(axis: Axis) -> int | None:
    """What makes whole numbers of all limits and steps; None for steps other than 1 of those."""
    digits = max(_digits(number) for number in (*axis.cuts, axis.fact.step or 0))
    scale = 10**digits
    return scale if axis.fact.step is None or axis.fact.step * scale == 1 else None


def _digits(number: int | Decimal) -> int:
    exponent = Decimal(number).normalize().as_tuple().exponent
    return max(0, -int(exponent))


def _number_finder(axis: Axis, scale: int) -> Find:
    """Search by whole numbers; between two of them lies no limit, and no value where steps are."""
    cuts = tuple(int(cut * scale) for cut in axis.cuts)
    low, high = _ends(axis.fact, scale)
    places, limits = axis.places, (*cuts, inf)
    has_steps, slowly = axis.fact.step is not None, axis.locate

    def find(value: Any) -> int:
        if value.__class__ is not Decimal and value.__class__ is not int:
            return slowly(value)
        scaled = value * scale
        if not low <= scaled <= high:
            return slowly(value)
        whole = int(scaled)
        if whole != scaled:
            return slowly(value) if has_steps else places[2 * bisect_left(cuts, scaled)]  # type: ignore[return-value]
        at = bisect_left(cuts, whole)
        return places[at + at + (limits[at] == whole)]  # type: ignore[return-value]

    return find


def _ends(fact: Fact, scale: int) -> tuple[Any, Any]:
    low = -inf if fact.low is None else int(fact.low * scale)
    return low, inf if fact.high is None else int(fact.high * scale)


def _plain_finder(axis: Axis) -> Find:
    cuts, places, slowly = axis.cuts, axis.places, axis.locate
    kind, count = axis.fact.type.kinds[0], len(axis.cuts)

    def find(value: Any) -> int:
        if value.__class__ is not kind:
            return slowly(value)
        at = bisect_left(cuts, value)
        place = places[at + at + (at < count and cuts[at] == value)]
        return slowly(value) if place is None else place

    return find
