"""What to simulate: size, time, place and mix, checked before anything is made."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from amends.simulate.mix import BadSetting, Mix
from amends.simulate.presets import PRESETS, Preset

__all__ = ["LONGEST_DAYS", "MOST_ORDERS", "BadSetting", "Settings", "orders_of"]

MOST_ORDERS = 100_000_000
LONGEST_DAYS = 3660
DAYS_TO_PLANT = 8
DAYS_BETWEEN_ORDERS = 25


@dataclass(frozen=True, slots=True)
class Settings:
    """One simulation: the same settings give the same bytes.

    ``start`` and ``until`` are aware moments: no order is placed before ``start`` or more than
    ``days`` after it, and nothing happens after ``until``. ``waiting`` parcels lie at the
    point that is closed on purpose; 0 plants none.
    """

    until: datetime
    start: datetime
    seed: int = 1
    orders: int = 2000
    days: int = 30
    waiting: int = 40
    town: str = "ulaanbaatar"
    mix: Mix = field(default_factory=Mix)

    def __post_init__(self) -> None:
        _check(1 <= self.orders <= MOST_ORDERS, "--orders", f"between 1 and {MOST_ORDERS:,}")
        _check(1 <= self.days <= LONGEST_DAYS, "--days", f"between 1 and {LONGEST_DAYS}")
        _check(self.seed >= 0, "--seed", "0 or more")
        _check(self.town in PRESETS, "--town", f"one of {', '.join(PRESETS)}")
        _check(self.start < self.until, "--start", "before --until")
        _check(0 <= self.waiting <= self.orders, "--waiting", "between 0 and the number of orders")
        _check(
            not self.waiting or self.last - self.start >= timedelta(days=DAYS_TO_PLANT),
            "--days",
            f"at least {DAYS_TO_PLANT} for a closed point with waiting parcels; or --waiting 0",
        )

    @property
    def last(self) -> datetime:
        """The moment after which no order is placed any more."""
        return min(self.until, self.start + timedelta(days=self.days))

    @property
    def preset(self) -> Preset:
        """The town that is simulated."""
        return PRESETS[self.town]

    @property
    def name(self) -> str:
        """Seed and a digest of all settings: in every id, so that no two towns share one."""
        told = json.dumps(self.as_data(), sort_keys=True).encode()
        return f"{self.seed}-{sha256(told).hexdigest()[:4]}"

    def as_data(self) -> dict[str, object]:
        """The settings as plain values, for the truth file and the summary."""
        return {
            "seed": self.seed,
            "orders": self.orders,
            "days": self.days,
            "waiting": self.waiting,
            "town": self.town,
            "start": self.start.astimezone(UTC).isoformat(),
            "until": self.until.astimezone(UTC).isoformat(),
            "mix": dict(self.mix),
        }


def orders_of(customers: int, days: int) -> int:
    """About how many orders so many customers place in so many days."""
    _check(customers >= 1, "--customers", "1 or more")
    return math.ceil(customers * (1 + min(days, 90) / DAYS_BETWEEN_ORDERS / 2))


def _check(right: bool, option: str, limits: str) -> None:
    if not right:
        raise BadSetting(f"has to be {limits}", where=option)
