"""Times, spans and amounts as staff read them, in their language."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal, InvalidOperation

from babel import Locale
from babel.dates import format_skeleton, format_time
from babel.numbers import format_compact_decimal, format_currency, format_decimal
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amends.app.locale import spoken
from amends.app.locale.hours import hours_in

REGIONAL = {"en": "en_GB", "ru": "ru_RU", "mn": "mn_MN"}
SIGNS = {"RUB": "₽", "MNT": "₮"}
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def locale() -> Locale:
    """Babel's locale for the language in force."""
    return Locale.parse(REGIONAL.get(get_language() or "en", "en_GB"))


def place(zone: str) -> str:
    """The name of a time zone, readable."""
    return zone.replace("_", " ")


def moment(when: datetime, where: tzinfo, now: datetime) -> str:
    """The time alone for today, day and time for this year, else with the year."""
    local, today = when.astimezone(where), now.astimezone(where)
    clock = str(format_time(local, "short", locale=locale()))
    if local.date() == today.date():
        return clock
    pattern = "d MMM" if local.year == today.year else "d MMM y"
    if locale().language == "mn":
        pattern = "MMMd" if local.year == today.year else "yMMMd"
    return f"{format_skeleton(pattern.replace(' ', ''), local, locale=locale())}, {clock}"


def short(number: int) -> str:
    """A number in a few signs, the same in all languages: 950, 12K."""
    return str(format_compact_decimal(number, locale="en"))


def number(value: float, digits: int = 1) -> str:
    """A number with so many digits behind the point, at most."""
    return str(format_decimal(round(value, digits), locale=locale()))


def span(length: timedelta) -> str:
    """A length of time in its two largest units: 3 d 4 h, 2 h 5 min, 7 min."""
    minutes = max(int(length.total_seconds()), 0) // 60
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days >= 10:
        return _("{n} d").format(n=days)
    if days:
        return _two(_("{n} d").format(n=days), _("{n} h").format(n=hours) if hours else "")
    if hours:
        return _two(_("{n} h").format(n=hours), _("{n} min").format(n=rest) if rest else "")
    return _("{n} min").format(n=rest)


def distance(when: datetime, now: datetime) -> str:
    """How far away a moment is: in 3 h, 2 d ago."""
    if when > now:
        return _("in {span}").format(span=span(when - now))
    return _("{span} ago").format(span=span(now - when))


def money(amount: object, currency: str) -> str:
    """An amount with its currency; cents only where there are any."""
    try:
        value = Decimal(str(amount))
    except InvalidOperation:
        return str(amount)
    pattern = locale().currency_formats["standard"].pattern
    if value == value.to_integral_value():
        pattern = pattern.replace(".00", "")
    text = str(format_currency(value, currency, pattern, locale(), currency_digits=False))
    return text.replace(currency, SIGNS.get(currency, currency))


def readable(raw: str) -> str:
    """JSON in lines, so that it can be mended by hand; anything else as it is."""
    try:
        return json.dumps(json.loads(raw), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        return raw


def _two(first: str, second: str) -> str:
    return f"{first} {second}" if second else first


def window(start: datetime, end: datetime, where: tzinfo) -> str:
    """A span of a day with its day: Mon 23 Nov, 19:00 to 21:00."""
    first, last = start.astimezone(where), end.astimezone(where)
    day = format_skeleton("MMMEd", first, locale=locale())
    clocks = (str(format_time(each, "short", locale=locale())) for each in (first, last))
    return f"{day}, {'–'.join(clocks)}"


def hours_in_words(hours: str) -> str:
    """Posted hours with the names of the days in the reader's language."""
    return hours_in(spoken(get_language() or ""), hours)
