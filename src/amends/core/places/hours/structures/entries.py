"""The hours of one day: a text, or an object with ends, breaks and flags.

Nothing in it goes unread: what is not known beside the hours may be a break, a season, the hours
of the telephone. So one key that is not known, and the entry is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from amends.core.places.hours.notation.rules import Hours, Rule, State, Weekdays
from amends.core.places.hours.notation.tokens import NotUnderstood
from amends.core.places.hours.spans import DAY, without
from amends.core.places.hours.structures import keys
from amends.core.places.hours.structures.table import clock, listed, span
from amends.core.places.hours.texts import read_text

_TIME = r"(\d{1,2}[:.]?\d{2}(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?)"
_RANGE = re.compile(rf"\s*{_TIME}\s*[-–—/]\s*{_TIME}\s*", re.IGNORECASE)
_CLOCK = re.compile(r"\d{2}:?\d{2}")
_CLOCKS = re.compile(r"\d{2}:?\d{2}(?:\s+\d{2}:?\d{2})+")
_CLOSED = {"", "closed", "off", "-", "—", "–"}
_ONE_OCLOCK, _SIX, _SEVEN = 13 * 60, 6 * 60, 7 * 60
_WHOLE_DAY = ((0, DAY), (0, DAY - 1), (0, 0))


def hours_of_day(value: Any) -> list[Hours]:
    """The hours of one day: a text, an object with ends, or a list of them."""
    if isinstance(value, list | tuple) and value and all(map(_is_clock, value)):
        return _of_clocks([str(each) for each in value])
    return [hours for each in listed(value) for hours in _hours(each)]


def _is_clock(value: Any) -> bool:
    return isinstance(value, str) and bool(_CLOCK.fullmatch(value.strip()))


def _of_clocks(clocks: list[str]) -> list[Hours]:
    """Openings and closings in turn, as Mondial Relay has them; ``0000`` twice is none."""
    if len(clocks) % 2:
        raise NotUnderstood("an opening time without its closing time")
    times = [clock(each) for each in clocks]
    pairs = zip(times[::2], times[1::2], strict=True)
    return [between(start, end) for start, end in pairs if start or end]


def _hours(value: Any) -> list[Hours]:
    if isinstance(value, Mapping):
        return of_ends(value)
    if not isinstance(value, str):
        raise NotUnderstood(f"no hours: {str(value)[:40]}")
    if _CLOCKS.fullmatch(value.strip()):
        return _of_clocks(value.split())
    parts = [each for each in re.split(r"[,;]", value) if each.strip().lower() not in _CLOSED]
    if all(map(_RANGE.fullmatch, parts)):
        return [_of_range(each) for each in parts]
    return _in_words(value)


def _of_range(text: str) -> Hours:
    found = _RANGE.fullmatch(text)
    assert found
    return of_times(found[1], found[2])


def _in_words(text: str) -> list[Hours]:
    """``geschlossen``, ``24 hours``, ``8h-12h, 14h-18h``: a text of hours without any days."""
    try:
        read = read_text(text, "", "")
    except NotUnderstood as why:
        code = "not_understood" if why.code == "unknown_word" else why.code
        raise NotUnderstood(f"“{text[:40]}” is no range of times", code) from why
    rule = read.rules[0]
    alone = len(read.rules) == 1 and not read.flags and not rule.comment
    if not alone or not (rule.any_day or rule == Rule(days=_EVERY_DAY, hours=rule.hours)):
        raise NotUnderstood(f"“{text[:40]}” is no range of times")
    return _of_rule(rule)


_EVERY_DAY = (Weekdays(0, 6),)


def _of_rule(rule: Rule) -> list[Hours]:
    if rule.state is State.CLOSED and not rule.hours:
        return []
    if rule.state is not State.OPEN or any(each.open_end for each in rule.hours):
        raise NotUnderstood("the closing time is not said", "open_end")
    return list(rule.hours) or [Hours(0, DAY)]


@dataclass
class _Said:
    """What the keys of an entry said so far."""

    ends: dict[str, list[Any]] = field(default_factory=dict)
    hours: list[Hours] = field(default_factory=list)
    breaks: list[Hours] = field(default_factory=list)
    shut: bool = False
    whole: bool = False
    empty: bool = False


def of_ends(entry: Mapping[str, Any]) -> list[Hours]:
    """The hours of ``{"open": "09:00", "close": "18:00"}`` and its like; none if it says closed.

    A morning, an afternoon and a break may have ends of their own. Two numbers are hours (up to
    24), minutes since midnight, or ``900`` for nine, where only one of these can be meant.
    Errors: ``NotUnderstood``, also for a key that is not known.
    """
    said = _Said(empty=not entry)
    for key, value in entry.items():
        _take(said, keys.bare(key), value)
    for slot, (start, end) in said.ends.items():
        hours = [of_times(start, end)] if not said.whole else _whole(start, end)
        (said.breaks if slot in keys.PAUSES else said.hours).extend(hours)
    if said.shut:
        return []
    if said.whole:
        return [Hours(0, DAY)]
    if not said.hours and not said.empty:
        raise NotUnderstood(f"no opening and closing time: {str(entry)[:60]}")
    return _without_breaks(said)


def _take(said: _Said, name: str, value: Any) -> None:
    """Take one key with its value. Errors: ``NotUnderstood`` for one that is not known."""
    truth = keys.flag(value)
    end = keys.end_of(name)
    if name in keys.DAYS | keys.FIRST_DAY | keys.LAST_DAY:
        return
    if name in keys.SERVES or (end and isinstance(value, bool)):
        said.shut = _certain(truth, name, value) is False or said.shut
    elif name in keys.SHUT:
        said.shut = _certain(truth, name, value) is True or said.shut
    elif name in keys.WHOLE:
        said.whole = _certain(truth, name, value) is True
    elif name in keys.KINDS and value:
        kind = keys.kind_said(value)
        said.shut, said.whole = said.shut or kind is False, said.whole or kind is True
    elif end and _holds_ends(name, value):
        _take_end(said, *end, value)
    elif name in keys.RANGES:
        said.hours += hours_of_day(value)
        said.empty = said.empty or not said.hours
    elif name in keys.BREAKS:
        said.breaks += _pauses(value)
    elif not keys.is_silent(name, value):
        raise NotUnderstood(f"“{name}” beside the hours of a day is not understood")


def _certain(truth: bool | None, name: str, value: Any) -> bool | None:
    if truth is None and value not in (None, ""):
        raise NotUnderstood(
            f"“{name}: {str(value)[:40]}” beside the hours of a day is not understood"
        )
    return truth


def _holds_ends(name: str, value: Any) -> bool:
    """Whether a key is an end here; ``openHours`` may also hold the hours themselves."""
    ranges = name in keys.RANGES | keys.BREAKS
    return not (ranges and (isinstance(value, list | tuple) or _RANGE.fullmatch(str(value))))


def _take_end(said: _Said, which: int, slot: str, value: Any) -> None:
    if value is None or value == "":
        said.empty = True
        return
    ends = said.ends.setdefault(slot, [None, None])
    if ends[which] is not None:
        raise NotUnderstood("the hours of a day are said twice", "said_twice")
    ends[which] = value


def _pauses(value: Any) -> list[Hours]:
    """The breaks of a day; ``begin-lunch`` and ``from`` are both their begin."""
    found = []
    for each in listed(value):
        if isinstance(each, Mapping):
            ends = {keys.bare(key): end for key, end in each.items()}
            found += of_ends({_of_a_break(name): end for name, end in ends.items()})
        else:
            found += hours_of_day(each)
    return found


def _of_a_break(name: str) -> str:
    end = keys.end_of(name)
    return name if end is None else ("start", "end")[end[0]]


def _without_breaks(said: _Said) -> list[Hours]:
    left = tuple((each.start, each.end) for each in said.hours)
    for pause in said.breaks:
        if not any(start < pause.start and pause.end < end for start, end in left):
            raise NotUnderstood("a break outside the hours", "break")
        left = without(left, ((pause.start, pause.end),))
    return [Hours(start, end) for start, end in left] if said.breaks else said.hours


def _whole(start: Any, end: Any) -> list[Hours]:
    if (minute_of(start), minute_of(end)) not in _WHOLE_DAY:
        raise NotUnderstood("the whole day and more", "said_twice")
    return []


def of_times(start: Any, end: Any) -> Hours:
    """Hours from one time to another, where both halves of the day are certain."""
    if start is None or end is None:
        raise NotUnderstood("an opening time without its closing time")
    if isinstance(start, int | float) and isinstance(end, int | float):
        return between(*_of_numbers(start, end))
    first, last = minute_of(start), minute_of(end)
    if _either_half(str(start).strip(), str(end).strip(), first, last):
        raise NotUnderstood(f"“{start}-{end}” may be before or after noon", "half_of_day")
    return between(first, last)


def _either_half(start: str, end: str, first: int, last: int) -> bool:
    """One of two has no "pm"; or ``9:00-5:00``, ``1:00-5:00``, where nobody writes a zero ahead."""
    halves = [text.casefold().rstrip(".").endswith("m") for text in (start, end)]
    if any(halves):
        return not all(halves)
    short = bool(re.match(r"[1-9](?!\d)", end)) and not start.startswith("0")
    return short and first < _ONE_OCLOCK and (last <= first or (first < _SIX and last <= _SEVEN))


def minute_of(moment: Any) -> int:
    """Minutes since midnight of a text or of ``{"hours": 9, "minutes": 0}``."""
    if isinstance(moment, Mapping):
        return int(moment["hours"]) * 60 + int(moment.get("minutes") or 0)
    return clock(keys.without_date(str(moment).strip()))


def _of_numbers(start: float, end: float) -> tuple[int, int]:
    """Two numbers as hours, as ``900`` for nine o'clock, or as minutes: what alone is possible."""
    if max(start, end) <= 24:
        if 0 < end <= min(start, 12):
            raise NotUnderstood(f"{start:g}-{end:g} may be before or after noon", "half_of_day")
        return round(start * 60), round(end * 60)
    if start % 1 or end % 1:
        raise NotUnderstood(f"no minutes of a day: {start:g} to {end:g}")
    low, high = int(start), int(end)
    is_clock = max(low % 100, high % 100) < 60 and max(low, high) <= 2400
    is_minutes = max(low, high) <= DAY
    if is_clock == is_minutes:
        raise NotUnderstood(f"{low}, {high}: minutes, or hours and minutes?", "unit")
    if is_minutes:
        return low, high
    return low // 100 * 60 + low % 100, high // 100 * 60 + high % 100


def between(start: int, end: int) -> Hours:
    """Hours from minute to minute of a day, or the whole day."""
    return Hours(0, DAY) if (start, end) == (0, DAY) else span(start, end)
