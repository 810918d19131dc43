"""Why hours or points are doubted or refused, in the reader's language.

The readers give their reasons in English, with the piece they mean; so they are kept and given as
JSON. Here each is known again by its line, and said in another language.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from amends.core.places.troubles import TROUBLES
from amends.core.wording.mark import Line, Translator, line

HOURS: Final = (
    line("no hours are given"),
    line("its time zone is not known"),
    line("not understood"),
    line("the hours of a day are said twice"),
    line("“mar” may be March or Tuesday there"),
    line("days of one letter: in which language?"),
    line("it means different things in {languages}"),
    line("“{mark}” is missing before “{text}”"),
    line("a day does not begin at “{text}”"),
    line("“{text}” is no time"),
    line("“{text}” is a moment, not hours"),
    line("these are moments, not hours"),
    line("“{text}” is not understood here"),
    line("longer than a day: {text}"),
    line("{text} may be before or after noon"),
    line("hours by the sun are not certain to the minute"),
    line("a time is missing before “{text}”"),
    line("holidays can be moved by one day only, and only public ones"),
    line("a month has no such weekdays: {text}"),
    line("a range runs upwards: {text}"),
    line("days cannot be moved by {text}"),
    line("a number is missing before “{text}”"),
    line("a rule is missing at the end"),
    line("a rule is missing before “{text}”"),
    line("the hours stand before the days"),
    line("the state stands before the days or hours"),
    line("twice, or out of place: “{text}”"),
    line("a rule says nothing"),
    line("weeks run upwards: {text}"),
    line("a year is missing before “{text}”"),
    line("years and dates in one list: “{text}”"),
    line("years run upwards: {text}"),
    line("a stretch begins and ends with one weekday"),
    line("a date is missing before “{text}”"),
    line("a month does not end with a day: “{text}”"),
    line("days of a month run upwards: {text}"),
    line("a stretch names a year at both ends or at none"),
    line("a stretch ends before it begins"),
    line("a stretch goes from month to month or from day to day"),
    line("a number from {low} to {high} is required, not “{text}”"),
    line("this shape of weekly hours is not known"),
    line("“{text}” beside the week is not understood"),
    line("not the shape that {name} gives: {error}"),
    line("no hours: {text}"),
    line("“{text}” is no range of times"),
    line("“{text}”: in which time zone?"),
    line("hours of the kind “{kind}” are not understood"),
    line("{low}, {high}: minutes, or hours and minutes?"),
    line("“{day}” is no weekday from {low} to {high}"),
    line("“{key}” beside the hours of a day is not understood"),
    line("is day 1 Monday or Sunday?"),
    line("hours of single days, not of every week"),
    line("an opening time without its closing time"),
    line("hours without AM or PM: before or after noon?"),
    line("no opening and closing time: {text}"),
    line("no start and end in minutes: {text}"),
    line("“{text}” is no weekday"),
    line("“{text}” is no weekday from 1 to 7"),
    line("an exception without its date: {text}"),
    line("an exception from {start} to {end}"),
    line("no time: {text}"),
    line("dated hours without their dates"),
    line("dated hours from {start} to {end}"),
    line("a period without an end"),
    line("opens and closes at the same time"),
    line("no minutes of a day: {start} to {end}"),
    line("hours of one day overlap"),
    line("two readers of the notation disagree on {day}"),
    line("school holidays are not known here"),
    line("public holidays: the country is not known"),
    line("which days are public holidays is not certain here"),
    line("trading Sundays: nobody says which Sundays they are"),
    line("longer than {count} signs"),
    line("a quotation is not closed"),
    line("{text}: closed, or the whole day?"),
    line("hours without their days before “{text}”"),
    line("closed when?"),
    line("except when?"),
    line("“{text}”: Wednesday or Saturday?"),
    line("hours are missing before “{text}”"),
    line("a break without its time"),
    line("to which days does the break belong?"),
    line("a break outside the hours"),
    line("no days off, yet not every day has hours"),
    line("the closing time is not said"),
    line("the whole day and more"),
    line("“{text}” is not understood"),
    line("“{text}” may be a time or a date"),
)
"""Why hours are refused."""

FLAGS: Final = (
    line("it is written in an unusual order"),
    line("{text}: before or after noon?"),
    line("school holidays are not known"),
    line("hours without days replace those of the days before them"),
    line("days are closed, but hours behind that hold on them too"),
    line("hours after a comma add to hours that are open already"),
    line("days without hours are read as whole days"),
    line("it opens and closes at the same time: read as round the clock"),
    line("it is never certainly open"),
    line("it is never open"),
    line("the structure is not understood: {reason}"),
    line("the text is not understood: {reason}"),
    line("text and structure disagree: “{text}”, “{structure}”"),
)
"""What is odd about hours that were understood."""

POINTS: Final = (
    line("“{text}”: whether it is in service is not understood"),
    line("closed from “{text}”: no day is read"),
    line("“{column}: {text}” beside its hours is not understood"),
    line("its columns name the weekend alone"),
    line("on which days it is open is not said"),
    line("its time zone {zone} is not that of its coordinates, {there}"),
    line("its coordinates are in {zone}, not in {country}: are they swapped?"),
    line("its coordinates are not understood: “{text}”"),
    line("it has no coordinates"),
    line("its coordinates are not on Earth: {text}"),
    line("its coordinates are 0, 0"),
    line("its coordinates are at sea"),
    line("its coordinates may be either way round: {text}"),
    line("its hours are said twice; {text} count"),
    line("its coordinates are in {zone}, not in {country}"),
    line("its time zone is not known: this installation's counts, and it is never offered"),
    line("a heaviest parcel of {text} is none"),
    line("the heaviest parcel is not understood: “{text}”"),
    line("the largest parcel is not understood: “{text}”"),
    line("the days of storage are not understood: “{text}”"),
    line("whether one can pay there is not understood: “{text}”"),
    line("whether things can be tried on there is not understood: “{text}”"),
    line("a closure without a day: {text}"),
    line("the hours from {first} to {last} are not said; it counts as closed then"),
)
"""What is odd about a point."""

ROWS: Final = (
    line("{where}: {reason}"),
    line("the id is missing"),
    line("the id has more than {count} characters"),
    line("an object is required"),
    line("this id was there already: {position}"),
    line("it cannot be read: {error}"),
    line("it has {cells} cells, the first row has {columns}"),
    line("a Point is required, not {text}"),
    line("this is no pickup point but {text}"),
)
"""Why a row is no point."""

COLUMNS: Final = (
    line("its name is not known"),
    line("its unit is not said"),
    line("the column “{column}” says the same, and holds"),
)
"""Why a column is not read."""

BETWEEN: Final = "; "
MOST_PARTS: Final = 8
"""More semicolons than that are not taken apart: a text may hold hundreds."""
FIELD: Final = re.compile(r"\\{(\w+)\\}")


class _Known(NamedTuple):
    """A line, and the pattern of what is said by it."""

    line: Line
    pattern: re.Pattern[str]


def in_words(reason: str, words: Translator) -> str:
    """One reason, or several with semicolons between them, in the translator's language.

    A reason that has no line, such as the words of a closure, stays as it is.
    """
    return _said(reason, words) or reason


def _said(reason: str, words: Translator) -> str | None:
    """Several reasons each by its line, else all of it as one."""
    return _several(reason, words) or _one(reason, words)


def _several(reason: str, words: Translator) -> str | None:
    """The first of several reasons and what follows it; a semicolon may also stand within one."""
    parts = reason.split(BETWEEN)
    if len(parts) > MOST_PARTS:
        return None
    for end in range(1, len(parts)):
        first = _one(BETWEEN.join(parts[:end]), words)
        rest = first and _said(BETWEEN.join(parts[end:]), words)
        if rest:
            return f"{first}{BETWEEN}{rest}"
    return None


def _one(reason: str, words: Translator) -> str | None:
    """A single reason by its line."""
    matches = ((each.line, each.pattern.fullmatch(reason)) for each in _lines())
    said = (_filled(known, found.groupdict(), words) for known, found in matches if found)
    return next((each for each in said if each is not None), None)


def _filled(known: Line, values: dict[str, str], words: Translator) -> str | None:
    """A line with its values; a reason within a reason has to be known too."""
    if "reason" in values:
        inner = _said(values["reason"], words)
        if inner is None:
            return None
        values = {**values, "reason": inner}
    return words.gettext(known.one).format(**values)


@cache
def _lines() -> tuple[_Known, ...]:
    """All lines; those with more words of their own first, so that the most exact one is found."""
    every = (*HOURS, *FLAGS, *POINTS, *ROWS, *COLUMNS, *TROUBLES)
    ordered = sorted(every, key=lambda each: len(re.sub(r"\{\w+\}", "", each.one)), reverse=True)
    return tuple(_Known(each, _pattern(each.one)) for each in ordered)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(FIELD.sub(r"(?P<\1>.*)", re.escape(text)), re.DOTALL)
