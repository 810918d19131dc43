"""The case told in order from the record, in the customer's words and time (R10)."""

from datetime import timedelta

import pytest

from amends.app.actions import phrases
from amends.app.actions.cases import open_cases
from amends.app.actions.choices import choose
from amends.app.actions.due import find_due
from amends.app.actions.story import Moment, story_of
from amends.app.ledger.models import Case
from tests.support.line import ANNA, NOON, closed_point, event, order, send

pytestmark = pytest.mark.django_db


def told(case: Case, language: str = "en") -> list[Moment]:
    return list(story_of(case, speech=phrases.speech_for(case, now=NOON, language=language)))


def texts(case: Case, language: str = "en") -> list[str]:
    return [moment.text for moment in told(case, language)]


def test_both_wasted_visits_are_told_in_order() -> None:
    wrong = [moment for moment in told(closed_point(visits=2)) if moment.tone == "wrong"]
    assert [moment.text for moment in wrong] == [
        "You came to Point P1, and it was closed in its working hours."
    ] * 2
    assert wrong[0].at < wrong[1].at


def test_times_are_the_customers_own() -> None:
    customer = {**ANNA, "time_zone": "Asia/Ulaanbaatar"}
    send(order("A1", customer=customer), event("item.wrong", "A1"))
    moments = {moment.text: moment.when for moment in told(Case.objects.get())}
    assert moments["We gave you something other than what you ordered."] == "20 November, 17:00"


def test_it_begins_with_the_order_and_says_that_we_saw_it_ourselves() -> None:
    story = texts(closed_point())
    assert story[0] == "You ordered: Lamp."
    assert "We noticed it and got to work." in story


def test_details_of_an_event_are_told_where_there_are_any() -> None:
    send(order("A1"), event("item.wrong", "A1", expected="tea, no sugar", got="coffee"))
    assert "You ordered: tea, no sugar. We gave you: coffee." in texts(Case.objects.get())


def test_a_time_that_merely_passed_is_told_too() -> None:
    due = {"kind": "delivered_by", "due": (NOON - timedelta(hours=1)).isoformat()}
    send(order("A1", fulfilment="home", promises=[due]))
    open_cases(find_due(now=NOON), now=NOON)
    assert "We had promised your order by this time. It was not with you." in texts(
        Case.objects.get()
    )


def test_what_was_chosen_is_told_in_the_customers_language() -> None:
    case = closed_point()
    offer = case.offers.latest("pk")
    choose(offer=offer, option="money_back", details={}, now=NOON, by="customer")
    assert texts(case, "ru")[-1] == "Вы выбрали: «Вернём деньги»"
    assert texts(case, "mn")[-1] == "Таны сонголт: “Мөнгийг тань буцаана”"


def test_what_means_nothing_to_a_customer_is_left_out() -> None:
    send(order("A1"), event("parcel.scanned", "A1", place="Hub 7"), event("item.wrong", "A1"))
    assert not any("Hub 7" in text for text in texts(Case.objects.get()))
