"""Looking things up among what happened."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from amends.core.claims import Claim
from amends.core.findings.record import Happening, Record

CUSTOMER = "customer"


def seen(claim: Claim, record: Record, types: Collection[str]) -> list[Happening]:
    """What happened of these types before the claim was made, oldest first.

    What came after it can neither be meant by it nor make it untrue.
    """
    found = [each for each in record.happened if each.type in types and each.time <= claim.said_at]
    return sorted(found, key=lambda each: (each.time, each.id))


def own_word(happening: Happening) -> bool:
    """Whether it is in the record only because the customer said so: nobody is their own proof."""
    return happening.data.get("reported_by") == CUSTOMER


def minutes_between(one: datetime, other: datetime) -> float:
    """How far two moments lie apart."""
    return abs((one - other).total_seconds()) / 60


def local(moment: datetime, record: Record) -> datetime:
    """The moment on the customer's clock."""
    return moment.astimezone(ZoneInfo(record.order.time_zone))


def told(moment: datetime, record: Record) -> str:
    """The moment as it is quoted."""
    return local(moment, record).isoformat(timespec="minutes")


class Due(NamedTuple):
    """By when something is due: a local moment, or the end of a day."""

    at: datetime
    whole_day: bool

    @property
    def over(self) -> datetime:
        """The moment after which it is late."""
        if not self.whole_day:
            return self.at
        next_day = self.at.date() + timedelta(days=1)
        return datetime.combine(next_day, time.min, tzinfo=self.at.tzinfo)

    @property
    def last(self) -> datetime:
        """The last minute in which it is in time, as one says it of a day."""
        return self.over - timedelta(minutes=1) if self.whole_day else self.at


def due_of(happening: Happening, record: Record) -> Due | None:
    """By when it is due, as the event's data say."""
    return read_due(happening.data.get("due"), record)


def read_due(due: object, record: Record) -> Due | None:
    """A due time as events hold it, on the customer's clock; None for what is none."""
    if not isinstance(due, str):
        return None
    try:
        at = datetime.fromisoformat(due)
    except ValueError:
        return None
    if at.tzinfo is None:
        return Due(at.replace(tzinfo=ZoneInfo(record.order.time_zone)), whole_day=True)
    return Due(local(at, record), whole_day=False)


def promised(record: Record) -> list[Due]:
    """By when the order itself promised what it promised, soonest first."""
    placed = (each for each in record.happened if each.type == "order.placed")
    given = [promise for each in placed for promise in each.data.get("promises") or ()]
    dues = [read_due(each.get("due"), record) for each in given if isinstance(each, Mapping)]
    return sorted((due for due in dues if due), key=lambda due: due.over)
