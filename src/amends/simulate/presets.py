"""The towns that can be simulated: where they lie, how people speak and pay there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Preset(NamedTuple):
    """A town. ``languages`` maps a language to its share of customers.

    ``rate`` is how many hundredths of the currency one unit of the price list costs; prices are
    rounded to ``step`` hundredths.
    """

    name: str
    zone: str
    lat: float
    lon: float
    currency: str
    rate: int
    step: int
    jurisdiction: str
    languages: Mapping[str, float]
    staff_language: str


PRESETS: Mapping[str, Preset] = {
    "ulaanbaatar": Preset(
        name="Ulaanbaatar",
        zone="Asia/Ulaanbaatar",
        lat=47.918,
        lon=106.917,
        currency="MNT",
        rate=390_000,
        step=10_000,
        jurisdiction="MN",
        languages={"mn": 0.6, "ru": 0.25, "en": 0.15},
        staff_language="mn",
    ),
    "moscow": Preset(
        name="Moscow",
        zone="Europe/Moscow",
        lat=55.751,
        lon=37.618,
        currency="RUB",
        rate=9_000,
        step=100,
        jurisdiction="RU",
        languages={"ru": 0.8, "en": 0.12, "mn": 0.08},
        staff_language="ru",
    ),
    "york": Preset(
        name="York",
        zone="Europe/London",
        lat=53.959,
        lon=-1.081,
        currency="GBP",
        rate=85,
        step=5,
        jurisdiction="UK",
        languages={"en": 0.85, "ru": 0.08, "mn": 0.07},
        staff_language="en",
    ),
}
