"""Parsing the selectors of weekdays and holidays."""

from __future__ import annotations

from amends.core.places.hours.notation.rules import DaySelector, Holidays, Weekdays
from amends.core.places.hours.notation.tokens import Kind, NotUnderstood, Tokens


def starts_days(tokens: Tokens, ahead: int = 0) -> bool:
    token = tokens.peek(ahead)
    return token.kind in (Kind.DAY, Kind.DAYS) or token.is_word("PH", "SH")


def parse_days(tokens: Tokens) -> tuple[DaySelector, ...]:
    """One or more weekdays, ranges of them and holidays, parted by commas."""
    days = [*_item(tokens)]
    while tokens.peek().is_mark(",") and starts_days(tokens, 1):
        tokens.take()
        days += _item(tokens)
    return tuple(days)


def _item(tokens: Tokens) -> list[DaySelector]:
    token = tokens.take()
    if token.kind is Kind.DAYS:
        first, last = divmod(token.value, 10)
        return [Weekdays(first, last)]
    if token.kind is not Kind.DAY:
        return [Holidays(token.text, _holiday_shift(tokens, token.text))]
    if tokens.peek().is_mark("["):
        nth = parse_nth(tokens)
        return [Weekdays(token.value, token.value, nth, parse_shift(tokens))]
    if tokens.peek().is_mark("-") and tokens.peek(1).kind is Kind.DAY:
        tokens.take()
        return [Weekdays(token.value, tokens.take().value)]
    return [Weekdays(token.value, token.value)]


def _holiday_shift(tokens: Tokens, kind: str) -> int:
    shift = parse_shift(tokens)
    if (kind == "SH" and shift) or abs(shift) > 1:
        raise NotUnderstood("holidays can be moved by one day only, and only public ones")
    return shift


def parse_nth(tokens: Tokens) -> tuple[int, ...]:
    """``[1]``, ``[1,3]``, ``[1-3]``, ``[-1]``: from the first to the fifth, or from the end."""
    tokens.need("[")
    nth = [*_nth_item(tokens)]
    while tokens.takes(","):
        nth += _nth_item(tokens)
    tokens.need("]")
    if any(not 1 <= abs(number) <= 5 for number in nth):
        raise NotUnderstood(f"a month has no such weekdays: {nth}")
    return tuple(nth)


def _nth_item(tokens: Tokens) -> list[int]:
    sign = -1 if tokens.takes("-") else 1
    first = _number(tokens)
    if sign == 1 and tokens.takes("-"):
        last = _number(tokens)
        if last <= first:
            raise NotUnderstood(f"a range runs upwards: {first}-{last}")
        return list(range(first, last + 1))
    return [sign * first]


def parse_shift(tokens: Tokens) -> int:
    """``+1 day``, ``-2 days``: 0 if there is none."""
    sign, number, unit = tokens.peek(), tokens.peek(1), tokens.peek(2)
    if not (sign.is_mark("+", "-") and number.kind is Kind.NUMBER and unit.is_word("day")):
        return 0
    tokens.place += 3
    if not 1 <= number.value <= 366:
        raise NotUnderstood(f"days cannot be moved by {number.text}")
    return number.value if sign.text == "+" else -number.value


def _number(tokens: Tokens) -> int:
    token = tokens.take()
    if token.kind is not Kind.NUMBER:
        raise NotUnderstood(f"a number is missing before “{token.text}”")
    return token.value
