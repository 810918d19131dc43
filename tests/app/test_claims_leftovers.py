"""No claim is lost: loads that are left, histories that come later, and faults of our own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amends.app.actions.cases import heard
from amends.app.actions.claims.left import take_up_left_loads
from amends.app.actions.claims.taking import take_up_claims
from amends.app.actions.loads import Item, Tally, alone, begin, finish, judge_named, read_in
from amends.app.actions.record import receive
from amends.app.ledger.models import Case, Claim, Finding, Load, Message
from tests.support.feed import event, placed

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def take_all(now: datetime = NOW) -> None:
    while take_up_claims(now=now):
        pass


def load_of(*events: dict[str, Any], now: datetime = NOW) -> Load:
    """A load whose process died when all was read and nothing judged."""
    load = begin(kind="events", name="history.jsonl", digest="d", as_of=None, now=now)
    items = [Item(number, each, 100) for number, each in enumerate(events, 1)]
    read_in(load, items, Tally(), now=now, name=str, say=lambda tally: None)
    return load


def ended(load: Load, now: datetime = NOW) -> None:
    judge_named(load, Tally(), now=now, say=lambda tally: None)
    finish(load, now=now)


def claimed(at: str = "2026-11-22T09:00:00Z", **data: Any) -> dict[str, Any]:
    return event("customer.claimed", at=at, **data)


def broken_reader(*_: object, **__: object) -> None:
    raise ZeroDivisionError


def test_what_a_left_load_says_is_taken_up() -> None:
    load_of(placed(at="2026-11-21T10:00:00Z"), claimed(claim="treated_so"))
    take_all()
    assert Claim.objects.get().state == Claim.State.LOADING
    assert take_up_left_loads(now=NOW + timedelta(hours=1)) == 0
    assert take_up_left_loads(now=NOW + 2 * DAY) == 1
    take_all(NOW + 2 * DAY)
    assert Claim.objects.get().state == Claim.State.HELD
    assert Case.objects.get().failure_kind == "complaint"


@pytest.mark.django_db(transaction=True)
def test_a_load_that_runs_is_not_left() -> None:
    load = load_of(placed(at="2026-11-21T10:00:00Z"), claimed(claim="treated_so"))
    with alone(load), ThreadPoolExecutor(1) as other:
        assert other.submit(elsewhere, NOW + 2 * DAY).result() == 0
    assert take_up_left_loads(now=NOW + 2 * DAY) == 1


def elsewhere(now: datetime) -> int:
    """The sweep in another process, with a connection of its own."""
    try:
        return take_up_left_loads(now=now)
    finally:
        connection.close()


def test_a_claim_is_looked_at_again_when_its_orders_history_is_there() -> None:
    """The courier's delivery is in the second half of the file."""
    order = placed(at="2026-11-18T10:00:00Z", customer={"id": "C", "name": "Anna Petrova"})
    delivered = event(
        "parcel.delivered", at="2026-11-20T10:00:00Z", signed=True, signed_by="Anna Petrova"
    )
    load = load_of(order)
    receive([claimed(claim="not_received")], now=NOW)
    take_all()
    assert Finding.objects.get().verdict == "confirmed"
    items = [Item(2, delivered, 100)]
    read_in(load, items, Tally(), now=NOW, name=str, say=lambda tally: None)
    ended(load)
    assert Claim.objects.get().again
    take_all()
    claim = Claim.objects.get()
    assert not claim.again
    assert [each.verdict for each in claim.findings.order_by("number")] == [
        "confirmed",
        "contradicted",
    ]


def test_a_load_that_says_nothing_new_of_a_claim_leaves_it() -> None:
    load = load_of(placed(at="2026-11-21T10:00:00Z"))
    receive([claimed(claim="ordered_on", ordered_on="2026-11-13")], now=NOW)
    take_all()
    ended(load)
    take_all()
    finish(load, now=NOW + DAY)
    assert not Claim.objects.get().again
    assert Finding.objects.count() == 1


def test_words_at_which_the_reader_breaks_wait_for_a_person_and_open_a_case(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("amends.core.claims.read_text", broken_reader)
    receive([placed(at="2026-11-21T10:00:00Z"), claimed(text="Where is it?")], now=NOW)
    take_all()
    claim = Claim.objects.get()
    assert (claim.state, claim.read["error"]) == (Claim.State.UNREAD, "ZeroDivisionError")
    assert Case.objects.get().failure_kind == "complaint"
    assert Message.objects.count() == 1


def test_the_latest_decisions_are_asked_for_at_once() -> None:
    def hear(*refs: str) -> None:
        receive([placed(ref, at="2026-11-21T10:00:00Z") for ref in refs], now=NOW)
        at = "2026-11-22T09:00:00Z"
        said = [event("customer.claimed", ref, at=at, claim="treated_so") for ref in refs]
        receive(said, now=NOW)
        take_all()

    hear("A-1")
    hear(*(f"B-{number}" for number in range(5)))
    few = queries(partial(heard, ["A-1"], now=NOW))
    assert queries(partial(heard, [f"B-{number}" for number in range(5)], now=NOW)) == few


def queries(act: Any) -> int:
    with CaptureQueriesContext(connection) as asked:
        act()
    return len(asked)
