"""Letters: one per case, step and round, in the customer's language, never at night (R2, R25)."""

import re
from datetime import timedelta

import pytest

from amends.app.actions.aftercare import answer, remedy_settled, start_due_follow_ups
from amends.app.actions.choices import choose
from amends.app.actions.letters import QuietHours, write_letter
from amends.app.actions.messages import send as send_message
from amends.app.actions.record import receive
from amends.app.connectors.messenger.memory import MemoryMessenger
from amends.app.ledger.models import Case, Message
from amends.core.wording import forbidden
from tests.support.line import ANNA, NOON, closed_point, event, free_windows, order, send

pytestmark = pytest.mark.django_db

ALWAYS = QuietHours(start=0, end=0)
NIGHT = QuietHours(start=22, end=8)


def letter(case: Case, step: str = "offer") -> Message:
    return Message.objects.get(case=case, step=step)


def case_in(language: str, **more: str) -> Case:
    customer = {**ANNA, "language": language, **more}
    send(order("A1", customer=customer), event("visit.parcel_not_found", "A1"))
    return Case.objects.get(order="A1")


def test_the_first_word_owns_it_says_what_can_be_done_and_leads_to_the_page() -> None:
    first = letter(closed_point())
    paragraphs = first.body.split("\n\n")
    assert paragraphs[0] == "Anna,"
    assert paragraphs[1].startswith("You came for your order")
    assert "This is our fault. We are sorry." in paragraphs[1]
    assert "• We bring it to you." in first.body
    assert "/c/" in first.body
    assert (first.channel, first.recipient, first.language) == ("email", "anna@example.test", "en")


@pytest.mark.parametrize(
    ("language", "words"),
    [("ru-RU", "Это наша вина."), ("mn", "Энэ бол бидний буруу."), ("de", "This is our fault.")],
)
def test_a_letter_is_in_the_customers_language_or_in_english(language: str, words: str) -> None:
    assert words in letter(case_in(language)).body


@pytest.mark.parametrize("language", ["en", "ru", "mn"])
def test_no_letter_says_what_must_never_be_said_or_names_a_partner(language: str) -> None:
    body = re.sub(r"https?://\S+", "", letter(case_in(language)).body)
    assert forbidden(body, language, ["Fastpost", "P1"]) == []


def test_a_repeat_makes_no_second_letter() -> None:
    case = closed_point(visits=2)
    again = write_letter(case=case, step="offer", now=NOON, link="x", quiet=ALWAYS)
    assert again is None
    assert Message.objects.filter(case=case, step="offer").count() == 1


def test_a_letter_that_still_waits_is_brought_up_to_date() -> None:
    assert "twice" in letter(closed_point(visits=2)).body


def test_a_letter_that_went_out_stays_as_it_was() -> None:
    case = closed_point()
    send_message(letter(case).pk, now=NOON, messenger=MemoryMessenger())
    body = letter(case).body
    send(event("visit.point_closed", "A1", point="P1"))
    assert letter(case).body == body


def test_a_letter_waits_for_the_customers_morning() -> None:
    case = case_in("mn", time_zone="Asia/Ulaanbaatar")
    Message.objects.all().delete()
    evening = NOON + timedelta(hours=6)  # eleven in the evening in Ulaanbaatar
    written = write_letter(case=case, step="offer", now=evening, link="x", quiet=NIGHT)
    assert written is not None
    assert written.due_at == evening + timedelta(hours=9)


def test_without_an_address_a_person_is_to_tell_of_the_offer_and_of_nothing_else() -> None:
    customer = {key: value for key, value in ANNA.items() if key != "email"}
    send(order("A1", customer=customer), event("visit.point_closed", "A1", point="P1"))
    case = Case.objects.get()
    message = letter(case, "offer")
    assert (message.state, message.channel, message.recipient) == ("to_tell", "phone", "")
    offer = case.offers.latest("pk")
    choose(offer=offer, option="money_back", details={}, now=NOON, by="customer")
    assert letter(case, "offer").state == "not_needed"
    assert not Message.objects.filter(step="mending").exists()


def test_the_confirmation_names_the_exact_action_where_and_when() -> None:
    case = closed_point()
    offer = case.offers.latest("pk")
    window = free_windows(case)[-1]
    details = {"address": "Main street 1", "window": window}
    choose(offer=offer, option="bring_home", details=details, now=NOON, by="customer")
    body = letter(case, "mending").body
    assert "We bring order A1 to you." in body
    assert "When: Monday, 23 November, 19:00–21:00." in body
    assert "Where: Main street 1." in body
    assert "the delivery price goes back" in body


def test_afterwards_the_customer_is_asked_and_a_no_brings_one_more_letter() -> None:
    case = closed_point()
    offer = case.offers.latest("pk")
    choose(offer=offer, option="money_back", details={}, now=NOON, by="customer")
    remedy = case.remedies.get(is_gesture=False)
    remedy.state = "done"
    remedy.save()
    remedy_settled(remedy, now=NOON)
    later = NOON + timedelta(minutes=5)
    start_due_follow_ups(now=later)
    assert "Is everything right now?" in letter(case, "done").body
    answer(
        case=case,
        solved=False,
        satisfied=None,
        recommends=None,
        comment="",
        now=later,
        by="customer",
    )
    again = letter(case, "again")
    assert again.round == 2
    assert "it is still not right" in again.body
    assert "A person who can decide on the spot" in again.body


def test_a_letter_that_is_written_anew_waits_as_long_as_the_new_one_has_to() -> None:
    """By night it waited for the morning; what saves a trip is sent at once (first_word)."""
    night = NOON + timedelta(hours=12)
    promise = {"kind": "delivered_by", "due": "2026-11-19"}
    send(order("A1", promises=[promise]), now=night)
    assert letter(Case.objects.get()).due_at > night
    send(event("visit.point_closed", "A1", at=night), now=night)
    assert letter(Case.objects.get()).due_at == night


def test_a_letter_that_waits_says_what_is_true_though_nobody_is_told_anything_new() -> None:
    case = closed_point()
    receive([event("visit.point_closed", "A1", point="P1")], now=NOON, as_of=NOON)
    assert "twice" in letter(case).body
    assert Message.objects.filter(case=case).count() == 1


def test_a_letter_that_went_out_is_not_followed_by_another_one_silently() -> None:
    case = closed_point()
    send_message(letter(case).pk, now=NOON, messenger=MemoryMessenger())
    receive([event("visit.point_closed", "A1", point="P1")], now=NOON, as_of=NOON)
    assert (case.decisions.count(), Message.objects.filter(case=case).count()) == (2, 1)
