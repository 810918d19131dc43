"""Values of ordered types as numbers, and limits as the first number that reaches them."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from amends.core.rulebook.facts import exact

MICROSECOND = timedelta(microseconds=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TICKS: dict[str, Callable[[Any], Any]] = {
    "number": lambda value: value,
    "date": lambda day: day.toordinal() - date(1970, 1, 1).toordinal(),
    "date and time": lambda moment: (moment - EPOCH) // MICROSECOND,
    "duration": lambda length: length // MICROSECOND,
    "months": lambda months: months.count,
    "time": lambda hour: (datetime.combine(EPOCH, hour, UTC) - EPOCH) // MICROSECOND,
}
"""Numbers of each type: days, microseconds (since 1970 in UTC, or midnight), months."""


def step_ticks(type_name: str, step: Any) -> Any:
    """A step in the numbers of its type."""
    if type_name == "date":
        return Fraction(step // MICROSECOND, 86_400 * 10**6)
    return step // MICROSECOND if isinstance(step, timedelta) else step


def reached(limit: Any, *, scale: Any, closed: bool, whole: bool) -> Any:
    """The smallest number of a column that is not below the limit; above it if not ``closed``.

    Columns hold ``scale`` times the number; they are ``whole`` or floats. A float counts as the
    shortest decimal number that it is written as.
    """
    if whole:
        scaled = Fraction(limit) * scale
        return math.ceil(scaled) if closed else math.floor(scaled) + 1
    nearest, target = float(limit), Decimal(limit)
    found = exact(nearest)
    is_there = found >= target if closed else found > target
    return nearest if is_there else math.nextafter(nearest, math.inf)
