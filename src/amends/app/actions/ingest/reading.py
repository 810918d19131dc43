"""From raw values to events and refusals, without the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

import orjson

from amends.app.actions.ingest.parsing import Unreadable
from amends.core.declarations import Declarations
from amends.core.errors import BadEvent
from amends.core.events import Event, read_event
from amends.core.promising import check_promises

NameRow = Callable[[int], str]


class Incoming(NamedTuple):
    """An event that was understood, and its number among those that came in together."""

    number: int
    event: Event
    raw: object


class Refused(NamedTuple):
    """A value that was not understood, and why."""

    number: int
    raw: object
    error: BadEvent


@dataclass(slots=True)
class Reading:
    """What came in together, sorted into understood and not."""

    declarations: Declarations
    seen: int
    accepted: list[Incoming] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    def orders(self, events: Iterable[Event]) -> set[str]:
        """The orders that these events are about."""
        types = self.declarations.events
        return {event.subject for event in events if not types[event.type].describes}

    def copy(self) -> Reading:
        """The same again, since recording refuses what cannot be recorded."""
        return replace(self, accepted=[*self.accepted], refused=[*self.refused])

    def halves(self) -> tuple[Reading, Reading]:
        """What came in first and what came in later, each with half of what was understood."""
        middle = self.accepted[len(self.accepted) // 2].number
        return (
            self._part(lambda number: number < middle),
            self._part(lambda number: number >= middle),
        )

    def _part(self, belongs: Callable[[int], bool]) -> Reading:
        accepted = [each for each in self.accepted if belongs(each.number)]
        refused = [each for each in self.refused if belongs(each.number)]
        return Reading(self.declarations, len(accepted) + len(refused), accepted, refused)

    def refuse(self, incoming: Sequence[Incoming], error: BadEvent) -> None:
        """Move what was understood but cannot be recorded to the refused."""
        numbers = {each.number for each in incoming}
        self.accepted = [each for each in self.accepted if each.number not in numbers]
        self.refused += [Refused(each.number, each.raw, error) for each in incoming]


def read_all(raw: Sequence[object], *, declarations: Declarations, now: datetime) -> Reading:
    """Read every value; a bad one never stops the others."""
    reading = Reading(declarations, len(raw))
    for number, value in enumerate(raw):
        try:
            event = _read_one(value, declarations, now)
        except BadEvent as error:
            reading.refused.append(Refused(number, value, error))
        else:
            reading.accepted.append(Incoming(number, event, value))
    return reading


def _read_one(value: object, declarations: Declarations, now: datetime) -> Event:
    if isinstance(value, Unreadable):
        raise value.error
    event = read_event(value, types=declarations.events, received_at=now)
    check_promises(event, declarations)
    return event


def raw_text(value: object) -> str:
    """The value as it is kept in quarantine."""
    if isinstance(value, Unreadable):
        return value.text
    return orjson.dumps(value, default=str, option=orjson.OPT_NON_STR_KEYS).decode()
