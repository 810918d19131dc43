"""What is found in a text: entities on the way, and the reading at the end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, NamedTuple


class Days(NamedTuple):
    """A day, or the days between which it lies; None where there is no bound on that side."""

    first: date | None
    last: date | None

    @property
    def exact(self) -> date | None:
        """The day, where there is only one."""
        return self.first if self.first == self.last else None


class Clock(NamedTuple):
    """A time of day; the hours may be those of the morning or of the evening."""

    time: time
    either: bool = False


class Span(NamedTuple):
    """Words that were read: from ``start`` to ``end`` in the text, what they are, their value.

    ``what`` is ``kind`` (value: the kind's name), the name of a field, or one of ``day``, ``time``,
    ``lasting``, ``money``, ``quote``, ``order``, ``item``, ``point``, ``language``.
    """

    start: int
    end: int
    what: str
    value: Any


class Weighed(NamedTuple):
    """How much speaks for a kind: the sum over the phrases that were found, and the heaviest."""

    kind: str
    weight: float
    phrases: tuple[str, ...]
    heaviest: float


class Reading(NamedTuple):
    """What a text says, as far as it can be told.

    ``kind`` is empty where no kind, or no single one, is said; ``sure`` is whether one is.
    ``fields`` are as in ``Claim``; a day that is told as a range is its last one, and stands with
    its range in ``within``. ``asks`` names what should be asked: ``claim`` is the kind itself.
    ``weighed`` holds the kinds that something speaks for, the heaviest first. ``read`` is how many
    characters were looked at.
    """

    kind: str
    sure: bool
    fields: Mapping[str, Any]
    spans: tuple[Span, ...]
    asks: tuple[str, ...]
    language: str = ""
    weighed: tuple[Weighed, ...] = ()
    within: Mapping[str, Days] = {}
    read: int = 0


class Entity(NamedTuple):
    """Something with a value that stands from word ``first`` to word ``last`` (not included).

    ``what`` is ``day``, ``time``, ``lasting``, ``money``, ``quote``, ``order``, ``item`` or
    ``point``. ``aside`` says that it bounds something (by noon, until nine, instead of Monday) or
    lies ahead, so that nothing happened then.
    """

    what: str
    value: Any
    first: int
    last: int
    aside: bool = False


class Lasting(NamedTuple):
    """How long something took: so many units, and more minutes; ``least``: or longer."""

    amount: float
    unit: str
    more: float = 0
    least: bool = False
    about: bool = False


class Now(NamedTuple):
    """The moment at which the words were said, where the customer lives."""

    moment: datetime

    @property
    def today(self) -> date:
        """The day on which the words were said."""
        return self.moment.date()
