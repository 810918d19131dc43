"""Days as people tell them: yesterday, a week ago, last Tuesday, 15 ноября, 11 сарын 15."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from amends.core.claims.reading.amounts import has, lasting_at, number_at, together
from amends.core.claims.reading.results import Days, Entity, Lasting, Now
from amends.core.claims.reading.tokens import Words
from amends.core.claims.reading.words import senses

WRITTEN = re.compile(
    r"(?<![\d.:/-])(?:(?P<year>\d{4})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})"
    r"|(?P<day2>\d{1,2})(?P<mark>[./])(?P<month2>\d{1,2})(?:(?P=mark)(?P<year2>\d{4}|\d{2}))?)"
    r"(?!\d|[:.,/-]\d)"
)
MOST_BACK = 3660
ROUGHLY = 0.3
FEW = (3, 7)
LATELY = 1
"""A weekday so many days back is called yesterday; «last» then means the one before."""


def written_days(text: str, words: Words, now: Now) -> Iterator[Entity]:
    """Days written in digits: 15.11., 07.11.2026, 2026-11-15, 15/11/2026."""
    for match in WRITTEN.finditer(text):
        days = _of_match(match, now)
        if days is not None:
            first, last = words.between(match.start(), match.end())
            if last > first and not has(words, last, "half_day"):
                yield Entity("day", days, first, last)


def _of_match(match: re.Match[str], now: Now) -> Days | None:
    if match["year"]:
        return _one(_day(int(match["year"]), int(match["month"]), int(match["day"])), now)
    day, month, year = int(match["day2"]), int(match["month2"]), match["year2"]
    if not year and match["mark"] == "/":
        return None
    meant = [_dated(day, month, year, now)]
    if match["mark"] == "/":
        meant.append(_dated(month, day, year, now))
    past = sorted({one for one in meant if one is not None and one <= now.today})
    return Days(past[0], past[-1]) if past else None


def _dated(day: int, month: int, year: str | None, now: Now) -> date | None:
    if year:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, day)
    return _latest(month, day, now)


def _one(day: date | None, now: Now) -> Days | None:
    return Days(day, day) if day is not None and day <= now.today else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _latest(month: int, day: int, now: Now) -> date | None:
    """The last day with that month and number that is not ahead."""
    this = _day(now.today.year, month, day)
    return this if this and this <= now.today else _day(now.today.year - 1, month, day)


def day_at(words: Words, place: int, now: Now) -> Entity | None:
    """The day that is told in words from there on."""
    for told in (_ago, _relative, _weekday, _month_and_day, _number_of_month, _span_of_week):
        found = told(words, place, now)
        if found is not None and together(words, place, found.last):
            return found
    return None


def _ago(words: Words, place: int, now: Now) -> Entity | None:
    if has(words, place, "vague") and has(words, place + 1, "unit"):
        return _few_ago(words, place, now)
    lasting = lasting_at(words, place)
    if lasting is None or not has(words, lasting.last, "ago"):
        return None
    days, last = days_back(lasting.value, now), lasting.last + 1
    last += senses(words.folded(last)).get("relative") == 0  # a week ago today
    return days and Entity("day", days, place, last)


def _few_ago(words: Words, place: int, now: Now) -> Entity | None:
    unit = senses(words.folded(place + 1))["unit"]
    if not has(words, place + 2, "ago") or unit not in ("day", "week"):
        return None
    least, most = (count * (7 if unit == "week" else 1) for count in (FEW[0] - 1, FEW[1]))
    return Entity("day", Days(_back(now, most), _back(now, least)), place, place + 3)


def days_back(lasting: Lasting, now: Now) -> Days | None:
    """The day that lies so long back; a range where it is told roughly or as a least."""
    if lasting.unit in ("minute", "hour"):
        moment = now.moment - timedelta(minutes=min(_minutes(lasting), MOST_BACK))
        return Days(moment.date(), moment.date())
    back = _exact_back(lasting, now)
    if back is None:
        return None
    if lasting.least:
        return Days(None, back)
    if lasting.about:
        rough = timedelta(days=max(1, round((now.today - back).days * ROUGHLY)))
        return Days(back - rough, min(back + rough, now.today))
    return Days(back, back)


def _minutes(lasting: Lasting) -> float:
    return lasting.amount * (60 if lasting.unit == "hour" else 1) + lasting.more


def _exact_back(lasting: Lasting, now: Now) -> date | None:
    if lasting.unit in ("month", "year"):
        months = round(lasting.amount * (12 if lasting.unit == "year" else 1))
        return _months_back(now.today, months) if months <= 120 else None
    days = round(lasting.amount * (7 if lasting.unit == "week" else 1))
    return _back(now, days) if days <= MOST_BACK else None


def _back(now: Now, days: float) -> date:
    return now.today - timedelta(days=days)


def _months_back(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _relative(words: Words, place: int, now: Now) -> Entity | None:
    """Today, yesterday, позавчера; «the day before yesterday»; what lies ahead is set aside."""
    spelt = " ".join(words.folded(place + step) for step in range(3))
    if spelt == "day before yesterday":
        return Entity("day", Days(_back(now, 2), _back(now, 2)), place, place + 3)
    if has(words, place, "this") and words.folded(place + 1) == "morning":
        return Entity("day", Days(now.today, now.today), place, place + 1)
    if has(words, place, "last") and words.folded(place + 1) in ("night", "evening"):
        return Entity("day", Days(_back(now, 1), _back(now, 1)), place, place + 2)
    days = senses(words.folded(place)).get("relative")
    if days is None:
        return None
    day = now.today + timedelta(days=days)
    return Entity("day", Days(day, day), place, place + 1, aside=days > 0)


def _weekday(words: Words, place: int, now: Now) -> Entity | None:
    before = next((what for what in ("last", "this", "next") if has(words, place, what)), "")
    start = place + bool(before)
    number = senses(words.folded(start)).get("weekday")
    if number is None:
        return None
    last = start + 1 + has(words, start + 1, "weekday_word")
    back = (now.today.weekday() - number) % 7
    recent, earlier = _back(now, back), _back(now, back + 7)
    if before == "last":
        days = Days(earlier, earlier if back <= LATELY else recent)
    else:
        days = Days(earlier if back == 0 else recent, recent)
    return Entity("day", days, place, last, aside=before == "next")


def _month_and_day(words: Words, place: int, now: Now) -> Entity | None:
    """15 ноября, the 5th of November, Nov 5, первого ноября, 11-р сарын 3-нд."""
    return (
        _day_then_month(words, place, now)
        or _month_then_day(words, place, now)
        or _numbered_month(words, place, now)
    )


def _counting(words: Words, place: int) -> tuple[int, int] | None:
    """The number of a day: 15, 15th, пятнадцатого, двадцать первого; and the word after it."""
    number = number_at(words, place)
    value, after = (number.value, number.after) if number else (0, place)
    ordinal = senses(words.folded(after)).get("ordinal", 0)
    if ordinal and value in (0, 20, 30):
        value, after = value + ordinal, after + 1
    elif value and (has(words, after, "nth") or has(words, after, "nth_alone")):
        after += 1
    return (int(value), after) if 1 <= value <= 31 else None


def _day_then_month(words: Words, place: int, now: Now) -> Entity | None:
    counted = _counting(words, place)
    if counted is None:
        return None
    day, after = counted
    after += words.folded(after) == "of"
    month = senses(words.folded(after)).get("month")
    return month and _in_year(words, place, after + 1, month, day, now)


def _month_then_day(words: Words, place: int, now: Now) -> Entity | None:
    month = senses(words.folded(place)).get("month")
    counted = _counting(words, place + 1)
    if month is None or counted is None:
        return None
    return _in_year(words, place, counted[1], month, counted[0], now)


def _numbered_month(words: Words, place: int, now: Now) -> Entity | None:
    """Mongolian: the month's number, then the day's."""
    number = number_at(words, place)
    if number is None or not 1 <= number.value <= 12:
        return None
    word = number.after + has(words, number.after, "nth")
    if not has(words, word, "month_word"):
        return None
    day = number_at(words, word + 1)
    if day is None or not 1 <= day.value <= 31:
        return None
    last = day.after + has(words, day.after, "day_of")
    return _in_year(words, place, last, int(number.value), int(day.value), now)


def _in_year(words: Words, first: int, last: int, month: int, day: int, now: Now) -> Entity | None:
    said = words[last].said if last < len(words) else ""
    if len(said) == 4 and said.isdecimal() and words[last].sentence == words[first].sentence:
        return _found(_day(int(said), month, day), first, last + 1, now)
    return _found(_latest(month, day, now), first, last, now)


def _found(day: date | None, first: int, last: int, now: Now) -> Entity | None:
    return Entity("day", Days(day, day), first, last) if day and day <= now.today else None


def _number_of_month(words: Words, place: int, now: Now) -> Entity | None:
    """The day by its number alone: 17 числа, since the 5th."""
    counted = _counting(words, place)
    if counted is None:
        return None
    day, after = counted
    if has(words, after, "of_month"):
        after += 1
    elif not _is_dated(words, place, after):
        return None
    this = _day(now.today.year, now.today.month, day)
    if this is None or this > now.today:
        before = _months_back(now.today.replace(day=1), 1)
        this = _day(before.year, before.month, day)
    return _found(this, place, after, now)


def _is_dated(words: Words, place: int, after: int) -> bool:
    """Whether an ending makes a number a day: the 5th, 15-го, 3-нд."""
    if has(words, after - 1, "nth_alone"):
        return True
    return words.folded(place - 1) == "the" and has(words, after - 1, "nth")


def _span_of_week(words: Words, place: int, now: Now) -> Entity | None:
    """Last week, на прошлой неделе, өнгөрсөн долоо хоногт: its days; next week lies ahead."""
    back = has(words, place, "last")
    if not back and not has(words, place, "next"):
        return None
    lasting = lasting_at(words, place + 1)
    unit = place + 1
    if lasting is not None and lasting.value.unit == "day" and lasting.value.amount == 7:
        unit = lasting.last - 1
    elif senses(words.folded(unit)).get("unit") != "week":
        return None
    monday = _back(now, now.today.weekday() + 7)
    return Entity("day", Days(monday, monday + timedelta(days=6)), place, unit + 1, aside=not back)
