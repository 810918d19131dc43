"""What the policy says beyond remedies: the law, who says yes first, claims, what staff may do."""

import json
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from html import unescape
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amends.app.actions import remedies, rulebooks
from amends.app.actions.aftercare import NotNow, remedy_settled
from amends.app.actions.choices import choose
from amends.app.actions.links import make_token
from amends.app.actions.policy import forget_policy
from amends.app.actions.record import receive
from amends.app.actions.situations import gather
from amends.app.console import shapes
from amends.app.ledger.models import Case, Journal, Offer
from amends.core import circumstances
from amends.policies import ALWAYS_RIGHT
from amends.simulate import Settings, simulate_town
from tests.support.desk import chosen, member, signed_in, waiting
from tests.support.line import NOON, closed_point, event, order, send

pytestmark = pytest.mark.django_db


def placed(ref: str = "A1", *, where: str = "", **data) -> None:
    """An order for home delivery; ``where`` is the code of the country whose law applies."""
    described: dict[str, Any] = {"name": "Shop", "time_zone": "Europe/Moscow", "currency": "RUB"}
    if where:
        send(event("location.described", "here", jurisdiction=where, **described))
        data["location"] = "here"
    send(order(ref, fulfilment="home", point=None, **data))


def late(ref: str = "A1", *, days: int = 2, where: str = "", **data) -> Case:
    """An order that was to come some days before noon and has not."""
    due = (NOON - timedelta(days=days, hours=1)).isoformat()
    placed(ref, where=where, promises=[{"kind": "delivered_by", "due": due}], **data)
    return Case.objects.get(order=ref)


def facts(case: Case):
    found = Case.objects.select_related("order", "customer", "promise").get(pk=case.pk)
    return gather([found], now=NOON)[case.order_id].situation


def body(case: Case):
    return case.offers.latest("pk").body


def option(case: Case, remedy: str):
    return next(each for each in body(case)["options"] if each["remedy"] == remedy)


def page(case: Case) -> str:
    link = f"/c/{make_token(case, now=timezone.now(), days=14)}/"
    return unescape(Client().get(link).content.decode())


@pytest.fixture
def always_right() -> Iterator[None]:
    rulebooks.publish(rulebooks.read_draft(ALWAYS_RIGHT), by="Ann", now=timezone.now())
    yield
    forget_policy()


@pytest.mark.parametrize(
    ("reported_by", "verdict"),
    [(None, "confirmed"), ("customer", "unconfirmed"), ("staff", "unconfirmed")],
)
def test_what_only_somebody_says_is_unconfirmed(reported_by, verdict):
    placed()
    said = {"reported_by": reported_by} if reported_by else {}
    send(event("item.wrong", "A1", got="a chair", **said))
    assert facts(Case.objects.get()).verdict == verdict


def test_the_passing_of_time_is_shown_by_the_record_itself():
    found = facts(late())
    assert (found.verdict, found.conduct, found.contradicted_claims) == ("confirmed", "usual", 0)
    assert (found.decided_on, found.in_stock, found.kitchen_open) == (NOON.date(), None, None)


@pytest.mark.parametrize(
    ("where", "law"),
    [("RU", "RU"), ("DE", "EU"), ("GB", "UK"), ("MN", "none"), ("BR", "other"), ("", "none")],
)
def test_the_law_is_that_of_the_place_where_it_is_switched_on(where, law):
    assert facts(late(where=where)).jurisdiction == law


def test_worth_is_by_rough_rates_and_unknown_where_there_is_none():
    assert facts(late(total="5000", currency="RUB")).worth == Decimal(50)
    assert facts(late("A2", total="5000", currency="XAU")).worth is None


def test_who_controls_the_step_that_went_wrong_is_said_by_whose_leg_it_was():
    assert facts(late()).controls == "shop"
    send(event("parcel.handed_to_carrier", "A1", at=NOON - timedelta(days=2)))
    assert facts(Case.objects.get()).controls == "shop"
    assert facts(Case.objects.get()).caused == "warehouse"
    in_time = late("A2")
    send(event("parcel.handed_to_carrier", "A2", at=NOON - timedelta(days=3)))
    assert facts(in_time).controls == "partner"
    assert facts(in_time).caused == "carrier"


def test_rights_by_law_stand_on_the_page_and_say_that_they_are_no_advice():
    case = late(where="RU")
    assert "ru_23_1_money" in [right["rule"] for right in body(case)["rights"]]
    text = page(case)
    assert "by law you may have your money back" in text
    assert "it is no legal advice" in text
    assert "no legal advice" not in page(late("A2"))


def overdue_refund(days: int = 5) -> Case:
    """Money that was to be back some whole days before noon."""
    placed(where="RU", total="1000.00", currency="RUB")
    due = (NOON - timedelta(days=days, hours=1)).isoformat()
    told = NOON - timedelta(days=days + 2)
    send(event("refund.promised", "A1", at=told, amount="400.00", due=due))
    return Case.objects.get()


def test_what_the_law_adds_is_said_comes_with_every_choice_and_is_no_part_of_the_price():
    case = overdue_refund(days=5)
    assert [(due["kind"], due["amount"]) for due in body(case)["dues"]] == [("penalty", "50.00")]
    assert "by law" in page(case)
    offer = case.offers.latest("pk")
    choose(offer=offer, option="money_back", details={}, now=NOON, by="customer")
    penalty = case.remedies.get(kind="penalty")
    assert (penalty.amount, penalty.is_gesture, penalty.who) == (Decimal(50), True, "shop")
    assert facts(case).paid_back == Decimal(400)


