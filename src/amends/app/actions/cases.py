"""Open a case for every new failure, decide it, and speak first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from amends.app.actions.journal import note_all
from amends.app.actions.offers import decide, make_offers, store_offers
from amends.app.actions.telling import tell
from amends.app.ledger.models import Case, Failure, Order

WORTH_A_NEW_OFFER = (Case.State.OPEN, Case.State.OFFERED)


@transaction.atomic(savepoint=False)
def open_cases(failure_ids: Sequence[int], *, now: datetime) -> list[Case]:
    """Open, decide and tell the cases of these failures; return the cases that are new.

    A failure of an order that has an open case already belongs to that case: it is decided anew
    as long as nothing was chosen. Orders are locked in one order, so that two workers never
    open two cases and never wait for each other in a circle.
    """
    failures = _failures(failure_ids)
    _lock_orders({failure.promise.order_id for failure in failures})
    live = _live_cases(failures)
    new: dict[str, Case] = {}
    changed: dict[int, Case] = {}
    for failure in failures:
        known = live.get(failure.promise.order_id)
        if known is not None:
            if _joins(known, failure):
                changed[known.pk] = known
        elif failure.promise.order_id not in new:
            new[failure.promise.order_id] = _new_case(failure, now)
    note_all(action="decided anew", now=now, cases=changed.values())
    _decide_and_tell([*changed.values()], now)
    return _open([*new.values()], now)


def _open(new: Sequence[Case], now: datetime) -> list[Case]:
    """Store new cases as they were decided: one write for each record, none of them twice."""
    decided = decide(new, now=now)
    opened = Case.objects.bulk_create(new)
    note_all(action="case opened", now=now, cases=opened)
    for each in store_offers(decided, now=now):
        tell(each.case, "offer", decision=each.decision, now=now, first=each.offer)
    return opened


@transaction.atomic(savepoint=False)
def refresh_cases(promise_ids: Sequence[int], *, now: datetime) -> list[Case]:
    """Decide anew the open cases whose promise changed, if nothing was chosen yet."""
    cases = list(
        Case.objects.select_for_update(of=("self",))
        .select_related("order", "customer", "promise")
        .filter(promise__in=promise_ids, state__in=WORTH_A_NEW_OFFER)
        .order_by("order_id")
    )
    note_all(action="decided anew", now=now, cases=cases)
    _decide_and_tell(cases, now)
    return cases


def wake_cases(refs: Sequence[str], *, now: datetime) -> list[Case]:
    """Take over the open cases of orders that were a history until now: decide anew, and tell."""
    cases = list(
        Case.objects.select_for_update(of=("self",))
        .select_related("order", "customer", "promise")
        .filter(order__in=refs, state__in=WORTH_A_NEW_OFFER, history=True)
        .order_by("order_id")
    )
    for case in cases:
        case.history = False
    Case.objects.bulk_update(cases, ["history"])
    note_all(action="taken over from a history", now=now, cases=cases)
    _decide_and_tell(cases, now)
    return cases


def _failures(failure_ids: Sequence[int]) -> list[Failure]:
    rows = Failure.objects.filter(pk__in=failure_ids).order_by("at", "id")
    return list(rows.select_related("promise__order__customer"))


def _lock_orders(refs: set[str]) -> None:
    list(
        Order.objects.select_for_update(no_key=True)
        .filter(ref__in=refs)
        .order_by("ref")
        .values_list("ref")
    )


def _live_cases(failures: Sequence[Failure]) -> dict[str, Case]:
    cases = (
        Case.objects.select_for_update(of=("self",))
        .select_related("order", "customer", "promise")
        .filter(order__in={each.promise.order_id for each in failures}, state__in=Case.LIVE)
        .order_by("order_id")
    )
    return {case.order_id: case for case in cases}


def _joins(case: Case, failure: Failure) -> bool:
    """Take a further failure into an open case; say whether it calls for a new offer."""
    if case.promise_id == failure.promise_id and case.failure_kind != failure.kind:
        case.failure_kind = failure.kind
        case.promise = failure.promise
        if case.state not in WORTH_A_NEW_OFFER:
            case.save(update_fields=["failure_kind"])
            return False
        return True
    return False


def _new_case(failure: Failure, now: datetime) -> Case:
    promise = failure.promise
    return Case(
        order=promise.order,
        customer=promise.order.customer,
        promise=promise,
        failure_kind=failure.kind,
        opened_at=now,
        state_at=now,
        history=promise.order.history,
    )


def _decide_and_tell(cases: Sequence[Case], now: datetime) -> None:
    for each in make_offers(cases, now=now) if cases else ():
        tell(each.case, "offer", decision=each.decision, now=now)
