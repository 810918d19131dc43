"""Two readings of one place put together, and dated days laid over a week."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from amends.core.places.hours.results import Reading, Refused, Understood
from amends.core.places.hours.schedule import Schedule
from amends.core.places.hours.spans import Spans, cut, joined
from amends.core.places.hours.structures.table import Table, checked

_ONE = timedelta(days=1)


def together(structure: Reading, text: Reading) -> Reading:
    """The structure's reading beside the text's: agreed, flagged, or refused if both are.

    If both say the same week, what each says of dates counts, the structure's above the text's.
    """
    if isinstance(structure, Refused):
        if isinstance(text, Refused):
            return text
        return _flagged(text, f"the structure is not understood: {structure.reason}")
    if isinstance(text, Refused):
        return _flagged(structure, f"the text is not understood: {text.reason}")
    if structure.schedule.week != text.schedule.week:
        return _flagged(
            structure, f"text and structure disagree: “{text.read_as}”, “{structure.read_as}”"
        )
    return replace(
        text,
        schedule=_laid_over(text.schedule, structure.schedule),
        by=f"{structure.by}+{text.by}",
        flags=structure.flags + text.flags,
    )


def _laid_over(below: Schedule, above: Schedule) -> Schedule:
    """The dated days of both, known only where both are."""
    if not above.dated:
        return below
    return replace(
        below.with_days(dict(above.dated)),
        first=max(filter(None, (below.first, above.first)), default=None),
        last=min(filter(None, (below.last, above.last)), default=None),
        holidays_said=below.holidays_said or above.holidays_said,
    )


def _flagged(reading: Understood, flag: str) -> Understood:
    return replace(reading, flags=(*reading.flags, flag))


def with_dated(schedule: Schedule, table: Table) -> Schedule:
    """The schedule with the table's dated days; what runs over midnight runs into the day after."""
    if not table.dated:
        return schedule
    hours = {day: [(h.start, h.end) for h in checked(each)] for day, each in table.dated.items()}
    days: dict[date, Spans] = {}
    for day, spans in hours.items():
        days[day] = joined(cut(spans, day=0) + _night(hours, day))
        if day + _ONE not in hours and cut(spans, day=1):
            days[day + _ONE] = joined(schedule.on(day + _ONE) + cut(spans, day=1))
    schedule = schedule.with_days(days)
    if table.only_dated:
        schedule = replace(schedule, first=min(hours), last=max(hours))
    return schedule


def _night(hours: dict[date, list[tuple[int, int]]], day: date) -> Spans:
    """What runs into a dated day from the dated day before it.

    Of an ordinary day before it nothing is kept: whether its night still counts is not certain.
    """
    return cut(hours.get(day - _ONE, ()), day=1)
