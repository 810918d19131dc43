"""Several claims about one order: what they tell is recorded once, and none goes unanswered."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest
from django.db import OperationalError, connection

from amends.app.actions.claims import taking
from amends.app.actions.claims.taking import take_up_claims
from amends.app.actions.claims.verdicts import verdicts_of
from amends.app.actions.record import receive
from amends.app.ledger.models import Case, Claim, Event, Finding
from tests.support.feed import event, placed

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
numbers = count()


def claimed(claim: str, *, at: str = "2026-11-22T09:00:00Z", **data: Any) -> dict[str, Any]:
    key = f"said-{next(numbers)}"
    return event("customer.claimed", key=key, at=at, claim=claim, text="…", language="en", **data)


def order() -> dict[str, Any]:
    return placed(at="2026-11-21T10:00:00Z", fulfilment="pickup_point", point="P1")


def hear(*events: dict[str, Any]) -> None:
    receive(list(events), now=NOW)
    while take_up_claims(now=NOW):
        pass


def derived() -> list[str]:
    return list(Event.objects.filter(source="amends").order_by("id").values_list("type", flat=True))


TWICE = [
    claimed("was_closed", came_at="2026-11-22T07:00:00Z"),
    claimed("was_closed", came_at="2026-11-22T07:20:00Z", at="2026-11-22T09:10:00Z"),
]


@pytest.mark.parametrize("batches", [[TWICE], [[each] for each in TWICE]])
def test_one_visit_told_twice_is_one_visit(batches: list[list[dict[str, Any]]]) -> None:
    hear(order())
    for batch in batches:
        hear(*batch)
    assert derived() == ["visit.point_closed"]
    assert len(set(Claim.objects.values_list("shows", flat=True))) == 1
    assert Case.objects.get().promise.wasted_visits == 1


def test_a_complaint_beside_a_failure_does_not_take_the_case_over() -> None:
    hear(order(), claimed("got_broken"), claimed("treated_so", at="2026-11-22T09:10:00Z"))
    assert derived() == ["item.damaged"]
    assert Case.objects.get().failure_kind == "damaged_item"


def test_who_says_it_again_after_the_case_was_closed_is_answered() -> None:
    hear(order(), claimed("got_broken"))
    Case.objects.update(state=Case.State.CLOSED)
    hear(claimed("got_broken", at="2026-11-22T11:00:00Z"))
    assert derived() == ["item.damaged", "complaint.made"]
    assert Case.objects.exclude(state=Case.State.CLOSED).get().failure_kind == "complaint"


def test_nobody_comes_before_the_order_was_placed() -> None:
    hear(order(), claimed("was_closed", came_at="1971-01-01T00:00:00Z"))
    assert Event.objects.get(source="amends").time == datetime(2026, 11, 21, 10, tzinfo=UTC)


def test_what_was_confirmed_stays_so_when_it_is_said_again() -> None:
    hear(order(), *TWICE)
    first, second = Claim.objects.order_by("id")
    assert first.shows_id is not None and first.shows_id == second.shows_id
    confirmed = Finding.objects.create(claim=first, number=2, verdict="confirmed", made_at=NOW)
    Finding.objects.create(claim=second, number=2, verdict="unconfirmed", made_at=NOW)
    assert verdicts_of([first.shows_id]) == {first.shows_id: "confirmed"}
    assert confirmed.pk == Finding.objects.filter(claim=first).latest("number").pk


def test_what_gave_way_to_others_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    receive([order(), claimed("treated_so")], now=NOW)

    def gives_way(*_: Any, **__: Any) -> None:
        raise OperationalError("deadlock detected")

    with monkeypatch.context() as broken:
        broken.setattr(taking, "lead_on", gives_way)
        assert take_up_claims(now=NOW) == 0
    assert Claim.objects.get().state == Claim.State.WAITING
    assert take_up_claims(now=NOW) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_one_claim_each_record_one_visit() -> None:
    receive([order(), *TWICE], now=NOW)

    def take(_: int) -> int:
        try:
            return take_up_claims(now=NOW, at_most=1)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        taken = sum(workers.map(take, range(2)))
    while taken < 2:
        taken += take_up_claims(now=NOW)
    assert derived() == ["visit.point_closed"]
    assert Case.objects.count() == 1


def test_nobody_is_the_proof_of_their_own_words_under_another_order() -> None:
    other = placed("o2", at="2026-11-21T10:00:00Z", fulfilment="pickup_point", point="P1")
    third = placed("o3", at="2026-11-21T10:00:00Z", fulfilment="pickup_point", point="P1")
    closed = [
        event("visit.point_closed", ref, at="2026-11-22T07:05:00Z", reported_by="customer")
        for ref in ("o2", "o3")
    ]
    hear(order(), other, third, *closed, TWICE[0])
    assert Finding.objects.get(claim__event__type="customer.claimed").verdict == "unconfirmed"
