"""The windows on offer as a timetable: a column for each day, a row for each time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from amends.app.actions import phrases
from amends.app.locale import Speech


@dataclass(frozen=True, slots=True)
class Slot:
    """One window; an empty ``value`` is a gap in the timetable."""

    value: str
    label: str
    spoken: str


@dataclass(frozen=True, slots=True)
class Day:
    """One day with its slots, in the order of the rows."""

    head: str
    slots: tuple[Slot, ...]


def timetable(windows: Sequence[str], speech: Speech) -> tuple[Day, ...]:
    """The windows that have not begun, as days of equally many slots."""
    days: dict[str, dict[str, Slot]] = {}
    for text in windows:
        start, end = (datetime.fromisoformat(part) for part in text.split("/"))
        if start > speech.now:
            label = f"{_hour(speech.clock(start))}–{_hour(speech.clock(end))}"
            slot = Slot(text, label, phrases.window(speech, text))
            days.setdefault(speech.short_day(start), {})[label] = slot
    rows = sorted({label: None for slots in days.values() for label in slots}, key=_by_start)
    gap = Slot("", "", "")
    return tuple(
        Day(head, tuple(slots.get(row, gap) for row in rows)) for head, slots in days.items()
    )


def _hour(clock: str) -> str:
    return clock.removesuffix(":00")


def _by_start(label: str) -> tuple[int, ...]:
    return tuple(int(part) for part in label.split("–")[0].split(":"))
