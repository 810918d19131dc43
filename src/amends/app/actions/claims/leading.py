"""What a claim that was held against the record leads to: an event of our own, and its case.

What the record does not contradict is recorded as the customer reports it, and breaks a promise
like any other event. What breaks none is a complaint: it opens a case too, since every customer is
answered (ISO 10002, 7.4).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from amends.app.actions.agreed import SOURCE
from amends.app.actions.cases import heard
from amends.app.actions.claims.again import answer_again, correct
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
    """An event that shows what is claimed, ``known`` by its number or still to be recorded.

    ``by`` is the number of the first claim that tells it; ``around`` when it was, as far as said.
    """

    claim: Claim
    type: str
    time: datetime
    as_of: date | None
    by: int
    around: datetime | None = None
    known: int | None = None

    @property
    def key(self) -> str:
        return f"claim/{self.by}/{self.type}"

    @property
    def is_own(self) -> bool:
        """Whether the customer's words came as that very event."""
        return self.known == self.claim.event_id


def lead_on(held: Sequence[Held], *, now: datetime) -> None:
    """Record what the claims show, open the cases of those that are about nothing, tell the others.

    The orders are locked: nobody else records of them meanwhile.
    """
    orders = {each.claim.order for each in held}
    before = _live_cases(orders)
    events = happened(orders, now=now)
    promise_by_calls(held, events, now=now)
    shown = _all_shown(held, events, now)
    _record([each for each in shown if each.known is None], now)
    answered = {each.claim.pk for each in shown if each.is_own or each.as_of}
    complaints = [
        _Shown(each.claim, COMPLAINT, each.claim.said_at, _as_of(each, now), each.claim.pk)
        for each in _unanswered(held, answered, _live_cases(orders))
    ]
    _record(complaints, now)
    _keep([*complaints, *shown])
    for each in held:
        case = before.get(each.claim.order)
        if case is not None:
            kind, verdict = each.claim.kind, each.finding.verdict if each.finding else ""
            note(action="customer says", now=now, case=case, kind=kind, verdict=verdict)
    correct(held, now=now)
    heard(orders, now=now)
    answer_again(held, before, now=now)


def _unanswered(
    held: Sequence[Held], answered: set[int], live: Mapping[str, Case]
) -> Iterator[Held]:
    """Claims of orders that have no open case after all, one for each order."""
    asked = set(live)
    for each in held:
        if each.claim.pk not in answered and each.claim.order not in asked:
            asked.add(each.claim.order)
            yield each


def _live_cases(orders: set[str]) -> Mapping[str, Case]:
    found = Case.objects.filter(order__in=orders, state__in=Case.LIVE)
    return {case.order_id: case for case in found}


def _all_shown(
    held: Sequence[Held], events: Mapping[str, Sequence[Happening]], now: datetime
) -> list[_Shown]:
    """What the claims show; what several of them tell of one order is one event."""
    new: dict[str, list[_Shown]] = defaultdict(list)
    shown = []
    for each in held:
        one = _shown(each, now)
        if one is None:
            continue
        order = one.claim.order
        if one.known is None and (known := _same(events.get(order, ()), one)):
            one = one._replace(known=known.id)
        elif one.known is None and (first := _same(new[order], one)):
            one = one._replace(by=first.by)
        elif one.known is None:
            new[order].append(one)
        shown.append(one)
    return shown


def _shown(held: Held, now: datetime) -> _Shown | None:
    """The event that shows what is claimed, unless the record says that it was not so."""
    claim = held.claim
    kind = current_policy().declarations.claims.get(claim.kind)
    if kind is None or not kind.shows or held.finding is None:
        return None
    shown = _Shown(claim, kind.shows, claim.said_at, _as_of(held, now), claim.pk)
    if claim.event.type == kind.shows:
        return shown._replace(known=claim.event_id)
    if held.finding.verdict == CONTRADICTED:
        return None
    came = _came_at(held)
    return shown._replace(time=came, around=came) if came else shown


def _came_at(held: Held) -> datetime | None:
    """When the customer came; nobody comes before the order, nor after telling of it."""
    came = held.claim.fields.get(CAME_AT)
    if not came:
        return None
    return min(max(datetime.fromisoformat(came), held.order.placed_at), held.claim.said_at)


class _Event(Protocol):
    @property
    def type(self) -> str: ...
    @property
    def time(self) -> datetime: ...


E = TypeVar("E", bound=_Event)


def _same(events: Iterable[E], one: _Shown) -> E | None:
    """The event that shows the same: a visit about then, goods at any time."""
    near = timedelta(hours=current_policy().limits.one_word_hours)
    for each in events:
        if each.type == one.type and (one.around is None or abs(each.time - one.around) <= near):
            return each
    return None


def _as_of(held: Held, now: datetime) -> date | None:
    """The day or moment as of which the order is judged, where it belongs to a history."""
    load = held.claim.event.load
    return (load.viewpoint if load else now) if held.order.history else None


def _record(shown: Sequence[_Shown], now: datetime) -> None:
    by_view: dict[date | None, list[dict[str, Any]]] = defaultdict(list)
    for each in shown:
        if each.by == each.claim.pk:
            by_view[each.as_of].append(_event(each))
    for as_of, events in by_view.items():
        receive(events, now=now, as_of=as_of)


def _event(shown: _Shown) -> dict[str, Any]:
    declared = current_policy().declarations.events[shown.type]
    claim = shown.claim
    said = {name: value for name, value in claim.fields.items() if name in declared.named}
    return {
        "id": shown.key,
        "source": SOURCE,
        "type": shown.type,
        "time": shown.time.isoformat(),
        "subject": claim.order,
        "data": {**said, "reported_by": "customer", "claim": claim.pk},
    }


def _keep(shown: Sequence[_Shown]) -> None:
    """Each claim knows the event that shows it."""
    made = {each.key for each in shown if each.known is None}
    found = Event.objects.filter(source=SOURCE, key__in=made)
    numbers = dict(found.values_list("key", "pk")) if made else {}
    for each in shown:
        each.claim.shows_id = each.known or numbers.get(each.key)
    Claim.objects.bulk_update({each.claim for each in shown}, ["shows"], batch_size=500)
