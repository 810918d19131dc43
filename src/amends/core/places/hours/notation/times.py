"""Parsing times of the day."""

from __future__ import annotations

from amends.core.places.hours.notation.rules import Hours
from amends.core.places.hours.notation.tokens import Kind, NotUnderstood, Token, Tokens
from amends.core.places.hours.spans import DAY

NOON = 12 * 60


def starts_time(tokens: Tokens, ahead: int = 0) -> bool:
    token = tokens.peek(ahead)
    return token.kind in (Kind.TIME, Kind.NUMBER) or token.is_word("sun") or token.is_mark("(")


def parse_times(tokens: Tokens) -> tuple[Hours, ...]:
    """One or more ranges, parted by commas or by nothing."""
    hours = [parse_range(tokens)]
    while True:
        if tokens.peek().is_mark(",") and starts_time(tokens, 1):
            tokens.take()
        elif tokens.peek().kind not in (Kind.TIME, Kind.NUMBER):
            return tuple(hours)
        hours.append(parse_range(tokens))


def parse_range(tokens: Tokens) -> Hours:
    """``09:00-18:00``, ``9-18``, ``22:00-02:00``, ``22:00-26:00``, ``14:00+``, ``14:00-17:00+``."""
    first = tokens.take()
    start = _minutes(first)
    if start >= DAY:
        raise NotUnderstood(f"a day does not begin at “{first.text}”")
    if tokens.takes("+"):
        if first.kind is Kind.NUMBER:
            raise NotUnderstood(f"“{first.text}+” is no time")
        return Hours(start, start, open_end=True)
    if not tokens.takes("-"):
        raise NotUnderstood(f"“{first.text}” is a moment, not hours", "moment")
    last = tokens.take()
    end = _minutes(last)
    _halves_agree(first, last, start, end)
    _no_small_hours(first, last)
    end = _end(first, last, start, end)
    if tokens.peek().is_mark("/", ":"):
        raise NotUnderstood("these are moments, not hours", "moment")
    open_end = tokens.takes("+")
    if open_end and starts_time(tokens):
        raise NotUnderstood(f"“+ {tokens.rest()}” is not understood here")
    return Hours(start, end, open_end=open_end)


def _end(first: Token, last: Token, start: int, end: int) -> int:
    if end <= start:
        _half_of_day_known(first, last)
        end += DAY
    if end - start > DAY or end > 2 * DAY:
        raise NotUnderstood(f"longer than a day: “{first.text}-{last.text}”")
    return end


def _half_of_day_known(first: Token, last: Token) -> None:
    """``7-3`` may be seven to three in the afternoon, or to three at night."""
    ends = (first, last)
    short = all(not t.text.startswith("0") and _minutes(t) < 13 * 60 for t in ends)
    if short and any(t.kind is Kind.NUMBER for t in ends) and not any(map(_names_half, ends)):
        _either_half(first, last)


def _no_small_hours(first: Token, last: Token) -> None:
    """``1-5`` may be one to five in the afternoon, or Monday to Friday."""
    bare = all(t.kind is Kind.NUMBER and len(t.text) == 1 for t in (first, last))
    if bare and 1 <= first.value < last.value <= 7:
        _either_half(first, last)


def _halves_agree(first: Token, last: Token, start: int, end: int) -> None:
    """``9am-5`` and ``6-11pm`` leave one half open; ``9-5pm`` begins before noon for certain."""
    if _names_half(first) and not _names_half(last) and end <= NOON:
        _either_half(first, last)
    if _names_half(last) and not _names_half(first) and start + NOON < end:
        _either_half(first, last)


def _names_half(token: Token) -> bool:
    """ "5pm" and "noon" do."""
    named = token.text.rstrip(".").endswith("m") or not token.text[:1].isdigit()
    return named and token.kind is Kind.TIME


def _either_half(first: Token, last: Token) -> None:
    text = f"“{first.text}-{last.text}”"
    raise NotUnderstood(f"{text} may be before or after noon", "half_of_day")


def _minutes(token: Token) -> int:
    if token.kind is Kind.TIME:
        return token.value
    if token.is_word("sun") or token.is_mark("("):
        raise NotUnderstood("hours by the sun are not certain to the minute", "sun")
    if token.kind is not Kind.NUMBER:
        raise NotUnderstood(f"a time is missing before “{token.text or 'the end'}”")
    return _bare(token)


def _bare(token: Token) -> int:
    if len(token.text) <= 2 and token.value <= 26:
        return token.value * 60
    hours, minutes = divmod(token.value, 100)
    if len(token.text) == 4 and hours <= 26 and minutes < 60:
        return hours * 60 + minutes
    raise NotUnderstood(f"“{token.text}” is no time")
