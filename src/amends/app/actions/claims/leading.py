"""What a claim that was held against the record leads to: an event of our own, and its case.

What the record does not contradict is recorded as the customer reports it, and breaks a promise
like any other event. What breaks none is a complaint: it opens a case too, since every customer is
answered (ISO 10002, 7.4).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from amends.app.actions.agreed import SOURCE
from amends.app.actions.cases import heard
from amends.app.actions.claims.promising import promise_by_calls
from amends.app.actions.claims.records import happened
from amends.app.actions.journal import note
from amends.app.actions.policy import current_policy
from amends.app.actions.record import receive
from amends.app.ledger.models import Case, Claim, Event
from amends.core.findings import Happening

if TYPE_CHECKING:
    from amends.app.actions.claims.taking import Held

COMPLAINT = "complaint.made"
CAME_AT = "came_at"
CONTRADICTED = "contradicted"


class _Shown(NamedTuple):
    """An event that shows what is claimed, ``known`` by its number or still to be recorded."""

    claim: Claim
    type: str
    at: datetime
    as_of: date | None
    known: int | None


def lead_on(held: Sequence[Held], *, now: datetime) -> None:
    """Record what the claims show, open the cases of those that show nothing, tell the others."""
    events = happened({each.claim.order for each in held}, now=now)
    promise_by_calls(held, events, now=now)
    live = _live_cases({each.claim.order for each in held})
    shown = [each for each in (_shown(one, events, now) for one in held) if each]
    complaints = [
        _Shown(each.claim, COMPLAINT, each.claim.said_at, _as_of(each, now), None)
        for each in _unanswered(held, {one.claim.pk for one in shown}, live)
    ]
    _record([*(each for each in shown if each.known is None), *complaints], now)
    _keep(shown, complaints)
    for each in held:
        case = live.get(each.claim.order)
        if case is not None:
            kind, verdict = each.claim.kind, each.finding.verdict if each.finding else ""
            note(action="customer says", now=now, case=case, kind=kind, verdict=verdict)
    heard({each.claim.order for each in held}, now=now)


def _unanswered(held: Sequence[Held], shown: set[int], live: Mapping[str, Case]) -> Iterator[Held]:
    """Claims that show no broken promise, of orders without an open case: one for each order."""
    asked = set(live)
    for each in held:
        if each.claim.pk not in shown and each.claim.order not in asked:
            asked.add(each.claim.order)
            yield each


def _live_cases(orders: set[str]) -> Mapping[str, Case]:
    found = Case.objects.filter(order__in=orders, state__in=Case.LIVE)
    return {case.order_id: case for case in found}


def _shown(held: Held, events: Mapping[str, Sequence[Happening]], now: datetime) -> _Shown | None:
    """The event that shows what is claimed, unless the record says that it was not so."""
    claim = held.claim
    kind = current_policy().declarations.claims.get(claim.kind)
    if kind is None or not kind.shows or held.finding is None:
        return None
    if claim.event.type == kind.shows:
        return _Shown(claim, kind.shows, claim.said_at, _as_of(held, now), claim.event_id)
    if held.finding.verdict == CONTRADICTED:
        return None
    came = claim.fields.get(CAME_AT)
    at = min(datetime.fromisoformat(came), claim.said_at) if came else claim.said_at
    known = _same(events.get(claim.order, ()), kind.shows, at if came else None)
    return _Shown(claim, kind.shows, at, _as_of(held, now), known)


def _same(events: Sequence[Happening], type_: str, at: datetime | None) -> int | None:
    """The number of the event that shows the same: a visit about then, goods at any time."""
    near = timedelta(hours=current_policy().limits.one_word_hours)
    for each in events:
        if each.type == type_ and (at is None or abs(each.time - at) <= near):
            return each.id
    return None


def _as_of(held: Held, now: datetime) -> date | None:
    """The day or moment as of which the order is judged, where it belongs to a history."""
    load = held.claim.event.load
    return (load.viewpoint if load else now) if held.order.history else None


def _record(shown: Sequence[_Shown], now: datetime) -> None:
    by_view: dict[date | None, list[dict[str, Any]]] = defaultdict(list)
    for each in {(one.type, one.claim.order, one.at): one for one in shown}.values():
        by_view[each.as_of].append(_event(each))
    for as_of, events in by_view.items():
        receive(events, now=now, as_of=as_of)


def _event(shown: _Shown) -> dict[str, Any]:
    declared = current_policy().declarations.events[shown.type]
    claim = shown.claim
    said = {name: value for name, value in claim.fields.items() if name in declared.named}
    return {
        "id": _key(shown),
        "source": SOURCE,
        "type": shown.type,
        "time": shown.at.isoformat(),
        "subject": claim.order,
        "data": {**said, "reported_by": "customer", "claim": claim.pk},
    }


def _key(shown: _Shown) -> str:
    return f"claim/{shown.claim.pk}/{shown.type}"


def _keep(shown: Sequence[_Shown], complaints: Sequence[_Shown]) -> None:
    """Each claim knows the event that shows it."""
    made = {_key(each): each.claim for each in (*shown, *complaints) if each.known is None}
    known = Event.objects.filter(source=SOURCE, key__in=made).values_list("key", "pk")
    for key, number in known:
        made[key].shows_id = number
    for each in shown:
        if each.known is not None:
            each.claim.shows_id = each.known
    Claim.objects.bulk_update([e.claim for e in (*shown, *complaints)], ["shows"], batch_size=500)
