"""What was not understood: mended, replayed or dismissed, each of them written into the journal.

A row leaves quarantine once, by one person; what came in is kept as it came in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.db import transaction
from django.db.models import Count, Min

from amends.app.actions.ingest.parsing import LONGEST_LINE, parse
from amends.app.actions.journal import note
from amends.app.actions.policy import current_policy
from amends.app.actions.record import Receipt, receive
from amends.app.ledger.models import Event, Quarantined
from amends.core.errors import AmendsError, BadEvent, said
from amends.core.events import read_event
from amends.core.promising import check_promises

State = Quarantined.State
MOST_GROUPS = 200
ALREADY = {
    State.REPLAYED: said("it was recorded already"),
    State.DISMISSED: said("it was dismissed already"),
}
_BRACKET = re.compile(r"\[(\d+)\]")


class NotWaiting(AmendsError):
    """A row that somebody settled already, or that does not exist."""

    code = "not_waiting"


@transaction.atomic
def mend(*, number: int, text: str, by: str, now: datetime) -> Quarantined:
    """Put a mended event beside what came in; raise ``BadEvent`` if it is still not understood."""
    row = _lock(number)
    _check(_read(text), now)
    row.mended = text
    row.save(update_fields=["mended"])
    note(action="quarantine mended", now=now, case=None, actor=by, number=number)
    return row


@transaction.atomic
def replay(*, number: int, by: str, now: datetime) -> Receipt:
    """Record the event, mended or as it came; raise ``BadEvent`` if it is still refused.

    An event of a history load is judged as of that load's date, as the others were, and nobody is
    told; where its order lives meanwhile, it is judged now.
    """
    row = _lock(number)
    as_of = row.load.viewpoint if row.load else None
    event = _read(row.mended or row.raw)
    _check(event, now)
    _settle(row, State.REPLAYED, by, now)
    receipt = receive([event], now=now, as_of=as_of)
    _raise_refusal(receipt)
    row.event = Event.objects.only("pk").get(source=event["source"], key=event["id"])
    row.save(update_fields=["event"])
    return receipt


@transaction.atomic
def dismiss(*, number: int, reason: str, by: str, now: datetime) -> Quarantined:
    """Say that the row is not needed; it stays listed as dismissed."""
    row = _lock(number)
    _settle(row, State.DISMISSED, by, now, reason=reason)
    return row


@dataclass(frozen=True, slots=True)
class Group:
    """Rows refused for one reason: how ``many``, the oldest of them, and where it came from."""

    many: int
    first: int
    where: str
    code: str
    field: str
    reason: str
    hint: str
    values: dict[str, str]


def groups(state: str) -> list[Group]:
    """The rows in this state by why they were refused, the most frequent reason first."""
    rows = Quarantined.objects.filter(state=state).order_by()
    counted = list(
        rows.values("code", "field", "reason", "hint", "values")
        .annotate(many=Count("pk"), first=Min("pk"))
        .order_by("-many", "first")[:MOST_GROUPS]
    )
    places = dict(
        rows.filter(pk__in=[each["first"] for each in counted]).values_list("pk", "where")
    )
    return [Group(**each, where=places.get(each["first"], "")) for each in counted]


def waiting_numbers(*, code: str = "") -> Iterator[int]:
    """The numbers of the rows that wait, oldest first; only those refused for ``code`` if given."""
    rows = Quarantined.objects.filter(state=State.WAITING).order_by("received_at", "pk")
    rows = rows.filter(code=code) if code else rows
    return rows.values_list("pk", flat=True).iterator()


def set_fields(text: str, changes: dict[str, Any]) -> str:
    """The event with some fields set, each named by its dotted path (``data.items[0].sku``)."""
    event = _read(text)
    for path, value in changes.items():
        _set(event, path, value)
    return orjson.dumps(event).decode()


def _set(event: Any, path: str, value: object) -> None:
    *outer, last = _BRACKET.sub(r".\1", path).split(".")
    place = event
    for step in outer:
        place = place[_index(place, step, path)]
    if isinstance(place, dict):
        place[last] = value
    else:
        place[_index(place, last, path)] = value


def _index(place: object, step: str, path: str) -> Any:
    """The key of a step into an object (made where it is missing) or a list."""
    if isinstance(place, dict):
        place.setdefault(step, {})
        return step
    if isinstance(place, list) and step.isdecimal() and int(step) < len(place):
        return int(step)
    raise BadEvent(said("there is nothing at this place"), where=path)


def _read(text: str) -> Any:
    raw = text.encode()
    if len(raw) > LONGEST_LINE:
        raise BadEvent(
            said("longer than {most} bytes"), most=LONGEST_LINE, where="event", code="too_long"
        )
    return parse(raw)


def _check(value: object, now: datetime) -> None:
    declarations = current_policy().declarations
    check_promises(read_event(value, types=declarations.events, received_at=now), declarations)


def _lock(number: int) -> Quarantined:
    row = Quarantined.objects.select_for_update(of=("self",)).filter(pk=number).first()
    if row is None:
        raise NotWaiting(said("there is no such row"), where=f"quarantine {number}")
    if row.state != State.WAITING:
        raise NotWaiting(ALREADY[State(row.state)], where=f"quarantine {number}")
    return row


def _raise_refusal(receipt: Receipt) -> None:
    for result in receipt.results:
        if result["status"] == "quarantined":
            reason = result["reason"]
            raise BadEvent(
                reason["message"],
                where=reason["where"],
                hint=reason["hint"],
                code=reason["code"],
            )


def _settle(row: Quarantined, state: str, by: str, now: datetime, **detail: str) -> None:
    row.state, row.settled_at, row.settled_by = state, now, by[:200]
    row.save(update_fields=["state", "settled_at", "settled_by", "event"])
    note(action=f"quarantine {state}", now=now, case=None, actor=by, number=row.pk, **detail)
