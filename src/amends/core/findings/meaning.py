"""Whether two texts say the same: the times they name, leave to come, the likeness of words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from amends.core.findings.rules import Words
from amends.core.findings.seen import Due

CLOCK = re.compile(
    r"(?<![\d.:])([01]?\d|2[0-3])"
    r"(?::([0-5]\d)(?!\d)|\.(00|1[3-9]|[2-5]\d)(?!\d|\.\d)|(?=\s*(?:[ap]\.?m\b|h\b|час|цаг|o'clock)))"
    r"\s*([ap]\.?m\b)?",
    re.IGNORECASE,
)
"""A time of the day: 15:00, 15.00, 3 pm, 15 часов, 15 цаг; 15.11 is a date."""
MONTHS = (
    (re.compile(r"\d{4}-\d\d-(\d\d)"), r" \1 "),
    (re.compile(r"(?<!\d)(\d{1,2})[./]\d{1,2}(?:[./]\d{2,4})?(?!\d)"), r" \1 "),
    (re.compile(r"\d{1,2}(?:-р)? сар"), " "),
)
"""How months are written in numbers, and what is left: the day."""
LAST_MINUTE = 24 * 60 - 1
NUMBER = re.compile(r"(?<![\w-])\d{1,2}(?!\d)")
LETTERS = re.compile(r"\w+")
SIGNS = re.compile(r"[^\W\d_]+|\d+")
PIECE = 3
SAME_LETTERS = str.maketrans({"ё": "е", "'": "", "’": ""})


class Named(NamedTuple):
    """The times that a text names: minutes of the day, and days of the month."""

    clocks: frozenset[int]
    days: frozenset[int]


def named(text: str) -> Named:
    """What a text names by numbers; "3 pm" is 900, "25 November" day 25."""
    clocks = {_minute(match) for match in CLOCK.finditer(text)}
    rest = CLOCK.sub(" ", text)
    for pattern, day in MONTHS:
        rest = pattern.sub(day, rest)
    days = {int(number) for number in NUMBER.findall(rest)}
    return Named(frozenset(clocks), frozenset(day for day in days if 1 <= day <= 31))


def due_in_words(text: str, *, said_at: datetime, zone: tzinfo) -> datetime:
    """The moment for which words are given, aware: the last time that they name, or the end of the
    day; words that name neither speak of now."""
    names, there = named(text), said_at.astimezone(zone)
    if not any(names):
        return there
    day = next((each for each in _days_from(there.date()) if each.day in names.days), there.date())
    minute = max(names.clocks, default=LAST_MINUTE)
    due = datetime.combine(day, time(minute // 60, minute % 60), tzinfo=zone)
    return max(due, there)


def _days_from(day: date) -> Iterator[date]:
    return (day + timedelta(days=ahead) for ahead in range(32))


def with_due(names: Named, due: Due | None) -> Named:
    """The same with the moment or the day by which something is due."""
    if due is None:
        return names
    clocks = set() if due.whole_day else {due.at.hour * 60 + due.at.minute}
    return Named(names.clocks | clocks, names.days | {due.at.day})


def _minute(match: re.Match[str]) -> int:
    hour, minute, half = int(match[1]), int(match[2] or match[3] or 0), (match[4] or "").lower()
    if half.startswith("p") and hour < 12:
        hour += 12
    return (0 if half.startswith("a") and hour == 12 else hour) * 60 + minute


def names_order(text: str, ref: str) -> bool:
    """Whether the order's number is in the text, however it is set apart."""
    signs = [re.escape(sign) for sign in SIGNS.findall(ref)]
    number = r"\W{0,3}".join(signs)
    return bool(signs) and bool(re.search(rf"(?<!\w){number}(?!\w)", text, re.IGNORECASE))


def speaks_of(text: str, phrases: Iterable[str]) -> bool:
    """Whether one of the phrases begins a word in the text."""
    words = f" {_plain(text)}"
    return any(f" {_plain(phrase)}" in words for phrase in phrases)


def _plain(text: str) -> str:
    return " ".join(LETTERS.findall(text.casefold().translate(SAME_LETTERS)))


def alike(one: str, other: str, words: Words) -> bool:
    """Whether the words of two texts are alike to the share that the rules ask for."""
    return likeness(one, other) >= words.alike


def likeness(one: str, other: str) -> float:
    """The share of common pieces of three letters (Dice 1945), from 0 to 1."""
    first, second = _pieces(one), _pieces(other)
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 0.0


def _pieces(text: str) -> Counter[str]:
    words = (f" {word} " for word in _plain(text).split())
    return Counter(
        word[at : at + PIECE] for word in words for at in range(max(1, len(word) - PIECE + 1))
    )
