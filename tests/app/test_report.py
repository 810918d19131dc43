"""The report: what it counts, as JSON and for a person, now and as of any day."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from click.testing import CliRunner, Result

from amends.app.actions.record import receive
from amends.app.ledger.models import Case, Choice, FollowUp, Offer, Outcome, Remedy
from amends.cli import main
from tests.support.feed import event, placed
from tests.support.line import NOON, closed_point

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("booted")]

KEYS = [
    "orders",
    "promises",
    "failures",
    "responsibility",
    "cases",
    "remedies",
    "follow_ups",
    "money",
    "kindness",
    "time_spent",
]
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def run(*options: str) -> Result:
    result = CliRunner().invoke(main, ["report", *options])
    assert result.exit_code == 0, result.output
    return result


def report(*options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("--json", *options).output)
    return found


def story() -> None:
    receive(
        [
            placed("kept", kind="online"),
            event("parcel.delivered", "kept", at="2026-11-12T10:00:00Z"),
            placed("late", due="2026-11-12", kind="online"),
            event("parcel.delivered", "late", at="2026-11-14T10:00:00Z"),
            placed("open", kind="store", at="2026-11-20T10:00:00Z"),
        ],
        now=NOW,
    )


def test_an_empty_record_says_what_to_do_next() -> None:
    assert "amends load events" in run().output
    found = report()
    assert list(found) == KEYS
    assert found["orders"] == {"total": 0}
    assert all(isinstance(section, dict) for section in found.values())


def test_orders_promises_and_failures_are_counted() -> None:
    story()
    found = report()
    assert found["orders"] == {"total": 3, "online": 2, "store": 1}
    assert found["promises"] == {"delivered_by": {"broken": 1, "kept": 1, "open": 1}}
    assert found["responsibility"] == {"late": {"carrier": 1}}
    assert found["failures"] == {"late": 1}
    assert found["cases"] == {"offered": 1}


def test_an_overdue_order_that_came_is_counted_once() -> None:
    receive([placed(due="2026-11-12")], now=NOW)
    assert report()["failures"] == {"undelivered": 1}
    receive([event("parcel.delivered")], now=NOW)
    assert report()["failures"] == {"late": 1}


@pytest.mark.parametrize(
    ("day", "total", "promises", "failures"),
    [
        ("2026-11-09", 0, {}, {}),
        ("2026-11-10", 2, {"open": 2}, {}),
        ("2026-11-12", 2, {"kept": 1, "open": 1}, {}),
        ("2026-11-13", 2, {"kept": 1, "broken": 1}, {"undelivered": 1}),
        ("2026-11-14", 2, {"kept": 1, "broken": 1}, {"late": 1}),
        ("2026-11-14T09:00:00Z", 2, {"kept": 1, "broken": 1}, {"undelivered": 1}),
        ("2026-11-21", 3, {"kept": 1, "broken": 1, "open": 1}, {"late": 1}),
    ],
)
def test_any_day_can_be_reported(
    day: str, total: int, promises: dict[str, int], failures: dict[str, int]
) -> None:
    story()
    found = report("--as-of", day)
    assert found["orders"]["total"] == total
    assert found["promises"].get("delivered_by", {}) == promises
    assert found["failures"] == failures


def test_a_past_day_says_what_it_is_made_of() -> None:
    story()
    made_of = "as they were recorded then"
    assert made_of in run("--as-of", "2026-11-21").output
    assert made_of not in run().output


def test_a_day_before_everything_says_so() -> None:
    story()
    assert "No order was placed by" in run("--as-of", "2020-01-01").output


def test_the_bars_are_for_people() -> None:
    story()
    output = run().output
    assert "delivered_by" in output
    assert "█" in output
    assert "Money" in output


def chosen() -> Remedy:
    """A case whose customer chose their money back, which the shop bears."""
    case = closed_point()
    offer = Offer.objects.filter(case=case).latest("pk")
    choice = Choice.objects.create(offer=offer, option="refund", chosen_at=NOON, chosen_by="me")
    return Remedy.objects.create(
        case=case,
        choice=choice,
        kind="refund",
        amount="12.5000",
        currency="EUR",
        borne_by="shop",
        who="shop",
        planned_at=NOON,
        state_at=NOON,
    )


@pytest.mark.parametrize(("state", "paid"), [("planned", "0.00"), ("done", "12.50")])
def test_money_is_promised_and_paid_by_party(state: str, paid: str) -> None:
    remedy = chosen()
    Remedy.objects.filter(pk=remedy.pk).update(state=state)
    found = report()
    assert found["money"] == {"shop": {"EUR": {"promised": "12.50", "paid": paid}}}
    assert found["remedies"][remedy.kind] == {state: 1}
    assert "12.50" in run().output


def test_what_was_done_later_was_only_planned_then() -> None:
    remedy = chosen()
    Remedy.objects.filter(pk=remedy.pk).update(state="done", state_at=NOON + timedelta(hours=2))
    then = report("--as-of", (NOON + timedelta(hours=1)).isoformat())
    assert then["remedies"][remedy.kind] == {"planned": 1}
    assert then["money"]["shop"]["EUR"]["paid"] == "0.00"


def test_follow_ups_are_waiting_asked_and_answered() -> None:
    case = closed_point()
    times = {"due_at": NOON, "closes_at": NOON, "planned_at": NOON, "role": "manager", "case": case}
    FollowUp.objects.create(round=1, **times)
    FollowUp.objects.create(round=2, started_at=NOON, **times)
    FollowUp.objects.create(round=3, started_at=NOON, answered_at=NOON, **times)
    FollowUp.objects.create(round=4, started_at=NOON, answered_at=NOON, **times)
    Outcome.objects.create(case=case, round=3, solved=True, at=NOON, by="customer")
    found = report()["follow_ups"]
    assert found == {"waiting": 1, "asked": 1, "answered": 1, "unanswered": 1}


def test_cases_are_counted_as_they_were() -> None:
    case = closed_point()
    later = NOON + timedelta(hours=3)
    Case.objects.filter(pk=case.pk).update(state="solved", state_at=later)
    assert report()["cases"] == {"solved": 1}
    assert report("--as-of", (NOON + timedelta(hours=1)).isoformat())["cases"] == {"offered": 1}


def test_a_bad_date_is_refused() -> None:
    result = CliRunner().invoke(main, ["report", "--as-of", "soon"])
    assert (result.exit_code, "is not a date" in result.output) == (1, True)


def test_a_history_says_what_would_have_been_offered_and_what_it_would_cost() -> None:
    late = [
        placed(
            name,
            due="2026-11-12",
            at="2026-11-09T10:00:00Z",
            delivery_price="4.00",
            customer={"id": f"customer of {name}"},
        )
        for name in ("a", "b")
    ]
    came = event("parcel.delivered", "a", at="2026-11-14T10:00:00Z")
    receive([*late, came], now=NOW, as_of=NOW)
    found = report()
    assert found["cases"] == {"offered": 2}
    firsts = [offer.body["options"][0] for offer in Offer.objects.all()]
    for option in firsts:
        assert found["remedies"][option["remedy"]]["would_be_offered_first"] == 1
    with_them = [
        offer.body["gesture"]
        for offer in Offer.objects.all()
        if offer.body["gesture"] and offer.body["options"][0]["gesture"]
    ]
    assert sum(kind.get("would_come_on_top", 0) for kind in found["remedies"].values()) == len(
        with_them
    )
    cost = sum(float(each["amount"] or 0) for each in (*firsts, *with_them))
    would = [sums["would_cost"] for party in found["money"].values() for sums in party.values()]
    assert sum(map(float, would)) == cost >= 4
    assert report("--as-of", NOW.isoformat())["remedies"] == found["remedies"]
    assert report("--as-of", "2026-11-13")["remedies"] == {}
    assert "would_be_offered_first" in run().output
    assert "would_cost" in run().output


def test_of_live_cases_nothing_is_said_to_be_offered() -> None:
    closed_point()
    found = report()
    assert (found["remedies"], found["money"]) == ({}, {})
