"""Whether numbers of a column lie on the steps of their fact."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from math import lcm

import numpy as np

from amends.core.rulebook.columns.sources import Array, Mask, Source
from amends.core.rulebook.columns.ticks import TICKS, step_ticks
from amends.core.rulebook.facts import Fact

Check = Callable[[Array], Mask]


def step_check(fact: Fact, column: Source) -> Check | None:
    """The test of a piece; None where every number of the column lies on a step."""
    name = fact.type.name
    is_dates = name == "date"
    if fact.values or (fact.step is None and not (is_dates and column.scale > 1)):
        return None
    step = Fraction(1 if fact.step is None else step_ticks(name, fact.step))
    low = Fraction(0 if fact.low is None else TICKS[name](fact.low))
    if is_dates:
        step = Fraction(step.numerator)
    low, step = low * column.scale, step * column.scale
    check = _of_floats(low, step) if column.kind == "f" else _of_whole(low, step)
    return _clamped(check, fact, column) if check and fact.clamped else check


def _clamped(check: Check, fact: Fact, column: Source) -> Check:
    """What lies beyond the ends counts as the end."""
    ticks, kind = TICKS[fact.type.name], float if column.kind == "f" else int
    low, high = (
        None if end is None else kind(Fraction(ticks(end)) * column.scale)
        for end in (fact.low, fact.high)
    )
    return lambda values: check(np.clip(values, low, high))


def _of_whole(low: Fraction, step: Fraction) -> Check | None:
    """Whole numbers, compared in the smallest unit that low and step have."""
    if not low % step and not 1 % step:
        return None
    unit = lcm(low.denominator, step.denominator)
    first, width = int(low * unit), int(step * unit)

    def check(values: Array) -> Mask:
        is_on: Mask = (values.astype(np.int64) * unit - first) % width == 0
        return is_on

    return check


def _of_floats(low: Fraction, step: Fraction) -> Check:
    """Floats that are, as they are written, on a step; exact up to 2 ** 53 of the last digit."""
    unit = lcm(_tens(low), _tens(step))
    first, width = int(low * unit), int(step * unit)

    def check(values: Array) -> Mask:
        with np.errstate(invalid="ignore", over="ignore"):
            digits = np.rint(values * unit)
            is_on: Mask = (digits / unit == values) & np.isfinite(values)
            if width > 1:
                is_on &= (digits - first) % width == 0
        return is_on

    return check


def _tens(number: Fraction) -> int:
    """The power of ten that makes a decimal number whole."""
    exponent = (Decimal(number.numerator) / number.denominator).as_tuple().exponent
    return int(10 ** max(0, -int(exponent)))
