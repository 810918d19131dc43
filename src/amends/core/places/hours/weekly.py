"""The ordinary week as rows for people: "Monday to Friday, 9:00 to 20:00"."""

from __future__ import annotations

from dataclasses import dataclass

from amends.core.places.hours.schedule import Schedule
from amends.core.places.hours.spans import DAY, Spans

NOON = DAY // 2


@dataclass(frozen=True)
class Row:
    """Weekdays ``first`` to ``last`` (Monday 0) with the same hours; no hours: closed.

    Minutes since midnight; hours that end after midnight end after 1440.
    """

    first: int
    last: int
    hours: Spans


def weekly(schedule: Schedule) -> tuple[Row, ...]:
    """The rows of the ordinary week, Monday first; days alike in a row are one row.

    What runs over midnight and ends before noon stands with the evening on which it began.
    """
    days = [_from_the_evening(schedule.week, day) for day in range(7)]
    rows: list[Row] = []
    for day, hours in enumerate(days):
        if rows and rows[-1].hours == hours:
            rows[-1] = Row(rows[-1].first, day, hours)
        else:
            rows.append(Row(day, day, hours))
    return tuple(rows)


def _from_the_evening(week: tuple[Spans, ...], day: int) -> Spans:
    hours = list(week[day])
    if _runs_over(week[day - 1], week[day]):
        hours.pop(0)
    if _runs_over(week[day], week[(day + 1) % 7]):
        start, _ = hours.pop()
        hours.append((start, DAY + week[(day + 1) % 7][0][1]))
    return tuple(hours)


def _runs_over(evening: Spans, morning: Spans) -> bool:
    """Whether one stretch of the evening goes on into the morning."""
    if not evening or not morning or evening[-1][1] != DAY or morning[0][0] != 0:
        return False
    return evening[-1][0] > 0 and morning[0][1] < NOON
