"""What staff say in the customer's place is recorded as such, whichever door they take (R17)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amends.app.actions.aftercare import start_due_follow_ups
from amends.app.actions.links import make_token
from amends.app.ledger.models import Case, Choice, FollowUp, Journal, Outcome
from tests.support.desk import carried_out, chosen, member, signed_in, waiting

pytestmark = pytest.mark.django_db

YES, NO = {"solved": "yes"}, {"solved": "no"}


def door(case: Case, maker: str = "") -> str:
    """The address of the customer's page, by a link of ours or of a member of staff."""
    by = member("agent", maker) if maker else None
    return f"/c/{make_token(case, now=timezone.now(), days=14, maker=by)}/"


def money_back(client: Client, home: str) -> Choice:
    client.post(f"{home}choose/money_back/")
    draft = client.get(f"{home}confirm/money_back/").context["draft"]
    client.post(f"{home}confirm/money_back/", {"draft": draft})
    return Choice.objects.get()


def mended_by(name: str) -> Case:
    """A case that this member of staff handled, mended; its follow-up has started."""
    case = carried_out(chosen(waiting("A1"), by=member("agent", name)))
    start_due_follow_ups(now=timezone.now() + timedelta(days=1))
    return case


def test_a_choice_through_our_own_link_is_the_customers_word(client: Client):
    choice = money_back(client, door(waiting("A1")))
    assert (choice.chosen_by, Case.objects.get().handled_by) == ("customer", None)


def test_a_choice_through_a_link_that_staff_made_names_its_maker(client: Client):
    choice = money_back(client, door(waiting("A1"), "tuya"))
    assert choice.chosen_by == "customer via tuya"
    assert Case.objects.get().handled_by == member("agent", "tuya")
    assert Journal.objects.filter(action="chosen", actor="customer via tuya").exists()


def test_a_choice_in_the_browser_of_staff_names_who_is_signed_in():
    choice = money_back(signed_in("agent", "bat"), door(waiting("A1"), "tuya"))
    assert choice.chosen_by == "customer via bat"


def test_the_link_of_the_console_carries_its_maker(client: Client):
    case = waiting("A1")
    made = signed_in("agent", "tuya").post(reverse("console:link", args=[case.public_id]))
    token = made.content.decode().split("/c/")[1].split("/")[0]
    assert money_back(client, f"/c/{token}/").chosen_by == "customer via tuya"


def test_somebody_else_asks_when_the_choice_came_through_staff(client: Client):
    money_back(client, door(waiting("A1"), "tuya"))
    carried_out(Case.objects.get())
    assert FollowUp.objects.get().not_by == member("agent", "tuya")


@pytest.mark.parametrize("by_session", [True, False])
def test_who_handled_the_case_cannot_say_that_it_is_solved(by_session: bool, client: Client):
    case = mended_by("tuya")
    browser = signed_in("agent", "tuya") if by_session else client
    answered = browser.post(door(case, "" if by_session else "tuya") + "answer/", YES, follow=True)
    assert "Another of us asks you this" in answered.content.decode()
    assert not Outcome.objects.exists()
    assert Case.objects.get().state == "mended"


def test_that_it_is_still_wrong_is_believed_at_once(client: Client):
    client.post(door(mended_by("tuya"), "tuya") + "answer/", NO)
    assert (Outcome.objects.get().solved, Outcome.objects.get().by) == (False, "customer via tuya")
    assert Case.objects.get().state == "offered"


def test_another_members_link_brings_the_answer_and_the_console_says_through_whom(client: Client):
    case = mended_by("tuya")
    client.post(door(case, "bat") + "answer/", YES)
    assert Outcome.objects.get().by == "customer via bat"
    page = signed_in("manager").get(reverse("console:case", args=[case.public_id]))
    assert "the customer, through bat" in page.content.decode()


def test_the_customers_own_answer_needs_nobody(client: Client):
    client.post(door(mended_by("tuya")) + "answer/", YES)
    assert (Outcome.objects.get().by, Case.objects.get().state) == ("customer", "solved")
