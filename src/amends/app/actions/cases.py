"""Open a case for every new failure, decide it, and speak first; take every later news into it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from amends.app.actions.deciding import decide_each
from amends.app.actions.ingest.sql import as_names, run
from amends.app.actions.journal import note, note_all
from amends.app.actions.letters import withdraw_letters
from amends.app.actions.money import has_moved, money_of
from amends.app.actions.offers import DECIDED, store_offers
from amends.app.actions.overdue import agreed_time_passed
from amends.app.actions.policy import current_policy
from amends.app.actions.rounds import start_again
from amends.app.actions.situations import verdicts_now
from amends.app.actions.telling import tell
from amends.app.ledger.models import Case, Decision, Failure, Promise
from amends.core.promises import PromiseKind

State = Case.State
TOGETHER = 50
"""Up to so many failures are joined to their orders; for more, each table is read on its own."""
WORTH_A_NEW_OFFER = (State.OPEN, State.OFFERED)
LOCK_ORDERS = """
    SELECT FROM ledger_order WHERE ref = ANY(ARRAY(SELECT jsonb_array_elements_text(%s)))
    ORDER BY ref FOR NO KEY UPDATE
"""
ANY_LIVE = """
    SELECT 1 FROM ledger_case
    WHERE order_id = ANY(ARRAY(SELECT jsonb_array_elements_text(%s))) AND state = ANY(%s) LIMIT 1
