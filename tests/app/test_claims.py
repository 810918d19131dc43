"""What customers say is held against the record, decided by it, and always answered (R18, R19)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from amends.app.actions.claims.taking import take_up_claims
from amends.app.actions.record import receive
from amends.app.ledger.models import Case, Claim, Event, Finding, Message
from tests.support.feed import event, placed

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PLACED_AT = "2026-11-21T10:00:00Z"


def hear(*events: dict[str, Any]) -> None:
    receive([placed(at=PLACED_AT), *events], now=NOW)
    while take_up_claims(now=NOW):
        pass


def claimed(claim: str, **data: Any) -> dict[str, Any]:
    at = data.pop("at", "2026-11-22T09:00:00Z")
    return event("customer.claimed", at=at, claim=claim, text="…", language="en", **data)


def found() -> Finding:
    return Finding.objects.latest("id")


def only_case() -> Case:
    return Case.objects.select_related("promise").get()


def test_an_order_of_yesterday_is_no_order_of_a_week_ago() -> None:
    hear(claimed("ordered_on", ordered_on="2026-11-13"))
    assert found().verdict == "contradicted"
    quoted = {piece["kind"] for piece in found().evidence}
    assert quoted == {"order_log"}
    case = only_case()
    assert (case.failure_kind, case.state) == ("complaint", Case.State.OFFERED)
    facts = case.decisions.latest("number").facts
    assert (facts["verdict"], facts["failure"]) == ("contradicted", "complaint")
    options = case.offers.latest("id").body["options"]
    assert next(option["key"] for option in options).startswith("look_again")
    assert not any(float(option["amount"] or 0) for option in options)


def test_what_nobody_can_refute_is_recorded_as_the_customer_reports_it() -> None:
    hear(
        event("parcel.delivered", at="2026-11-22T08:00:00Z"),
        claimed("got_broken", item="lamp", at="2026-11-22T09:30:00Z"),
    )
    assert found().verdict == "unconfirmed"
    claim = Claim.objects.get()
    assert claim.shows is not None
    assert (claim.shows.type, claim.shows.source) == ("item.damaged", "amends")
    assert claim.shows.data["reported_by"] == "customer"
    case = only_case()
    assert case.failure_kind == "damaged_item"
    assert case.decisions.latest("number").facts["verdict"] == "unconfirmed"


def test_the_same_said_twice_is_one_failure() -> None:
    hear(
        event("parcel.delivered", at="2026-11-22T08:00:00Z"),
        event("item.damaged", at="2026-11-22T09:00:00Z", item="lamp", reported_by="customer"),
        claimed("got_broken", item="lamp", at="2026-11-22T09:30:00Z"),
    )
    assert Event.objects.filter(type="item.damaged").count() == 1
    assert Claim.objects.filter(shows__type="item.damaged").count() == 2
    assert only_case().failure_kind == "damaged_item"


def test_a_complaint_that_breaks_no_promise_is_answered_all_the_same() -> None:
    hear(claimed("treated_so"))
    case = only_case()
    assert case.failure_kind == "complaint"
    options = case.offers.latest("id").body["options"]
    assert [option["remedy"] for option in options] == ["person_calls"]


def test_the_record_is_looked_at_once_and_what_came_of_it_stays() -> None:
    said = claimed("ordered_on", ordered_on="2026-11-13")
    hear(said)
    hear(said)
    assert Claim.objects.count() == Finding.objects.count() == Case.objects.count() == 1


def test_a_claim_waits_for_its_order() -> None:
    receive([claimed("treated_so")], now=NOW)
    assert take_up_claims(now=NOW) == 0
    receive([placed(at=PLACED_AT)], now=NOW)
    assert take_up_claims(now=NOW) == 1
    assert only_case().failure_kind == "complaint"


def test_a_claim_of_an_unknown_kind_waits_for_a_person_and_is_answered() -> None:
    hear(claimed("was_abducted"))
    assert Claim.objects.get().state == Claim.State.UNREAD
    assert only_case().failure_kind == "complaint"


def test_nobody_is_told_of_what_a_history_brings() -> None:
    raw = [placed(at=PLACED_AT), claimed("ordered_on", ordered_on="2026-11-13")]
    receive(raw, now=NOW, as_of=NOW)
    while take_up_claims(now=NOW):
        pass
    assert only_case().history
    assert not Message.objects.exists()


def say(text: str, **data: Any) -> dict[str, Any]:
    return event("customer.claimed", at="2026-11-22T09:00:00Z", text=text, **data)


def test_free_words_are_read_and_held_like_any_claim() -> None:
    hear(say("Я заказал больше недели назад, и до сих пор ничего нет!", language="ru"))
    claim = Claim.objects.get()
    assert (claim.kind, claim.read["by"]) == ("ordered_on", "words")
    assert claim.fields["within"]["ordered_on"][0] is None
    assert found().verdict == "contradicted"


def test_an_honest_over_a_week_ago_is_no_contradiction() -> None:
    receive([placed(at="2026-10-20T10:00:00Z")], now=NOW)
    receive([say("I ordered over a week ago and still nothing!", language="en")], now=NOW)
    take_up_claims(now=NOW)
    assert Claim.objects.get().kind == "ordered_on"
    assert found().verdict != "contradicted"


def test_words_that_could_mean_anything_wait_for_a_person() -> None:
    hear(say("???", language="en"))
    assert Claim.objects.get().state == Claim.State.UNREAD
    assert only_case().failure_kind == "complaint"
