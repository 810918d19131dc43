"""Parsing the selectors of years, months, dates and weeks."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace

from amends.core.places.hours.notation.days import parse_nth, parse_shift
from amends.core.places.hours.notation.rules import Anchor, Stretch, Weeks, Years
from amends.core.places.hours.notation.tokens import Kind, NotUnderstood, Token, Tokens

LEAP = 2000

_SEVERAL = 9
"""Stands for more than one nth weekday where one is needed."""


def is_year(token: Token) -> bool:
    return token.kind is Kind.NUMBER and len(token.text) == 4 and 1970 <= token.value <= 2199


def starts_dates(tokens: Tokens, ahead: int = 0) -> bool:
    token = tokens.peek(ahead)
    return token.kind is Kind.MONTH or token.is_word("easter") or is_year(token)


def parse_dates(tokens: Tokens) -> tuple[tuple[Years, ...], tuple[Stretch, ...]]:
    """Years, then months and dates; either may be missing."""
    years = _years(tokens)
    return years, _stretches(tokens)


def parse_weeks(tokens: Tokens) -> tuple[Weeks, ...]:
    """``week 01-53/2``, several parted by commas; the word stands before the first at least."""
    tokens.take()
    weeks = [_week(tokens)]
    while tokens.peek().is_mark(",") and _goes_on_with_week(tokens):
        tokens.take()
        if tokens.peek().is_word("week"):
            tokens.take()
        weeks.append(_week(tokens))
    return tuple(weeks)


def _goes_on_with_week(tokens: Tokens) -> bool:
    after = tokens.peek(1)
    return after.is_word("week") or (after.kind is Kind.NUMBER and len(after.text) <= 2)


def _week(tokens: Tokens) -> Weeks:
    first = last = _bounded(tokens, 1, 53)
    if tokens.takes("-"):
        last = _bounded(tokens, 1, 53)
        if last <= first:
            raise NotUnderstood(f"weeks run upwards: {first}-{last}")
    return Weeks(first, last, _step(tokens, 2, 26) if last > first else 1)


def _years(tokens: Tokens) -> tuple[Years, ...]:
    years: list[Years] = []
    while is_year(tokens.peek()) and not _year_of_a_date(tokens):
        years.append(_year(tokens))
        if not tokens.peek().is_mark(","):
            break
        if not is_year(tokens.peek(1)):
            raise NotUnderstood(f"a year is missing before “{tokens.rest()}”")
        if _year_of_a_date(tokens, 1):
            raise NotUnderstood(f"years and dates in one list: “{tokens.rest()}”")
        tokens.take()
    return tuple(years)


def _year_of_a_date(tokens: Tokens, ahead: int = 0) -> bool:
    after = tokens.peek(ahead + 1)
    return is_year(tokens.peek(ahead)) and (after.kind is Kind.MONTH or after.is_word("easter"))


def _year(tokens: Tokens) -> Years:
    first = tokens.take().value
    if tokens.takes("+"):
        return Years(first, None)
    if tokens.takes("/"):
        return Years(first, None, _bounded(tokens, 1, 100))
    if not tokens.takes("-"):
        return Years(first, first)
    last = tokens.take()
    if not is_year(last) or last.value <= first:
        raise NotUnderstood(f"years run upwards: {first}-{last.text}")
    return Years(first, last.value, _step(tokens, 1, 100))


def _stretches(tokens: Tokens) -> tuple[Stretch, ...]:
    if not (tokens.peek().kind is Kind.MONTH or _dated(tokens)):
        return ()
    stretches = [_stretch(tokens)]
    while tokens.peek().is_mark(",") and _dated(tokens, 1):
        tokens.take()
        stretches.append(_stretch(tokens))
    return tuple(stretches)


def _dated(tokens: Tokens, ahead: int = 0) -> bool:
    token = tokens.peek(ahead)
    return token.kind is Kind.MONTH or token.is_word("easter") or _year_of_a_date(tokens, ahead)


def _stretch(tokens: Tokens) -> Stretch:
    """A month, a date, or a stretch between two. "Aug Su[1]" alone is a month and a weekday."""
    start = tokens.place
    first = _anchor(tokens)
    if not tokens.peek().is_mark("-"):
        if first.nth:
            tokens.place = start
            first = _anchor(tokens, with_weekday=False)
        return Stretch(first, first)
    tokens.take()
    last = _last_anchor(tokens, first)
    if _SEVERAL in (first.nth, last.nth):
        raise NotUnderstood("a stretch begins and ends with one weekday")
    _same_years(first, last)
    return Stretch(first, last, _step(tokens, 1, 366))


def _last_anchor(tokens: Tokens, first: Anchor) -> Anchor:
    if tokens.peek().kind is not Kind.NUMBER or is_year(tokens.peek()):
        if not _dated(tokens):
            raise NotUnderstood(f"a date is missing before “{tokens.rest()}”")
        whole_months = not (first.day or first.nth or first.easter)
        return _anchor(tokens, with_weekday=not whole_months)
    if not first.day:
        raise NotUnderstood(f"a month does not end with a day: “{tokens.rest()}”")
    day = _day_of_month(tokens, first.month)
    if day <= first.day:
        raise NotUnderstood(f"days of a month run upwards: {first.day}-{day}")
    return replace(first, day=day)


def _same_years(first: Anchor, last: Anchor) -> None:
    if (first.year is None) != (last.year is None):
        raise NotUnderstood("a stretch names a year at both ends or at none")
    if first.year and last.year and (first.year, first.month) > (last.year, last.month):
        raise NotUnderstood("a stretch ends before it begins")
    whole = [not anchor.day and not anchor.nth and not anchor.easter for anchor in (first, last)]
    if whole[0] != whole[1]:
        raise NotUnderstood("a stretch goes from month to month or from day to day")


def _anchor(tokens: Tokens, *, with_weekday: bool = True) -> Anchor:
    year = tokens.take().value if is_year(tokens.peek()) else None
    token = tokens.take()
    if token.is_word("easter"):
        return Anchor(shift=parse_shift(tokens), year=year)
    if with_weekday and tokens.peek().kind is Kind.DAY and tokens.peek(1).is_mark("["):
        weekday = tokens.take().value
        nth = parse_nth(tokens)
        single = nth[0] if len(nth) == 1 else _SEVERAL
        return Anchor(token.value, 0, weekday, single, parse_shift(tokens), year)
    if tokens.peek().kind is Kind.NUMBER and len(tokens.peek().text) <= 2:
        day = _day_of_month(tokens, token.value)
        return Anchor(token.value, day, shift=parse_shift(tokens), year=year)
    return Anchor(token.value, year=year)


def _day_of_month(tokens: Tokens, month: int) -> int:
    day = _bounded(tokens, 1, monthrange(LEAP, month)[1])
    tokens.takes(".")
    return day


def _step(tokens: Tokens, low: int, high: int) -> int:
    return _bounded(tokens, low, high) if tokens.takes("/") else 1


def _bounded(tokens: Tokens, low: int, high: int) -> int:
    token = tokens.take()
    if token.kind is not Kind.NUMBER or not low <= token.value <= high:
        raise NotUnderstood(f"a number from {low} to {high} is required, not “{token.text}”")
    return token.value
