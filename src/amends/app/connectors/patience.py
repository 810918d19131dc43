"""How long and how often an outside system is tried: data, kept apart from the code that tries."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from amends.core.errors import BadDeclaration

SHIPPED = Path(__file__).with_name("patience.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """The numbers of one connector.

    ``answer_within`` is how long one call may take as a whole; the other side may not begin to
    act after it. ``clock_skew`` is by how much its clock may be behind ours. After ``tries``
    calls that surely changed nothing we give up. Delays grow by ``growth`` from ``first_delay``
    to ``longest_delay``, each made longer or shorter by up to the share ``jitter``. Nothing is
    begun later than ``tolerance`` after the time by which it was to be done.
    """

    answer_within: timedelta
    clock_skew: timedelta
    tries: int
    first_delay: timedelta
    longest_delay: timedelta
    growth: float
    jitter: float
    tolerance: timedelta = timedelta(0)

    @property
    def lease(self) -> timedelta:
        """After that, whoever made a call has died or its answer no longer counts."""
        return self.answer_within + 2 * self.clock_skew

    def delay(self, tried: int, *, luck: float) -> timedelta:
        """How long to wait after ``tried`` calls; ``luck`` in 0..1 spreads the crowd."""
        grown = self.first_delay.total_seconds() * self.growth ** min(max(tried - 1, 0), 64)
        capped = min(grown, self.longest_delay.total_seconds())
        return timedelta(seconds=capped * (1 + self.jitter * (2 * luck - 1)))


@cache
def read_patience(name: str, path: Path = SHIPPED) -> Patience:
    """The numbers of the connector ``name`` in the file ``path``."""
    try:
        declared = tomllib.loads(path.read_text(encoding="utf-8")).get(name)
    except (OSError, ValueError) as error:
        raise BadDeclaration(f"not TOML that can be read: {error}", where=str(path)) from error
    if not isinstance(declared, Mapping):
        raise BadDeclaration(f"[{name}] is missing", where=str(path))
    given = [key for key in _FORMS if key in declared or key not in _OPTIONAL]
    return Patience(**{key: _read(declared, key, f"{path}: {name}.{key}") for key in given})


_FORMS = {field.name: str(field.type) for field in fields(Patience)}
_OPTIONAL = frozenset({"tolerance"})


def _read(declared: Mapping[str, Any], key: str, where: str) -> Any:
    value = declared.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise BadDeclaration("a number, not negative, is required", where=where)
    return timedelta(seconds=value) if _FORMS[key] == "timedelta" else value