"""


@transaction.atomic(savepoint=False)
def open_cases(failure_ids: Sequence[int], *, now: datetime, silently: bool = False) -> list[Case]:
    """Open, decide and (unless ``silently``) tell the cases of these failures; return the new ones.

    A failure of an order that has an open case already is taken into that case. Orders are locked
    before cases, both in one order, so that two workers never open two cases and never wait for
    each other in a circle.
    """
    failures = _failures(failure_ids)
    _lock_orders({failure.promise.order_id for failure in failures})
    live = _live_cases({failure.promise.order_id for failure in failures})
    new: dict[str, Failure] = {}
    for failure in failures:
        known = live.get(failure.promise.order_id)
        if known is not None:
            _take_in(known, failure, now, silently=silently)
        elif not _is_within_case(failure.promise):
            new[failure.promise.order_id] = failure
    opened = [_new_case(failure, now) for failure in new.values()]
    return _open(opened, now, silently=silently)


@transaction.atomic(savepoint=False)
def refresh_cases(promise_ids: Sequence[int], *, now: datetime, silently: bool = False) -> None:
    """Go on with the open cases of promises that were broken and stand elsewhere now.

    If the order has another broken promise, the case is about that one; if all is well after all,
    and nothing was chosen yet, the case is over.
    """
    cases = _locked(Case.objects.filter(promise__in=promise_ids, state__in=Case.LIVE))
    for case in cases:
        if case.state not in WORTH_A_NEW_OFFER:
            note(action="news while mending", now=now, case=case, kind=case.promise.state)
        elif case.promise.state in ("kept", "withdrawn") and not _turn_to_another(case):
            _end(case, now)
        else:
            _decide_anew(case, now, silently=silently)


def wake_cases(refs: Sequence[str], *, now: datetime) -> list[Case]:
    """Take over the open cases of orders that were a history until now: decide anew, and tell."""
    cases = _locked(Case.objects.filter(order__in=refs, state__in=WORTH_A_NEW_OFFER, history=True))
    for case in cases:
        case.history = False
    Case.objects.bulk_update(cases, ["history"])
    note_all(action="taken over from a history", now=now, cases=cases)
    for case in cases:
        _decide_anew(case, now)
    return cases


@transaction.atomic(savepoint=False)
def reconsider(refs: Collection[str], *, now: datetime) -> None:
    """Decide anew what is undecided in these orders, and offers whose money has moved since.

    Who looks at their page sees what is true now; a letter is not written for that.
    """
    if not refs:
        return
    found = Case.objects.filter(order__in=refs, state__in=WORTH_A_NEW_OFFER, history=False)
    cases = _locked(found)
    money = money_of(cases, now=now) if cases else {}
    for case in cases:
        if case.state == State.OPEN:
            _decide_anew(case, now)
        elif has_moved(money[case.order_id], case.decisions.latest("number").facts):
            _decide_anew(case, now, silently=True)


@transaction.atomic(savepoint=False)
def heard(refs: Collection[str], *, now: datetime) -> None:
    """Decide anew the cases of these orders whose claims were found to be otherwise than known."""
    found = Case.objects.filter(order__in=refs, state__in=WORTH_A_NEW_OFFER)
    cases = _locked(found) if refs else []
    told, decided_by = verdicts_now(cases, now=now), _decided_by(cases)
    for case in cases:
        if told[case.order_id] != decided_by.get(case.pk, ""):
            _decide_anew(case, now, silently=case.history)


def lock_undecided(customer: str) -> list[Case]:
    """Lock the cases of this customer in which nothing was chosen yet."""
    found = Case.objects.filter(customer=customer, state__in=WORTH_A_NEW_OFFER, history=False)
    return _locked(found)


def decide_anew(cases: Sequence[Case], *, now: datetime) -> None:
    """Decide locked cases by what is known now; their page and the letter that waits say so."""
    for case in cases:
        _decide_anew(case, now)


def _decided_by(cases: Collection[Case]) -> dict[int, str]:
    """The verdict by which each of these cases was decided last."""
    latest = Decision.objects.filter(case__in=cases).order_by("case", "-number").distinct("case")
    return dict(latest.values_list("case", "facts__verdict"))


def decide_undecided(*, now: datetime, limit: int = 100) -> int:
    """Try again the cases that could not be decided; return how many are decided now."""
    decided = 0
    for number in Case.objects.filter(state=State.OPEN).values_list("pk", flat=True)[:limit]:
        with transaction.atomic():
            cases = _locked(Case.objects.filter(pk=number, state=State.OPEN))
            decided += sum(_decide_anew(case, now) for case in cases)
    return decided


def end_warning(case: Case, now: datetime) -> None:
    """What a customer was warned of is decided: go on about what broke, silently, or be over."""
    broken = case.order.promises.filter(state="broken").exclude(pk=case.promise_id)
    other = next((each for each in broken.order_by("-since") if not _is_within_case(each)), None)
    if other is None:
        _end(case, now)
        return
    note(action="came as warned", now=now, case=case, kind=other.failure_kind)
    case.promise, case.failure_kind = other, other.failure_kind
    case.save(update_fields=["promise", "failure_kind"])
    _decide_anew(case, now, silently=True)


def _open(new: Sequence[Case], now: datetime, *, silently: bool) -> list[Case]:
    """Store new cases as they were decided: one write for each record, none of them twice."""
    if not new:
        return []
    decided = decide_each(new, now=now)
    opened = Case.objects.bulk_create(new)
    note_all(action="case opened", now=now, cases=opened)
    note_all(
        action="could not be decided", now=now, cases=[c for c in opened if c.state == State.OPEN]
    )
    for made in store_offers(decided, now=now):
        tell(
            made.case, "offer", decision=made.decision, now=now, first=made.offer, silently=silently
        )
    return opened


def _take_in(case: Case, failure: Failure, now: datetime, *, silently: bool) -> None:
    """A further failure of an order whose case is open, as the case stands."""
    note(action="another failure", now=now, case=case, kind=failure.kind)
    if _is_within_case(failure.promise):
        _not_as_agreed(case, failure, now, silently=silently)
        return
    by_event = failure.kind in _outright(failure.promise)
    same = case.promise_id == failure.promise_id
    if case.state == State.MENDED and by_event:
        _turn_to(case, failure)
        start_again(case, now, silently=silently)
    elif case.state in WORTH_A_NEW_OFFER and (same or failure.evidence):
        _turn_to(case, failure)
        _decide_anew(case, now, silently=silently)
    elif same and not by_event:
        case.failure_kind = failure.kind
        case.save(update_fields=["failure_kind"])


def _not_as_agreed(case: Case, failure: Failure, now: datetime, *, silently: bool) -> None:
    """The case stays about what went wrong first; how remedies end moves it where they end."""
    by_time = _kind(failure.promise).overdue == failure.kind
    if case.state == State.MENDING and by_time:
        agreed_time_passed(case, failure.promise, now=now, silently=silently)


def _kind(promise: Promise) -> PromiseKind:
    known = current_policy().declarations.promises.get(promise.kind)
    return known or PromiseKind(promise.kind, "")


def _is_within_case(promise: Promise) -> bool:
    return _kind(promise).within_case


def _outright(promise: Promise) -> Iterable[str]:
    """The failures that only an event can show, never the passing of time."""
    return _kind(promise).broken_by.values()


def _turn_to(case: Case, failure: Failure) -> None:
    case.promise, case.failure_kind = failure.promise, failure.kind
    case.save(update_fields=["promise", "failure_kind"])


def _turn_to_another(case: Case) -> bool:
    """Make another broken promise of the order the subject of the case, if there is one."""
    broken = case.order.promises.filter(state="broken").order_by("-since")
    other = next((each for each in broken if not _is_within_case(each)), None)
    if other is None:
        return False
    case.promise, case.failure_kind = other, other.failure_kind
    case.save(update_fields=["promise", "failure_kind"])
    return True


def _end(case: Case, now: datetime) -> None:
    case.state, case.state_at = State.CLOSED, now
    case.save(update_fields=["state", "state_at"])
    withdraw_letters(case)
    note(action="no longer broken", now=now, case=case)


def _decide_anew(case: Case, now: datetime, *, silently: bool = False) -> bool:
    """A new offer in place of the open one; a case that cannot be decided waits for it."""
    step = "changed" if case.state == State.OPEN and case.remedies.exists() else "offer"
    decided = decide_each([case], now=now)
    case.save(update_fields=DECIDED)
    note(action="decided anew" if decided else "could not be decided", now=now, case=case)
    for made in store_offers(decided, now=now):
        tell(case, step, decision=made.decision, now=now, silently=silently)
    return bool(decided)


def _failures(failure_ids: Sequence[int]) -> list[Failure]:
    rows = Failure.objects.filter(pk__in=failure_ids).order_by("at", "id")
    if len(failure_ids) <= TOGETHER:
        return list(rows.select_related("promise__order__customer"))
    return list(rows.prefetch_related("promise__order__customer"))


def _lock_orders(refs: set[str]) -> None:
    run(LOCK_ORDERS, as_names(sorted(refs)))


def _live_cases(refs: set[str]) -> dict[str, Case]:
    """The open cases of locked orders: none is opened meanwhile, and most orders have none."""
    if not run(ANY_LIVE, as_names(sorted(refs)), list(Case.LIVE)).fetchone():
        return {}
    cases = _locked(Case.objects.filter(order__in=refs, state__in=Case.LIVE))
    return {case.order_id: case for case in cases}


def _locked(cases: QuerySet[Case]) -> list[Case]:
    return list(
        cases.select_for_update(of=("self",))
        .select_related("order", "customer", "promise")
        .order_by("order_id")
    )


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
