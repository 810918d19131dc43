"""Times of day as people tell them: 14:02, 3pm, half past seven, в три часа дня, оройн 6 цагт."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time
from typing import NamedTuple

from amends.core.claims.reading.amounts import has, number_at, together
from amends.core.claims.reading.results import Clock, Entity
from amends.core.claims.reading.tokens import Words
from amends.core.claims.reading.words import senses

WRITTEN = re.compile(
    r"(?<![\d.:,/-])(?P<hour>\d{1,2})(?P<mark>[:.-])(?P<minute>\d{2})(?!\d|[:.,/-]\d)"
)
HALF = "пол"
FIRST_OPEN = 7
"""Nobody comes or calls at night: an hour before this is one of the afternoon."""
IN_THE = frozenset({"in", "the", "this", "of"})
PARTS = {"morning": (0, 11), "day": (12, 17), "evening": (15, 23), "night": (18, 28)}


class Told(NamedTuple):
    """An hour and a minute as told, and the word after them."""

    hour: int
    minute: int
    after: int


def written_clocks(text: str, words: Words) -> Iterator[Entity]:
    """Times written in digits: 14:02, 9.30 with a word for the time before it, 16-05."""
    for match in WRITTEN.finditer(text):
        first, last = words.between(match.start(), match.end())
        if last - first != 2 or not (match["mark"] == ":" or _is_clock(words, first, last)):
            continue
        hour, minute = int(match["hour"]), int(match["minute"])
        if hour > 23 or minute > 59:
            continue
        yield _in_part(words, first, Told(hour, minute, last), exact=True)


def _is_clock(words: Words, first: int, last: int) -> bool:
    """Whether a word beside two numbers says that they are a time: at 9.30, 9.30am."""
    return has(words, first - 1, "at") or has(words, last, "half_day")


def clock_at(words: Words, place: int) -> Entity | None:
    """The time of day that is told in words from there on."""
    for told in (_noon, _half_past, _to_next, _half_of, _minutes_of, _mongolian, _hour):
        found = told(words, place)
        if found is not None and together(words, place, found.last):
            return found
    return None


def _in_part(words: Words, first: int, told: Told, *, exact: bool = False) -> Entity:
    """The time, with the part of the day that stands beside it: 3 pm, 6 вечера, оройн 6."""
    half = senses(words.folded(told.after)).get("half_day")
    if (
        half is None
        and words.folded(told.after) in ("a", "p")
        and words.folded(told.after + 1) == "m"
    ):
        half = 0 if words.folded(told.after) == "a" else 12
        told = told._replace(after=told.after + 1)
    if half is not None and told.hour <= 12:
        hour = told.hour % 12 + half
        return _entity(first, told.after + 1, hour, told.minute, either=False)
    return _by_part(words, first, told, exact=exact)


def _by_part(words: Words, first: int, told: Told, *, exact: bool) -> Entity:
    first, last, part = _part(words, first, told.after)
    hour = told.hour
    if part and hour <= 12:
        low, high = PARTS[part]
        halves = (hour % 12 + half for half in (0, 12, 24))
        fits = [each for each in halves if low <= each <= high]
        meant = fits[0] if fits else hour
        return _entity(first, last, meant % 24, told.minute, either=not fits)
    if hour < FIRST_OPEN and not (exact and hour == 0):
        return _entity(first, last, hour + 12, told.minute, either=hour == 0)
    return _entity(first, last, hour % 24, told.minute, either=not exact and hour < 12)


def _part(words: Words, first: int, after: int) -> tuple[int, int, str]:
    """The part of the day just before or after a time, and how far the words then reach."""
    for skip in range(3):
        part = senses(words.folded(after + skip)).get("part")
        if part and all(
            words.folded(after + s) in ("in", "the", "this", "of") for s in range(skip)
        ):
            this = "this" in (words.folded(after + s) for s in range(skip))
            return first, after if this else after + skip + 1, part
    for skip in (1, 2):
        part = senses(words.folded(first - skip)).get("part")
        if part and all(has(words, first - s, "at") for s in range(1, skip)):
            return first - skip, after, part
    return first, after, ""


def _entity(first: int, last: int, hour: int, minute: int, *, either: bool) -> Entity:
    return Entity("time", Clock(time(hour, minute), either), first, last)


def _noon(words: Words, place: int) -> Entity | None:
    hour = senses(words.folded(place)).get("noon")
    last = place + 1
    if has(words, place, "noon_first") and has(words, place + 1, "noon_then"):
        hour, last = 12, place + 2
    return None if hour is None else _entity(place, last, hour, 0, either=False)


def _small(words: Words, place: int, most: int = 12) -> tuple[int, int] | None:
    number = number_at(words, place)
    if number is None or number.value != int(number.value) or not 0 <= number.value <= most:
        return None
    return int(number.value), number.after


def _half_past(words: Words, place: int) -> Entity | None:
    """Half past seven, quarter past three, ten past four."""
    if has(words, place, "half"):
        minute, after = 30, place + 1
    elif has(words, place, "quarter"):
        minute, after = 15, place + 1
    else:
        counted = _small(words, place, 30)
        minute, after = counted or (0, place)
    past = has(words, after, "past")
    if not past and words.folded(place) != "half":
        return None
    hour = _small(words, after + past) if minute else None  # «half five» is half past five
    return _in_part(words, place, Told(hour[0], minute, hour[1])) if hour else None


def _to_next(words: Words, place: int) -> Entity | None:
    """Quarter to three; без десяти пять; без четверти три."""
    start = place + has(words, place, "short_of")
    quarter = has(words, start, "quarter")
    counted = (15, start + 1) if quarter else _small(words, start, 30)
    if counted is None:
        return None
    minute, after = counted
    if start == place:
        if not quarter or not has(words, after, "to"):
            return None
        after += 1
    hour = _small(words, after)
    return _in_part(words, place, Told((hour[0] - 1) % 12, 60 - minute, hour[1])) if hour else None


def _half_of(words: Words, place: int) -> Entity | None:
    """В половине восьмого, полвосьмого: half of the eighth hour has passed."""
    glued = words.folded(place).removeprefix(HALF)
    after = place + 1 + has(words, place, "half_of")
    spelt = words.folded(after - 1) if after > place + 1 else glued
    if spelt == words.folded(place):
        return None
    ordinal = senses(spelt).get("ordinal")
    if ordinal is None or ordinal > 12:
        return None
    return _in_part(words, place, Told((ordinal - 1) or 12, 30, after))


def _minutes_of(words: Words, place: int) -> Entity | None:
    """Десять минут пятого: ten minutes of the fifth hour."""
    counted = _small(words, place, 59)
    if counted is None or senses(words.folded(counted[1])).get("unit") != "minute":
        return None
    ordinal = senses(words.folded(counted[1] + 1)).get("ordinal")
    if ordinal is None or ordinal > 12:
        return None
    return _in_part(words, place, Told((ordinal - 1) or 12, counted[0], counted[1] + 2))


def _mongolian(words: Words, place: int) -> Entity | None:
    """Оройн 6 цагт; долоо хагаст; дөрвөн цаг арван минутад."""
    hour = _small(words, place, 24)
    if hour is None:
        return None
    if has(words, place - 1, "part") and has(words, hour[1], "half"):
        return _in_part(words, place, Told(hour[0], 30, hour[1] + 1))
    if has(words, hour[1], "oclock"):
        return _in_part(words, place, Told(hour[0] % 24, 0, hour[1] + 1))
    if words.folded(hour[1]) != "цаг":
        return None
    minute = _small(words, hour[1] + 1, 59)
    if minute and has(words, minute[1], "minute_at"):
        return _in_part(words, place, Told(hour[0] % 24, minute[0], minute[1] + 1))
    return None


def _hour(words: Words, place: int) -> Entity | None:
    """3 pm, в три часа дня, 6 вечера, at 3, в час дня."""
    at = has(words, place - 1, "at")
    number = _small(words, place, 24)
    if number is None:
        return _one_oclock(words, place) if at else None
    hour, after = number
    if has(words, after, "clock"):
        return _in_part(words, place, Told(hour % 24, 0, after + 1))
    is_unit = senses(words.folded(after)).get("unit") == "hour" and words.folded(after) != "цаг"
    named = has(words, after + is_unit, "part") or has(words, after, "half_day")
    if named or (at and is_unit):
        return _in_part(words, place, Told(hour % 24, 0, after + is_unit))
    if words.folded(after) in ("a", "p") and words.folded(after + 1) == "m":
        return _in_part(words, place, Told(hour % 24, 0, after))
    if words.folded(after) == "in" and words.folded(after + 1) == "the":
        return _in_part(words, place, Told(hour % 24, 0, after)) if at else None
    is_last = after >= len(words) or words[after].sentence != words[place].sentence
    follows = is_last or words[after].apart or not _counts(words, after)
    return _in_part(words, place, Told(hour % 24, 0, after)) if at and follows else None


def _counts(words: Words, place: int) -> bool:
    """Whether the word there is counted or dated by the number before it."""
    known = senses(words.folded(place))
    return bool(known.keys() & {"unit", "month", "of_month", "nth", "number", "month_word", "half"})


def _one_oclock(words: Words, place: int) -> Entity | None:
    if words.folded(place) == "час" and has(words, place + 1, "part"):
        return _in_part(words, place, Told(1, 0, place + 1))
    return None
