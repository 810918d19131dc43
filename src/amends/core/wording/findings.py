"""A finding in words: what the record shows, said kindly, and how to object."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, tzinfo
from typing import Any, Literal, Protocol

from amends.core.findings import Evidence, Finding
from amends.core.wording.say import most_telling

Reader = Literal["finding", "finding_staff"]
CUSTOMER: Reader = "finding"
STAFF: Reader = "finding_staff"
MOMENTS = ("at", "came_at", "placed", "ended", "due")
SUMS = ("amount", "paid")


class Voice(Protocol):
    """Speaks one language in one time zone."""

    @property
    def zone(self) -> tzinfo:
        """The zone of the listener."""

    def say(self, key: str, /, **values: str | int) -> str:
        """The line with this key."""

    def at(self, moment: datetime) -> str:
        """A moment that has been."""

    def date_of(self, moment: datetime) -> str:
        """Day and month."""

    def money(self, amount: str, currency: str, /) -> str:
        """An amount."""


def answer(finding: Finding, voice: Voice, *, currency: str, again: bool = False) -> list[str]:
    """The whole answer to a customer: what came of it, the evidence, and how to object.

    ``again``: the same was told and answered before.
    """
    verdict = "conflicting" if finding.conflicting else finding.verdict
    told = [tell(each, voice, currency=currency) for each in finding.evidence]
    if verdict != "contradicted":
        return [voice.say(f"finding.answer.{verdict}"), *told]
    first, last = ("again", "objection_again") if again else ("contradicted", "objection")
    return [voice.say(f"finding.answer.{first}"), *told, voice.say(f"finding.answer.{last}")]


def tell(evidence: Evidence, voice: Voice, *, currency: str, to: Reader = CUSTOMER) -> str:
    """One thing that the record shows, as one sentence to the customer or to staff.

    A kind that a shop's own check adds is told by its name.
    """
    how = evidence.told.get("how", evidence.side)
    key = most_telling(f"{to}.{evidence.kind}.{how}", f"{to}.{evidence.kind}.{evidence.side}")
    return voice.say(key, **dict(_values(evidence.told, voice, currency))) if key else evidence.kind


def _values(
    told: Mapping[str, Any], voice: Voice, currency: str
) -> Iterator[tuple[str, str | int]]:
    yield "count", int(told.get("count", told.get("minutes", 0)))
    for name, value in told.items():
        if name in MOMENTS:
            yield name, voice.at(datetime.fromisoformat(value))
        elif name in SUMS:
            yield name, voice.money(value, currency)
        elif name == "remembered":
            noon = datetime.combine(date.fromisoformat(value), time(12), tzinfo=voice.zone)
            yield name, voice.date_of(noon)
        elif name == "hours":
            yield name, ", ".join(f"{start}–{end}" for start, end in value)
        elif name not in ("count", "how"):
            yield name, value if isinstance(value, int) else str(value)
