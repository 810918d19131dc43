"""Schedules as arrays: different days once each as bitmaps, seven of them to a week."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from amends.core.places.hours.moments import Minutes, day_number
from amends.core.places.hours.schedule import Schedule
from amends.core.places.hours.spans import CLOSED, DAY, WHOLE_DAY, Spans

T = TypeVar("T")

_Week = tuple[int, ...]

_ONE = timedelta(days=1)

_PAST_ALL = int(np.iinfo(np.int64).max)

_ROOM = 1 << 20
"""More than the days of any timetable: a row and a day make one key."""


@dataclass(frozen=True)
class Packed:
    """The arrays.

    ``bits[p]`` is day pattern p as 1440 bits, little end first; ``bounds[p]`` the same as the
    minutes when it changes, opening first, filled up with 1440. ``weeks[w]`` names the seven
    patterns of a week, Monday first. A row is a schedule in a zone: ``row_week``, ``row_zone``.
    ``keys`` holds (row, day) of every dated exception, sorted, ``key_pattern`` its pattern.
    ``skips[w, state, weekday]`` counts the days from that weekday on without a minute in the state.
    """

    first: date
    last: date
    zones: tuple[str, ...]
    bits: npt.NDArray[np.uint8]
    bounds: npt.NDArray[np.int16]
    weeks: npt.NDArray[np.int32]
    skips: npt.NDArray[np.int8]
    row_week: npt.NDArray[np.int32]
    row_zone: npt.NDArray[np.int16]
    keys: npt.NDArray[np.int64]
    key_pattern: npt.NDArray[np.int32]

    @property
    def nbytes(self) -> int:
        arrays = (self.bits, self.bounds, self.weeks, self.skips)
        per_row = (self.row_week, self.row_zone, self.keys, self.key_pattern)
        return sum(array.nbytes for array in (*arrays, *per_row))

    def pattern(self, rows: npt.NDArray[np.int32], days: Minutes) -> npt.NDArray[np.int32]:
        """The day pattern of each row on each day (days since 1970); pattern 0 is "closed"."""
        usual = self.weeks[self.row_week[rows], (days + 3) % 7]
        place, dated = self._exception(rows, days)
        chosen = np.where(dated, self.key_pattern[place], usual)
        return np.where(self._known(days), chosen, 0)

    def step(
        self, rows: npt.NDArray[np.int32], local: Minutes, *, wanted: bool
    ) -> tuple[npt.NDArray[np.bool_], Minutes, npt.NDArray[np.bool_]]:
        """Whether each local minute is in the wanted state; if not, the next minute to look at.

        The third answer: the table's days are over.
        """
        days, minutes = np.divmod(local, DAY)
        over = days > day_number(self.last)
        patterns = self.pattern(rows, days)
        changes = (self.bounds[patterns] <= minutes[:, None]).sum(axis=1)
        there = ((changes & 1) == wanted) & ~over
        change = self.bounds[patterns, changes].astype(np.int64)
        later = self._next_day(rows, days, wanted=wanted) * DAY
        return there, np.where(change < DAY, days * DAY + change, later), over

    def _next_day(
        self, rows: npt.NDArray[np.int32], days: Minutes, *, wanted: bool
    ) -> npt.NDArray[np.int64]:
        """The next day that may hold the wanted state: by the week, or because it is an exception.

        Never past the first day after the table's last, never before its first.
        """
        tomorrow = days + 1
        skipped = self.skips[self.row_week[rows], int(wanted), (tomorrow + 3) % 7]
        end = day_number(self.last) + 1
        usual = np.where(skipped == 7, end, tomorrow + skipped)
        place, _ = self._exception(rows, tomorrow)
        exception = np.where(self.keys[place] // _ROOM == rows, self.keys[place] % _ROOM, end)
        soonest = np.minimum(np.minimum(usual, exception), end)
        before = days < day_number(self.first)
        return np.where(before, day_number(self.first), soonest)

    def _exception(
        self, rows: npt.NDArray[np.int32], days: Minutes
    ) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
        wanted = rows.astype(np.int64) * _ROOM + days
        place = np.searchsorted(self.keys, wanted)
        return place, self.keys[place] == wanted

    def _known(self, days: Minutes) -> npt.NDArray[np.bool_]:
        return (days >= day_number(self.first)) & (days <= day_number(self.last))


class _Numbers(Generic[T]):
    """Each different value once, numbered in the order of coming."""

    def __init__(self, *known: T) -> None:
        self._numbers = {value: number for number, value in enumerate(known)}

    def of(self, value: T) -> int:
        return self._numbers.setdefault(value, len(self._numbers))

    def all(self) -> list[T]:
        return list(self._numbers)


def packed(
    entries: Iterable[tuple[Schedule, str]], *, first: date, last: date
) -> tuple[Packed, npt.NDArray[np.int32]]:
    """The arrays of many (schedule, zone), and the row of each entry."""
    days, weeks, zones = _Numbers[Spans](CLOSED), _Numbers[_Week](), _Numbers[str]()
    different, numbers = _numbered(entries)
    exceptions: list[tuple[int, int]] = []
    for row, (schedule, _) in enumerate(different):
        for day, spans in _differing(schedule, first, last):
            exceptions.append((row * _ROOM + day_number(day), days.of(spans)))
    exceptions.sort()
    row_week = [weeks.of(tuple(days.of(spans) for spans in each.week)) for each, _ in different]
    row_zone = [zones.of(zone) for _, zone in different]
    patterns = days.all()
    table = Packed(
        first=first,
        last=last,
        zones=tuple(zones.all()),
        bits=_bits(patterns),
        bounds=_bounds(patterns),
        weeks=np.array(weeks.all(), dtype=np.int32).reshape(-1, 7),
        skips=_skips(weeks.all(), patterns),
        row_week=np.array(row_week, dtype=np.int32),
        row_zone=np.array(row_zone, dtype=np.int16),
        keys=np.array([*(key for key, _ in exceptions), _PAST_ALL], dtype=np.int64),
        key_pattern=np.array([*(pattern for _, pattern in exceptions), 0], dtype=np.int32),
    )
    return table, numbers


def _numbered(
    entries: Iterable[tuple[Schedule, str]],
) -> tuple[list[tuple[Schedule, str]], npt.NDArray[np.int32]]:
    """The different entries, and the number of each; the same object is compared only once."""
    different = _Numbers[tuple[Schedule, str]]()
    seen: dict[tuple[int, str], int] = {}
    numbers = []
    for schedule, zone in entries:
        same = (id(schedule), zone)
        if same not in seen:
            seen[same] = different.of((schedule, zone))
        numbers.append(seen[same])
    return different.all(), np.array(numbers, dtype=np.int32)


def _differing(schedule: Schedule, first: date, last: date) -> list[tuple[date, Spans]]:
    """The days of the table on which a schedule is not as in its week."""
    known_from, known_to = schedule.first or first, schedule.last or last
    unknown = [
        *_days(first, min(known_from - _ONE, last)),
        *_days(max(known_to + _ONE, first), last),
    ]
    dated = {day: spans for day, spans in schedule.dated if first <= day <= last}
    different = {**dated, **dict.fromkeys(unknown, CLOSED)}
    return [
        (day, spans) for day, spans in different.items() if spans != schedule.week[day.weekday()]
    ]


def _days(start: date, end: date) -> list[date]:
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]


def _bits(patterns: list[Spans]) -> npt.NDArray[np.uint8]:
    minutes = np.zeros((len(patterns), DAY), dtype=np.bool_)
    for number, spans in enumerate(patterns):
        for start, end in spans:
            minutes[number, start:end] = True
    return np.packbits(minutes, axis=1, bitorder="little")


def _bounds(patterns: list[Spans]) -> npt.NDArray[np.int16]:
    """One column more than any pattern has changes, so that the next change is always there."""
    width = 1 + max(2 * len(spans) for spans in patterns)
    bounds = np.full((len(patterns), width), DAY, dtype=np.int16)
    for number, spans in enumerate(patterns):
        changes = [minute for span in spans for minute in span]
        bounds[number, : len(changes)] = changes
    return bounds


def _skips(weeks: list[_Week], patterns: list[Spans]) -> npt.NDArray[np.int8]:
    """Per week, wanted state (closed, open) and weekday: how many days hold no such minute."""
    skips = np.full((len(weeks), 2, 7), 7, dtype=np.int8)
    for number, week in enumerate(weeks):
        for state, useless in ((0, WHOLE_DAY), (1, CLOSED)):
            for weekday in range(7):
                for ahead in range(7):
                    if patterns[week[(weekday + ahead) % 7]] != useless:
                        skips[number, state, weekday] = ahead
                        break
    return skips
