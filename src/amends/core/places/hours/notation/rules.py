"""The rules that a text in the notation consists of, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    OPEN = "open"
    CLOSED = "off"
    UNKNOWN = "unknown"


class Joint(StrEnum):
    """How a rule stands to those before it: instead of them, besides them, or where they fail."""

    NORMAL = ";"
    ADDITIONAL = ","
    FALLBACK = "||"


@dataclass(frozen=True)
class Weekdays:
    """``first`` to ``last`` (Monday 0), or their ``nth`` of the month, moved by ``shift`` days."""

    first: int
    last: int
    nth: tuple[int, ...] = ()
    shift: int = 0


@dataclass(frozen=True)
class Holidays:
    """Public ("PH") or school ("SH") holidays, moved by ``shift`` days."""

    kind: str
    shift: int = 0


DaySelector = Weekdays | Holidays


@dataclass(frozen=True)
class Anchor:
    """A day of the year: of a month, an nth weekday of a month, or Easter, moved by ``shift``.

    ``day`` 0 with a month and no ``nth`` means the whole month.
    """

    month: int = 0
    day: int = 0
    weekday: int = 0
    nth: int = 0
    shift: int = 0
    year: int | None = None

    @property
    def easter(self) -> bool:
        return self.month == 0


@dataclass(frozen=True)
class Stretch:
    """From one anchor to another, both included; of these every ``step``-th day."""

    first: Anchor
    last: Anchor
    step: int = 1


@dataclass(frozen=True)
class Years:
    """``first`` to ``last`` (None: for ever), every ``step``-th."""

    first: int
    last: int | None
    step: int = 1


@dataclass(frozen=True)
class Weeks:
    """ISO weeks ``first`` to ``last``, every ``step``-th."""

    first: int
    last: int
    step: int = 1


@dataclass(frozen=True)
class Hours:
    """Minutes from ``start`` to ``end`` (over 1440: on the next day); ``open_end``: perhaps longer.

    With an open end and no length nothing is certain.
    """

    start: int
    end: int
    open_end: bool = False


@dataclass(frozen=True)
class Rule:
    """One rule. An empty selector matches every day; no hours mean the whole day.

    ``days`` and ``also_days`` must both match: "PH Mo-Fr" has one of each.
    """

    joint: Joint = Joint.NORMAL
    years: tuple[Years, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    weeks: tuple[Weeks, ...] = ()
    days: tuple[DaySelector, ...] = ()
    also_days: tuple[DaySelector, ...] = ()
    hours: tuple[Hours, ...] = ()
    state: State = State.OPEN
    comment: str | None = None

    @property
    def any_day(self) -> bool:
        return not (self.years or self.stretches or self.weeks or self.days)

    @property
    def weekly(self) -> bool:
        """Whether it depends on nothing but the weekday and holidays."""
        plain = all(not isinstance(day, Weekdays) or not day.nth for day in self.all_days)
        return plain and not (self.years or self.stretches or self.weeks)

    @property
    def all_days(self) -> tuple[DaySelector, ...]:
        return self.days + self.also_days

    def names(self, kind: str) -> bool:
        """Whether it speaks of public ("PH") or school ("SH") holidays."""
        return any(isinstance(day, Holidays) and day.kind == kind for day in self.all_days)


Rules = tuple[Rule, ...]
