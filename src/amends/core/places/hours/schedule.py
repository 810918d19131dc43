"""When one place is open: an ordinary week, and the days that differ from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from amends.core.places.hours.spans import CLOSED, DAY, WHOLE_DAY, Spans, checked, joined, without


@dataclass(frozen=True)
class Schedule:
    """Local opening hours, minute by minute of the wall clock.

    ``week`` holds the open minutes of each calendar day, Monday first; what runs over midnight
    lies on both days. ``dated`` holds whole days that differ (holidays, seasons, closures), sorted
    by date: the given minutes *replace* the ordinary day. From ``first`` to ``last`` (both
    included) it is known; None means without a limit. On an unknown day the place counts as closed.
    ``holidays_said`` tells whether the source said anything of public holidays.
    """

    week: tuple[Spans, ...]
    dated: tuple[tuple[date, Spans], ...] = ()
    first: date | None = None
    last: date | None = None
    holidays_said: bool = False

    def __post_init__(self) -> None:
        if len(self.week) != 7:
            raise ValueError(f"a week has seven days, not {len(self.week)}")
        for spans in self.week:
            checked(spans)
        days = [day for day, _ in self.dated]
        if days != sorted(set(days)):
            raise ValueError("dated days must be sorted and different")

    def on(self, day: date) -> Spans:
        """The open minutes of one calendar day."""
        if (self.first and day < self.first) or (self.last and day > self.last):
            return CLOSED
        return self._by_date.get(day, self.week[day.weekday()])

    @property
    def always(self) -> bool:
        """Whether it never closes."""
        return not self.dated and self.week == (WHOLE_DAY,) * 7

    @property
    def never(self) -> bool:
        """Whether it never opens."""
        return not any(self.week) and not any(spans for _, spans in self.dated)

    def with_days(self, days: Mapping[date, Spans]) -> Schedule:
        """The same with the place's own dated exceptions above everything else."""
        dated = {**self._by_date, **{day: joined(spans) for day, spans in days.items()}}
        return replace(self, dated=tuple(sorted(dated.items())))

    def closed_during(self, closures: Iterable[tuple[datetime, datetime]]) -> Schedule:
        """The same without the given local (naive) stretches of time, each up to its end."""
        schedule = self
        for start, end in closures:
            shut = {day: without(schedule.on(day), cut) for day, cut in _by_day(start, end)}
            schedule = schedule.with_days(shut)
        return schedule

    def as_data(self) -> dict[str, Any]:
        """Plain values for storing; ``from_data`` reads them back."""
        return {
            "week": [[list(span) for span in spans] for spans in self.week],
            "dated": {day.isoformat(): [list(s) for s in spans] for day, spans in self.dated},
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
            "holidays_said": self.holidays_said,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Schedule:
        """The schedule that ``as_data`` wrote."""
        return cls(
            week=tuple(_spans(spans) for spans in data["week"]),
            dated=tuple(
                sorted((date.fromisoformat(d), _spans(s)) for d, s in data["dated"].items())
            ),
            first=date.fromisoformat(data["first"]) if data["first"] else None,
            last=date.fromisoformat(data["last"]) if data["last"] else None,
            holidays_said=data["holidays_said"],
        )

    @cached_property
    def _by_date(self) -> dict[date, Spans]:
        return dict(self.dated)


ALWAYS = Schedule(week=(WHOLE_DAY,) * 7)
"""Round the clock, every day."""


def _spans(data: Iterable[Iterable[int]]) -> Spans:
    return tuple((start, end) for start, end in data)


def _by_day(start: datetime, end: datetime) -> list[tuple[date, Spans]]:
    """The days that a local stretch touches, each with its minutes; a begun minute counts."""
    low, high = start.date(), end.date()
    days = [low + timedelta(days=n) for n in range((high - low).days + 1)]
    cuts: list[tuple[date, Spans]] = []
    for day in days:
        begin = _minute(start.time()) if day == low else 0
        finish = -(-_seconds(end.time()) // 60) if day == high else DAY
        if begin < finish:
            cuts.append((day, ((begin, finish),)))
    return cuts


def _minute(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _seconds(moment: time) -> int:
    return _minute(moment) * 60 + moment.second + (1 if moment.microsecond else 0)
