"""A contradicted claim: told kindly with the evidence, objected to, looked at by another (R18)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from amends.app.actions.choices import choose
from amends.app.actions.claims.answering import BadAnswer, NotYours, answer_objection
from amends.app.actions.claims.taking import take_up_claims
from amends.app.actions.record import receive
from amends.app.ledger.models import Case, Finding, Message, Objection, Remedy
from amends.core.wording import forbidden
from tests.support.desk import member, signed_in
from tests.support.feed import event, placed

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ANA = {"id": "c1", "name": "Ana", "email": "ana@example.test", "language": "en"}
CLAIM = {"claim": "ordered_on", "ordered_on": "2026-11-13", "text": "A week ago!"}


def contradicted(**claim: str) -> Case:
    """She ordered yesterday and says that it was long ago."""
    said = event("customer.claimed", at="2026-11-22T09:00:00Z", **{**CLAIM, **claim})
    receive([placed(at="2026-11-21T10:00:00Z", customer=ANA), said], now=NOW)
    while take_up_claims(now=NOW):
        pass
    return Case.objects.get()


def objected(case: Case, *, by: User | None = None) -> Objection:
    offer = case.offers.latest("id")
    [key] = [each["key"] for each in offer.body["options"] if each["remedy"] == "look_again"]
    choose(
        offer=offer,
        option=key,
        details={"contact": "+7 000 000 00 01"},
        now=NOW,
        by=by.get_username() if by else "customer",
        handled_by=by,
        words="Look at my bank statement",
    )
    return Objection.objects.get()


def answered(objection: Objection, verdict: str, by: User | None = None) -> Finding:
    reason = "We found your first order under another number."
    by = by or member("manager", "boss")
    return answer_objection(objection, verdict=verdict, reason=reason, by=by, now=NOW)


def test_the_letter_quotes_the_record_kindly_and_says_how_to_object() -> None:
    contradicted()
    letter = Message.objects.get(step="offer")
    assert letter.subject == "Order o1: what we found, and how to go on"
    assert "This order was placed: 21 November, " in letter.body
    assert "somebody who had no part in it looks at it again with you" in letter.body
    assert "our fault" not in letter.body
    assert forbidden(letter.body, "en", []) == []


def test_choosing_to_have_it_looked_at_again_is_an_objection_due_in_time() -> None:
    objection = objected(contradicted())
    assert objection.text == "Look at my bank statement"
    assert objection.finding.verdict == "contradicted"
    assert objection.due_at == Remedy.objects.get(kind="look_again").due_at
    assert (objection.made_by, objection.not_by) == ("customer", None)


def test_another_person_answers_it_never_who_had_a_part_in_it() -> None:
    agent = member("manager", "first")
    objection = objected(contradicted(), by=agent)
    assert objection.not_by == agent
    with pytest.raises(NotYours):
        answered(objection, "confirmed", agent)
    with pytest.raises(NotYours):
        answered(objection, "confirmed", member("agent"))
    with pytest.raises(BadAnswer):
        answer_objection(objection, verdict="confirmed", reason=" ", by=member("manager"), now=NOW)
    assert answered(objection, "confirmed").number == 2


def test_a_claim_that_is_contradicted_no_more_is_decided_anew() -> None:
    case = contradicted()
    finding = answered(objected(case), "confirmed")
    assert (finding.by, finding.number, finding.verdict) == ("boss", 2, "confirmed")
    case.refresh_from_db()
    assert (case.state, case.round) == (Case.State.OFFERED, 2)
    assert case.decisions.latest("number").facts["verdict"] == "confirmed"
    assert Remedy.objects.get(kind="look_again").state == "done"
    assert Objection.objects.get().answered_by == member("manager", "boss")


def test_a_visit_that_is_believed_now_breaks_its_promise() -> None:
    hours = {"name": "Point", "hours": "Mo-Su 09:00-21:00", "time_zone": "UTC"}
    receive([event("point.described", "P1", at="2026-11-01T10:00:00Z", **hours)], now=NOW)
    late = {"claim": "was_closed", "point": "P1", "came_at": "2026-11-21T23:30:00+00:00"}
    case = contradicted(**late)
    assert case.failure_kind == "complaint"
    answered(objected(case), "confirmed")
    case.refresh_from_db()
    assert (case.state, case.failure_kind) == (Case.State.OFFERED, "point_closed")
    assert case.decisions.latest("number").facts["verdict"] == "confirmed"


def test_a_finding_that_is_upheld_is_told_with_the_reason_and_where_else_to_turn() -> None:
    case = contradicted()
    answered(objected(case), "contradicted")
    case.refresh_from_db()
    assert case.state == Case.State.CLOSED
    letter = Message.objects.get(step="upheld")
    assert "We found your first order under another number." in letter.body
    assert "consumer protection authority" in letter.body
    assert not Message.objects.filter(step="done").exists()


def test_it_is_answered_once() -> None:
    objection = objected(contradicted())
    answered(objection, "confirmed")
    with pytest.raises(BadAnswer):
        answered(objection, "contradicted", member("manager", "third"))
    assert Finding.objects.count() == 2


def test_staff_write_down_the_customers_words_to_look_again() -> None:
    case = contradicted()
    address = reverse("console:choose", args=[case.public_id])
    agent = signed_in("agent", "olga")
    page = agent.get(address)
    assert "How was it? In the customer's words" in page.content.decode()
    offer = case.offers.latest("id")
    [key] = [each["key"] for each in offer.body["options"] if each["remedy"] == "look_again"]
    posted = {
        "offer": str(offer.pk),
        "option": key,
        f"{key}.contact": "+7 000 000 00 01",
        f"{key}.words": "The bank says the 13th",
    }
    shown = agent.post(address, posted).content.decode()
    assert "The bank says the 13th" in shown
    assert not Objection.objects.exists()
    agent.post(address, {**posted, "confirmed": "yes"})
    objection = Objection.objects.get()
    assert objection.text == "The bank says the 13th"
    with pytest.raises(NotYours):
        answered(objection, "contradicted", by=User.objects.get(username="olga"))
