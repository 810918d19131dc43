"""Numbers, in digits or words, and how long something took."""

from __future__ import annotations

from typing import NamedTuple

from amends.core.claims.reading.results import Entity, Lasting
from amends.core.claims.reading.tokens import Words
from amends.core.claims.reading.words import senses

LARGEST = 10_000
WEEK_OF_DAYS = 7
HOUR_OR_TIME = "цаг"
"""Mongolian for an hour, and for time: by itself it is not one hour."""
WHOLE = frozenset({"whole", "full", "entire"})
MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10080}


class Number(NamedTuple):
    """A number, and the word after it."""

    value: float
    after: int


def has(words: Words, place: int, what: str) -> bool:
    """Whether the word at a place may mean that."""
    return what in senses(words.folded(place))


def together(words: Words, first: int, last: int) -> bool:
    """Whether all words up to ``last`` stand in one sentence."""
    return last <= len(words) and words[first].sentence == words[last - 1].sentence


def number_at(words: Words, place: int) -> Number | None:
    """The number that begins there: 45, thirty five, арван таван, сорок."""
    if place >= len(words):
        return None
    if words[place].is_number:
        digits = int(words[place].said[:6])
        return Number(digits, place + 1) if digits <= LARGEST else None
    value: float = senses(words[place].fold).get("number", 0)
    if not value:
        return None
    unit = senses(words.folded(place + 1)).get("number", 0)
    if value >= 10 and value % 10 == 0 and 1 <= unit <= 9 and value < 100:
        return Number(value + unit, place + 2)
    return Number(value, place + 1)


def lasting_at(words: Words, place: int) -> Entity | None:
    """How long: a week, 2 hrs, полтора часа, хагас цаг, an hour and fifteen minutes."""
    start, least, about = _modifier(words, place)
    more = least or about
    found = (
        _half_hour(words, start)
        or _part_of_hour(words, start)
        or _counted(words, start)
        or _alone(words, start, more)
        or _inverted(words, start)
    )
    if found is None or not together(words, place, found.last):
        return None
    last = found.last
    if has(words, last, "over_after"):
        least, last = True, last + 1
    about = about or found.value.about
    return found._replace(
        first=place, last=last, value=found.value._replace(least=least, about=about)
    )


def _modifier(words: Words, place: int) -> tuple[int, bool, bool]:
    """Past «more than» and «about»: where the number begins, and which of them stood there."""
    if has(words, place, "more") or has(words, place, "over"):
        return place + 1 + has(words, place + 1, "than"), True, False
    if has(words, place, "about"):
        return place + 1, False, True
    return place, False, False


def _half_hour(words: Words, place: int) -> Entity | None:
    if has(words, place, "half_hour"):
        return Entity("lasting", Lasting(30, "minute"), place, place + 1)
    if not has(words, place, "half"):
        return None
    unit = place + 1 + has(words, place + 1, "one")
    if senses(words.folded(unit)).get("unit") != "hour" or has(words, unit, "oclock"):
        return None
    return Entity("lasting", Lasting(30, "minute"), place, unit + 1)


def _part_of_hour(words: Words, place: int) -> Entity | None:
    """3/4 of an hour, three quarters of an hour, a quarter of an hour."""
    start = place + has(words, place, "one")
    number = number_at(words, start)
    after = number.after if number else start
    below = number_at(words, after) if number else None
    if below is not None:
        share, after = number.value / below.value if number and below.value else 0, below.after
    elif has(words, after, "quarter"):
        share, after = (number.value if number else 1) / 4, after + 1
    else:
        return None
    if words.folded(after) != "of" or not 0 < share < 1:
        return None
    unit = after + 1 + has(words, after + 1, "one")
    if senses(words.folded(unit)).get("unit") != "hour":
        return None
    return Entity("lasting", Lasting(60 * share, "minute"), place, unit + 1)


def _counted(words: Words, place: int) -> Entity | None:
    """A number and a unit; «хоёр долоо хоног» is two times seven days."""
    number = number_at(words, place)
    if number is None:
        return None
    times = number_at(words, number.after)
    if times and times.value == WEEK_OF_DAYS and number.value < 10:
        number = Number(number.value * WEEK_OF_DAYS, times.after)
    if has(words, number.after, "and") and _is_half(words, number.after + 1):
        unit = number.after + 2 + has(words, number.after + 1, "one")
        return _with_unit(words, place, number.value + 0.5, unit)
    return _with_unit(words, place, number.value, number.after)


def _is_half(words: Words, place: int) -> bool:
    return has(words, place + has(words, place, "one"), "half")


def _alone(words: Words, place: int, more: bool) -> Entity | None:
    """A unit by itself, which is one: час, неделю, an hour, бүтэн цаг; больше недели."""
    unit = place + has(words, place, "one")
    unit += unit > place and words.folded(unit) in WHOLE
    alone = has(words, unit, "alone") or (more and has(words, unit, "alone_of"))
    if unit == place and not alone:
        return None
    found = _with_unit(words, place, 1, unit)
    if found and unit == place and words.folded(unit) == HOUR_OR_TIME and found.last == unit + 1:
        return None
    return found


def _inverted(words: Words, place: int) -> Entity | None:
    """Russian puts the number behind where it is rough: минут 25, часа два."""
    unit = senses(words.folded(place)).get("unit_first")
    number = number_at(words, place + 1)
    if unit is None or number is None or words[place + 1].apart or has(words, number.after, "unit"):
        return None
    return Entity("lasting", Lasting(number.value, unit, about=True), place, number.after)


def _with_unit(words: Words, first: int, count: float, place: int) -> Entity | None:
    unit = senses(words.folded(place)).get("unit")
    if unit is None:
        return None
    last, more = place + 1, 0.0
    halves = last + has(words, last, "and")
    if _is_half(words, halves) and not has(words, halves + 1 + has(words, halves, "one"), "unit"):
        count, last = count + 0.5, halves + 1 + has(words, halves, "one")
    elif unit == "hour":
        more, last = _and_minutes(words, last)
    return Entity("lasting", Lasting(count, unit, more), first, last)


def _and_minutes(words: Words, place: int) -> tuple[float, int]:
    """The minutes after the hours: «час пятнадцать», «an hour and fifteen minutes»."""
    number = number_at(words, place + has(words, place, "and"))
    if number is None or number.value >= 60 or number.value < 5:
        return 0, place
    unit = senses(words.folded(number.after)).get("unit")
    if unit not in ("minute", None):
        return 0, place
    return number.value, number.after + (unit is not None)


def minutes_of(lasting: Lasting) -> float | None:
    """The minutes that it took; nothing for months and years, which differ."""
    each = MINUTES.get(lasting.unit)
    return None if each is None else lasting.amount * each + lasting.more