def test_a_great_sum_waits_for_the_manager_and_begins_with_their_yes():
    case = chosen(waiting("A1", total="9000.00"))
    remedy = case.remedies.get()
    assert (remedy.approver, remedy.next_attempt_at) == ("manager", None)
    assert "A person of ours looks at it first." in page(case)
    shown = signed_in("manager").get(reverse("console:doubts"), {"kind": "to_approve"})
    assert "A1" in shown.content.decode()
    with pytest.raises(NotNow, match="manager"):
        remedies.approve(remedy, by=member("engineer"), now=timezone.now())
    given = {"deed": "approve", "confirmed": "yes"}
    signed_in("manager").post(reverse("console:settle", args=[remedy.key]), given)
    remedy.refresh_from_db()
    assert remedy.approver == ""
    assert remedy.next_attempt_at is not None
    assert Journal.objects.filter(case=case, action="remedy approved", actor="manager").exists()
    with pytest.raises(NotNow, match="nobody"):
        remedies.approve(remedy, by=member("manager"), now=timezone.now())


def test_the_time_for_a_yes_is_counted_in_and_a_call_needs_none():
    small, great = waiting("A1"), waiting("A2", total="9000.00")
    hours = {case: Decimal(option(case, "bring_home")["hours"]) for case in (small, great)}
    assert hours[great] - hours[small] == 8
    lead = {case: body(case)["possible"]["delivery"]["lead_hours"] for case in (small, great)}
    assert lead[great] - lead[small] == 8
    assert option(great, "bring_home")["approver"] == "manager"
    assert option(great, "person_calls")["approver"] == ""
    assert "Our manager confirms it first" in page(great)


def contradicted() -> Case:
    """A claim that the record contradicts: nobody finds that yet, so it is said here."""
    original = circumstances.verdict
    with patch.object(circumstances, "verdict", lambda *_, **__: "contradicted"):
        placed()
        send(event("item.wrong", "A1", reported_by="customer"))
    assert circumstances.verdict is original
    return Case.objects.get()


def test_a_contradicted_claim_gets_no_money_but_the_record_and_somebody_who_hears_it():
    case = contradicted()
    made = body(case)
    assert [each["remedy"] for each in made["options"]] == ["look_again"]
    assert (made["gesture"], made["dues"], made["rights"]) == (None, [], [])
    text = page(case)
    assert "What you told us and what we have recorded differ." in text
    assert "Do you see it otherwise?" in text
    assert "What happened" in text
    assert "This is our fault" not in text


def test_staff_see_on_the_case_what_they_may_do_on_their_own():
    client = signed_in("agent")
    shown = client.get(reverse("console:case", args=[waiting("A1").public_id])).content.decode()
    assert "On your own" in shown
    assert [shapes.money(amount, "EUR") in shown for amount in (5, 25)] == [True, True]


def test_no_gesture_comes_on_top_of_a_mere_call():
    case = closed_point()
    assert option(case, "bring_home")["gesture"]
    assert not option(case, "person_calls")["gesture"]


def test_a_situation_that_the_rulebook_does_not_know_ends_with_a_person_and_stops_nobody():
    due = (NOON - timedelta(days=2)).isoformat()
    promises = [{"kind": "delivered_by", "due": due}]
    home = {"fulfilment": "home", "point": None, "promises": promises}
    send(order("A1", kind="kiosk", **home), order("A2", **home))
    assert Case.objects.get(order="A1").state == "open"
    assert Case.objects.get(order="A2").state == "offered"
    assert Journal.objects.filter(case__order="A1", action="could not be decided").exists()
    assert "A1" in signed_in("agent").get(reverse("console:cases")).content.decode()


def test_a_round_that_cannot_be_decided_ends_with_a_person_too():
    case = chosen(closed_point(), "other_point")
    remedy = case.remedies.get(is_gesture=False)
    remedy.kind, remedy.state = "a remedy of former rules", "failed"
    remedy.save()
    remedy_settled(remedy, now=timezone.now())
    case.refresh_from_db()
    assert (case.state, case.round) == ("open", 2)
    assert Journal.objects.filter(case=case, action="could not be decided").exists()


@pytest.mark.usefixtures("always_right")
def test_the_other_stance_pays_without_asking():
    case = contradicted()
    assert body(case)["options"][0]["remedy"] == "money_back"
    assert case.decisions.get().rulebook == "always-right"


@pytest.mark.parametrize(("town", "law"), [("moscow", "ru_"), ("york", "uk_"), ("ulaanbaatar", "")])
def test_every_case_of_a_simulated_town_is_decided_under_its_law(town, law):
    settings = Settings(town=town, start=NOON - timedelta(days=14), until=NOON, orders=150)
    events = [json.loads(line) for batch in simulate_town(settings) for line in batch.events]
    receive(events, now=NOON)
    assert Case.objects.count() > 20
    assert not Case.objects.filter(state="open").exists()
    rights = {right["rule"][:3] for offer in Offer.objects.all() for right in offer.body["rights"]}
    assert rights == ({law} if law else set())
