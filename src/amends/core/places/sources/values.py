"""Values of a row, of whatever type they came: read as what they should be, or doubted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from math import isfinite
from typing import Any

from amends.core.places.distance import Spot
from amends.core.places.points import Sides
from amends.core.places.sources.rows import LONGEST_CODE, BadRow, Draft

NAME, ADDRESS, WORD, WORDS, HOURS = 200, 500, 50, 2000, 2000
MOST_GRAMS = 2_000_000_000
GRAMS = 1000
NO_PLACE = "it has no coordinates"


def code_of(value: object, *, where: str) -> str:
    """The id of a row; it must be there."""
    text = text_of(value)
    if not text:
        raise BadRow("the id is missing", where=where)
    if len(text) > LONGEST_CODE:
        raise BadRow(f"the id has more than {LONGEST_CODE} characters", where=where)
    return text


def text_of(value: object, most: int = WORDS) -> str:
    """A text without blanks around it, cut where it is too long; a number as it is written."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = " ".join(str(value).replace("\x00", "").split())
    return text if len(text) <= most else f"{text[: most - 1]}…"


def inner(row: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The object in a field; an empty one where there is none."""
    value = row.get(name)
    return value if isinstance(value, Mapping) else {}


def objects(row: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The objects of the list in a field."""
    value = row.get(name)
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def texts(row: Mapping[str, Any], name: str) -> frozenset[str]:
    """The texts of the list in a field, or the text in it."""
    value = row.get(name)
    listed = value if isinstance(value, list) else [value]
    return frozenset(text for each in listed if (text := text_of(each)))


def number_of(value: object) -> float | None:
    """A finite number, also from text with a decimal comma."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        number = float(str(value).replace(",", ".").replace("\u00a0", "").strip())
    except ValueError:
        return None
    return number if isfinite(number) else None


def spot_of(latitude: object, longitude: object, draft: Draft) -> Spot | None:
    """A place on Earth; ``None``, with the doubt said, where the numbers are none."""
    lat, lon = degrees_of(latitude, "NS"), degrees_of(longitude, "EW")
    if lat is None or lon is None:
        said = [text_of(each, WORD) for each in (latitude, longitude)]
        odd = f"its coordinates are not understood: “{' '.join(said)}”"
        draft.doubt(odd if all(said) else NO_PLACE)
    elif not (-90 <= lat <= 90 and -180 <= lon <= 180):
        draft.doubt(f"its coordinates are not on Earth: {lat:g}, {lon:g}")
    elif not lat and not lon:
        draft.doubt("its coordinates are 0, 0")
    else:
        return lat, lon
    return None


_DEGREES = re.compile(
    r"""([NSEW])?\s*(-?\d{1,3}(?:[.,]\d+)?)\s*[°º]?
    (?:\s*(\d{1,2}(?:[.,]\d+)?)\s*['′’])?(?:\s*(\d{1,2}(?:[.,]\d+)?)\s*(?:["″”]|''))?\s*([NSEW])?""",
    re.VERBOSE | re.IGNORECASE,
)
_SIXTY = 60


def degrees_of(value: object, sides: str) -> float | None:
    """Degrees of a number, of ``60°10'12"N`` or ``N 60.17``; ``sides``: the letters of + and -."""
    number = number_of(value)
    found = _DEGREES.fullmatch(text_of(value)) if number is None else None
    if not found:
        return number
    side = (found[1] or found[5] or "").upper()
    whole, minutes, seconds = (number_of(found[part]) or 0 for part in (2, 3, 4))
    parts_fit = minutes < _SIXTY and seconds < _SIXTY and not (whole % 1 and found[3])
    if (side and side not in sides) or (found[1] and found[5]) or not parts_fit:
        return None
    size = abs(whole) + minutes / _SIXTY + seconds / _SIXTY**2
    below = found[2].startswith("-")
    if below and side:
        return None
    return -size if below or side == sides[1] else size


_NUMBER = r"(-?\d{1,3}[.,]\d+)"
_PAIR = re.compile(rf"\s*{_NUMBER}(?:\s*[;|]\s*|\s*,\s+|\s+|,){_NUMBER}\s*")
_WKT = re.compile(rf"\s*POINT\s*\(\s*{_NUMBER}\s+{_NUMBER}\s*\)\s*", re.IGNORECASE)


def spot_of_pair(pair: object, draft: Draft) -> Spot | None:
    """A place of one text: ``60.17, 24.94`` (latitude first) or ``POINT (24.94 60.17)``.

    A list of two numbers is written either way round, and is read only where one way is none.
    """
    if isinstance(pair, list) and len(pair) == 2:
        return _of_list(number_of(pair[0]), number_of(pair[1]), draft)
    text = text_of(pair)
    point, found = _WKT.fullmatch(text), _PAIR.fullmatch(text)
    if point:
        return spot_of(point[2], point[1], draft)
    if found:
        return spot_of(found[1], found[2], draft)
    return spot_of(None, None, draft)


def _of_list(first: float | None, second: float | None, draft: Draft) -> Spot | None:
    if first is not None and second is not None and abs(first) <= 90 and abs(second) <= 90:
        draft.doubt(f"its coordinates may be either way round: {first:g}, {second:g}")
        return None
    if first is not None and abs(first) > 90:
        return spot_of(second, first, draft)
    return spot_of(first, second, draft)


def grams_of(kilograms: object, draft: Draft, *, unit: int = GRAMS) -> int | None:
    """The heaviest parcel in grams; ``None`` where there is no limit."""
    weight = number_of(kilograms)
    if weight is None or weight <= 0:
        return None
    if weight * unit > MOST_GRAMS:
        draft.doubt(f"a heaviest parcel of {weight:g} is none")
        return None
    return round(weight * unit)


def sides_of(*lengths: object, millimetres: int) -> Sides | None:
    """Three sides of a parcel, the longest first; ``millimetres`` in one of their units."""
    known = [number_of(each) for each in lengths]
    longest = [round(each * millimetres) for each in known if each is not None and each > 0]
    if len(longest) != 3:
        return None
    first, second, third = sorted(longest, reverse=True)
    return first, second, third


def count_of(value: object) -> int | None:
    """A whole number above zero, or ``None``."""
    number = number_of(value)
    return int(number) if number is not None and 1 <= number < 10**9 else None


def country_of(value: object) -> str:
    """A country's two letters, or nothing."""
    text = text_of(value, 20).upper()
    return text if len(text) == 2 and text.isascii() and text.isalpha() else ""


def day_of(value: object) -> str:
    """A day as ``YYYY-MM-DD``, also the day of a moment; nothing where it is none."""
    text = text_of(value, 40)[:10]
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return _day_with_dots(text)


def _day_with_dots(text: str) -> str:
    """``YYYY-MM-DD`` of ``31.12.2026``."""
    try:
        day, month, year = (int(part) for part in text.split("."))
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def joined(*parts: object, by: str = ", ", most: int = ADDRESS) -> str:
    """The parts that say something, each once."""
    texts = [text_of(part, most) for part in parts]
    return text_of(by.join(dict.fromkeys(text for text in texts if text)), most)
