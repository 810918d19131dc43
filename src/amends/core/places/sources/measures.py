"""Weights, lengths and days in a cell, with the unit that the cell or the heading says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from amends.core.places.points import Sides
from amends.core.places.sources.service import plain_word
from amends.core.places.sources.values import text_of


class Units(NamedTuple):
    """How many of the smallest unit each is; ``most``: more is another unit than it seems."""

    sizes: Mapping[str, int]
    most: int


WEIGHTS: Final = Units({"g": 1, "kg": 1000}, most=1_000_000)
LENGTHS: Final = Units({"mm": 1, "cm": 10, "m": 1000}, most=5_000)
DAYS: Final = Units({"days": 1}, most=1_000)

_NAMES: Final[Mapping[str, str]] = {
    "kg": "kg, kgs, kilo, kilos, kilogram, kilograms, kilogramm, kilogramy, kilogramów, кг, "
    "килограмм, килограммы, килограммов, килограммах",
    "g": "g, gr, gram, grams, gramm, gramy, gramów, г, гр, грамм, граммы, граммов, граммах",
    "mm": "mm, millimetre, millimetres, millimeter, millimeters, milimetry, milimetrów, мм, "
    "миллиметр, миллиметры, миллиметров, миллиметрах, миллиметрээр",
    "cm": "cm, centimetre, centimetres, centimeter, centimeters, zentimeter, zentimetern, "
    "centymetry, centymetrów, см, сантиметр, сантиметры, сантиметров, сантиметрах, сантиметрээр",
    "m": "m, metre, metres, meter, meters, metern, metry, metrów, м, метр, метры, метров, "
    "метрах, метрээр",
    "days": "day, days, tag, tage, tagen, dzień, dni, день, дня, дней, дни, дн, сутки, суток, "
    "сут, днях, сутках, хоног, хоногоор, өдөр, өдрөөр",
}
UNIT_WORDS: Final[Mapping[str, str]] = {
    plain_word(word): unit for unit, words in _NAMES.items() for word in words.split(",")
}
"""How units are written in cells and headings."""

NO_LIMIT: Final = frozenset(
    plain_word(word)
    for word in (
        *("-", "–", "—", "no limit", "unlimited", "none", "нет", "нет ограничений", "любой"),
        *("без ограничений", "не ограничен", "не ограничено", "unbegrenzt", "unbeschränkt"),
        *("keine", "bez limitu", "bez ograniczeń", "brak", "хязгааргүй", "хязгаарлалтгүй"),
    )
)
_UP_TO = r"(?:up to|max\.?|maximum|maks\.?|bis(?: zu)?|do|до|не более|макс\.?|максимум|≤|<=)?"
_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_UNIT = r"([^\W\d_]*)"
_AMOUNT = re.compile(rf"{_UP_TO}\s*({_NUMBER})\s*{_UNIT}\.?(?: хүртэл)?", re.IGNORECASE)
_BY = r"\s*[xх×*/]\s*"
_SIDE = rf"({_NUMBER})\s*([^\W\d_]*?)"
_BOX = re.compile(
    rf"{_UP_TO}\s*{_SIDE}{_BY}{_SIDE}{_BY}({_NUMBER})\s*[(,]?\s*{_UNIT}\.?\)?", re.IGNORECASE
)
_EITHER_WAY = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
LONGEST = 60
"""A cell of more signs is no amount."""


class Measure(NamedTuple):
    """A value in the smallest unit, or ``None``; ``odd`` where a cell says something else."""

    value: float | None = None
    odd: bool = False


NOTHING: Final = Measure()
ODD: Final = Measure(odd=True)


def measure_of(cell: object, units: Units, *, unit: str = "", usual: str = "") -> Measure:
    """An amount in the unit of the cell or of the heading, ``unit``; where neither says one, in the
    ``usual`` unit. Odd: no unit at all, two different ones, no amount."""
    text = text_of(cell, LONGEST)
    if not text or plain_word(text) in NO_LIMIT:
        return NOTHING
    found = _AMOUNT.fullmatch(text)
    return _times(found[1], _unit(found[2], unit, usual), units) if found else ODD


def box_of(cell: object, *, unit: str = "") -> Measure | Sides:
    """Three sides in one cell, ``60x40x40 cm``: millimetres, the longest first."""
    text = text_of(cell, LONGEST)
    if not text or plain_word(text) in NO_LIMIT:
        return NOTHING
    found = _BOX.fullmatch(text)
    if not found:
        return ODD
    sizes = zip(found.group(1, 3, 5), found.group(2, 4, 6), strict=True)
    sides = [_times(each, _unit(own or found[6], unit, ""), LENGTHS).value for each, own in sizes]
    first, second, third = sorted((round(side or 0) for side in sides), reverse=True)
    return (first, second, third) if third else ODD


def says_its_unit(cell: object) -> bool:
    """Whether a cell says a unit of weight or length itself."""
    text = text_of(cell, LONGEST)
    amount, box = _AMOUNT.fullmatch(text), _BOX.fullmatch(text)
    own = amount[2] if amount else box[6] if box else ""
    return UNIT_WORDS.get(plain_word(own), "") in {*WEIGHTS.sizes, *LENGTHS.sizes}


def _unit(own: str, unit: str, usual: str) -> str:
    """The unit that holds; "" where none is said, or cell and heading say different ones."""
    if not own:
        return unit or usual
    said = UNIT_WORDS.get(plain_word(own), "")
    return said if unit in ("", said) else ""


def _times(number: str, unit: str, units: Units) -> Measure:
    """A number in a unit. ``20.000`` grams may be twenty or twenty thousand."""
    size = units.sizes.get(unit, 0)
    if not size or (size == 1 and _EITHER_WAY.fullmatch(number)):
        return ODD
    value = size * float(re.sub(r"[ \u00a0\u202f]", "", number).replace(",", "."))
    return Measure(value or None) if value <= units.most else ODD
