"""Somebody else asks, in the customer's words; the answer becomes the outcome."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from amends.app.actions.desk.script import words_to_say
from amends.app.ledger.models import Case, FollowUp, Outcome
from amends.core.wording import forbidden
from tests.support.desk import carried_out, chosen, member, signed_in, waiting
from tests.support.line import ANNA

pytestmark = pytest.mark.django_db


def _due(case: Case) -> FollowUp:
    FollowUp.objects.filter(case=case).update(due_at=timezone.now() - timedelta(minutes=1))
    return case.follow_ups.get()


def due(ref: str = "A1", *, by: str = "") -> FollowUp:
    """A follow-up that is due; the case was handled by the user of this name."""
    case = waiting(ref, customer={**ANNA, "id": f"C{ref}"})
    handler = member("manager", by) if by else None
    return _due(carried_out(chosen(case, by=handler)))


def page(client: Client, follow_up: FollowUp) -> str:
    return client.get(reverse("console:follow-up", args=[follow_up.pk])).content.decode()


def ask(client: Client, follow_up: FollowUp) -> FollowUp:
    client.post(reverse("console:ask", args=[follow_up.pk]))
    return FollowUp.objects.get(pk=follow_up.pk)


def say(client: Client, follow_up: FollowUp, **answer: str) -> int:
    return client.post(reverse("console:answer", args=[follow_up.pk]), answer).status_code


def test_who_is_due_stands_in_the_list_with_who_asks():
    due()
    text = signed_in("manager").get(reverse("console:follow-ups")).content.decode()
    assert "Anna" in text
    assert "Money back" in text


def test_the_one_who_handled_the_case_may_not_ask_and_is_told_why():
    follow_up, client = due(by="bolor"), signed_in("manager", "bolor")
    assert "somebody else asks" in page(client, follow_up)
    assert ask(client, follow_up).asked_by is None
    assert ask(signed_in("manager", "tuya"), follow_up).asked_by == member("manager", "tuya")


def test_a_question_that_the_tables_give_to_a_manager_is_not_for_an_agent():
    follow_up, client = due(), signed_in("agent")
    assert "another role" in page(client, follow_up)
    assert ask(client, follow_up).asked_by is None


def test_two_do_not_call_the_same_customer():
    follow_up = ask(signed_in("manager", "tuya"), due())
    client = signed_in("manager", "bolor")
    assert "Somebody else is asking" in page(client, follow_up)
    assert ask(client, follow_up).asked_by == member("manager", "tuya")


def test_a_yes_becomes_the_outcome():
    client = signed_in("manager")
    follow_up = ask(client, due())
    say(client, follow_up, solved="yes", satisfied="4", recommends="yes", comment="Fine now")
    outcome = Outcome.objects.get()
    assert (outcome.solved, outcome.satisfied, outcome.recommends) == (True, 4, True)
    assert (outcome.comment, outcome.by) == ("Fine now", "manager")
    assert Case.objects.get().state == "solved"


def test_a_no_starts_the_line_again():
    client = signed_in("manager")
    follow_up = ask(client, due())
    say(client, follow_up, solved="no")
    outcome, case = Outcome.objects.get(), Case.objects.get()
    assert (outcome.solved, outcome.satisfied, outcome.recommends) == (False, None, None)
    assert (case.state, case.round) == ("offered", 2)


def test_nobody_answers_for_a_customer_they_did_not_ask():
    client = signed_in("manager")
    follow_up = due()
    assert say(client, follow_up, solved="yes") == 302
    assert not Outcome.objects.exists()


@pytest.mark.parametrize("answer", [{}, {"solved": "maybe"}, {"solved": "yes", "satisfied": "6"}])
def test_an_answer_that_is_none_is_asked_for_again(answer: dict[str, str]):
    client = signed_in("manager")
    follow_up = ask(client, due())
    assert say(client, follow_up, **answer) == 400
    assert not Outcome.objects.exists()


def test_the_words_are_in_the_customers_language_and_never_what_must_not_be_said():
    for language in ("en", "ru", "mn"):
        case = waiting(language, customer={**ANNA, "id": language, "language": language})
        follow_up = _due(carried_out(chosen(case)))
        now = timezone.now()
        script = words_to_say(follow_up, by=member("manager"), language="en", now=now)
        whole = " ".join([*script.lines, script.thanks, script.go_on])
        assert script.language == language
        assert not forbidden(whole, language)
        assert "Anna" in script.lines[0]


def test_the_number_of_queries_does_not_grow_with_the_customers():
    client = signed_in("manager")
    due("A1")
    few = queries(client)
    for ref in ("A2", "A3", "A4"):
        due(ref)
    assert queries(client) == few <= 10


def queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("console:follow-ups"))
    return len(captured)
