"""How time at a case is counted and weighed: ``[time_spent]`` in ``rulebook.toml`` (R21)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from amends.core.errors import BadDeclaration

NAMES = ("beat_seconds", "untouched_seconds", "hour_costs", "least_cases", "sure", "days")


@dataclass(frozen=True, slots=True)
class TimeSpent:
    """A page tells every ``beat_seconds`` that it is seen and was touched within
    ``untouched_seconds``. An hour costs ``hour_costs`` in the rulebook's currency. Fewer than
    ``least_cases`` on a side compare nothing; ``sure`` is how sure an interval is; only cases of
    the last ``days`` count."""

    beat_seconds: int
    untouched_seconds: int
    hour_costs: Decimal
    least_cases: int
    sure: float
    days: int


def read_time_spent(declared: Mapping[str, Any]) -> TimeSpent:
    """``BadDeclaration`` for what is missing, unknown, or no number above 0."""
    for name in sorted({*NAMES, *declared}):
        said = declared.get(name)
        if name not in NAMES or not isinstance(said, int | float) or not said > 0:
            raise BadDeclaration(
                "this is a number above 0",
                where=f"rulebook.toml time_spent.{name}",
                hint=f"one of {', '.join(NAMES)}",
            )
    if not declared["sure"] < 1:
        raise BadDeclaration(
            "this is a share below 1", where="rulebook.toml time_spent.sure", hint="0.95"
        )
    counts = {name: int(declared[name]) for name in NAMES if name not in ("hour_costs", "sure")}
    return TimeSpent(
        hour_costs=Decimal(str(declared["hour_costs"])), sure=float(declared["sure"]), **counts
    )
