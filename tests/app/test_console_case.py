"""One case: its whole line, and what staff may do in it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from amends.app.actions import choices
from amends.app.actions.aftercare import answer
from amends.app.actions.desk.line import WAY
from amends.app.actions.desk.whole import whole_case
from amends.app.actions.links import open_link
from amends.app.ledger.models import Case, Choice, Journal, Remedy
from tests.support.desk import carried_out, chosen, member, signed_in, waiting
from tests.support.line import ANNA, event, free_windows, send

pytestmark = pytest.mark.django_db


def page(client: Client, case: Case) -> str:
    return client.get(reverse("console:case", args=[case.public_id])).content.decode()


def choose(client: Client, case: Case, option: str, **more: str) -> tuple[int, str]:
    given = {"offer": str(case.offers.latest("pk").pk), "option": option, **more}
    response = client.post(reverse("console:choose", args=[case.public_id]), given)
    return response.status_code, response.content.decode()


def solved() -> Case:
    case = carried_out(chosen(waiting("A1"), by=member("agent")))
    answer(
        case=case,
        solved=True,
        satisfied=5,
        recommends=True,
        comment="Quick and kind",
        now=timezone.now(),
        by="manager",
    )
    return Case.objects.get(pk=case.pk)


def test_the_whole_line_stands_there_in_its_order():
    whole = whole_case(solved().public_id, now=timezone.now())
    kinds = [step.kind for step in whole.steps]
    assert list(dict.fromkeys(kinds)) == list(WAY)
    assert kinds.index("decision") < kinds.index("offer") < kinds.index("choice")
    assert kinds.index("choice") < kinds.index("remedy")
    assert kinds.index("failure") < kinds.index("case") < kinds.index("decision")


def test_the_page_shows_rules_reasons_facts_attempts_and_the_answer():
    text = page(signed_in("manager"), solved())
    for said in (
        "retail",
        "You may always have your money back.",
        "The facts as they were",
        "Wasted visits".lower(),
        "told to do it",
        "Quick and kind",
        "would recommend us",
        "Handled by",
        "blueberry muffin",
        "Main street 1",
    ):
        assert said in text, said


def test_what_a_customer_wrote_cannot_become_part_of_the_page():
    case = waiting("A1")
    now = timezone.now()
    send(event("customer.claimed", "A1", at=now, text="<script>alert(1)</script>"), now=now)
    text = page(signed_in("agent"), case)
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_the_number_of_queries_does_not_grow_with_the_line():
    case = waiting("A1")
    client = signed_in("agent")
    few = queries(client, case)
    case = carried_out(chosen(case))
    many = queries(client, case)
    assert many <= few + 1
    assert many <= 24


def queries(client: Client, case: Case) -> int:
    with CaptureQueriesContext(connection) as captured:
        page(client, case)
    return len(captured)


def test_earlier_cases_of_the_customer_are_named():
    waiting("A1")
    text = page(signed_in("agent"), waiting("A2"))
    assert reverse("console:case", args=[Case.objects.get(order="A1").public_id]) in text


def test_staff_choose_for_the_customer_only_after_the_exact_action_was_shown():
    case, client = waiting("A1"), signed_in("agent")
    status, text = choose(client, case, "money_back")
    assert status == 200
    assert "This is exactly what will be done" in text
    assert "We return €50" in text
    assert not Choice.objects.exists()
    status, _ = choose(client, case, "money_back", confirmed="yes")
    assert status == 302
    choice = Choice.objects.get()
    assert (choice.option, choice.chosen_by) == ("money_back", "agent")
    assert Case.objects.get(pk=case.pk).handled_by == member("agent")
    assert Journal.objects.filter(case=case, action="chosen", actor="agent").exists()


def test_address_and_window_are_asked_for_and_an_unknown_address_may_be_given():
    case, client = waiting("A1"), signed_in("agent")
    window = free_windows(case, now=timezone.now())[0]
    status, text = choose(client, case, "bring_home", **{"bring_home.window": window})
    assert (status, "An address is needed." in text) == (409, True)
    details = {"bring_home.window": window, "bring_home.known_address": "Main street 1"}
    assert "Main street 1" in choose(client, case, "bring_home", **details)[1]
    details["bring_home.address"] = "Work lane 9"
    choose(client, case, "bring_home", **details, confirmed="yes")
    assert Choice.objects.get().details == {"address": "Work lane 9", "window": window}


def test_who_is_to_call_sees_how_to_reach_the_customer():
    phone = "+7 000 000 00 07"
    case, client = waiting("A1", customer={**ANNA, "phone": phone}), signed_in("agent")
    form = client.get(reverse("console:choose", args=[case.public_id])).content.decode()
    assert f'value="{phone}"' in form
    assert phone in page(client, case)
    status, text = choose(client, case, "person_calls")
    assert (status, "How to reach the customer is needed." in text) == (409, True)
    details = {"person_calls.contact": "anna@work.test"}
    assert "anna@work.test" in choose(client, case, "person_calls", **details)[1]
    choose(client, case, "person_calls", **details, confirmed="yes")
    assert Remedy.objects.get(case=case, is_gesture=False).details["contact"] == "anna@work.test"
    assert page(client, case).count("<dd>anna@work.test</dd>") == 2


def test_a_choice_that_is_not_on_offer_or_of_a_replaced_offer_is_refused():
    case, client = waiting("A1"), signed_in("agent")
    assert choose(client, case, "points", confirmed="yes")[0] == 409
    assert choose(client, case, "money_back", confirmed="yes", offer="1")[0] == 409
    assert not Choice.objects.exists()


def test_nothing_is_chosen_where_nothing_is_offered():
    case, client = chosen(waiting("A1")), signed_in("agent")
    assert choose(client, case, "person_calls", confirmed="yes")[0] == 302
    assert Choice.objects.get().option == "money_back"
    assert client.get(reverse("console:choose", args=[case.public_id])).status_code == 302


def test_what_a_person_does_by_hand_is_marked_done_after_a_yes():
    case, client = chosen(waiting("A1"), "person_calls"), signed_in("manager")
    remedy = Remedy.objects.get(case=case, is_gesture=False)
    assert "I did this myself" in page(client, case)
    done = reverse("console:remedy-done", args=[remedy.key])
    client.post(done)
    assert Remedy.objects.get(pk=remedy.pk).state == "planned"
    client.post(done, {"confirmed": "yes"})
    assert Remedy.objects.get(pk=remedy.pk).state == "done"
    assert Case.objects.get(pk=case.pk).handled_by == member("manager")
    assert client.post(done, {"confirmed": "yes"}).status_code == 302


def test_a_fresh_link_opens_this_case_and_is_written_into_the_journal():
    case, client = waiting("A1"), signed_in("agent")
    text = client.post(reverse("console:link", args=[case.public_id])).content.decode()
    token = text.split("/c/")[1].split("/")[0]
    assert open_link(token, now=timezone.now()) == (case, member("agent").pk)
    [line] = Journal.objects.filter(case=case, action="link made")
    assert line.actor == "agent"
    assert token not in str(line.detail)


def test_nobody_gets_a_link_to_a_case_of_a_history_load():
    case, client = waiting("A1"), signed_in("agent")
    Case.objects.filter(pk=case.pk).update(history=True)
    assert client.post(reverse("console:link", args=[case.public_id])).status_code == 404


def test_quality_looks_and_cannot_touch():
    case = waiting("A1")
    text = page(signed_in("quality"), case)
    assert reverse("console:choose", args=[case.public_id]) not in text
    assert reverse("console:link", args=[case.public_id]) not in text


def test_times_and_money_are_in_the_language_of_the_reader():
    case, client = waiting("A1"), signed_in("agent")
    client.post(reverse("console:language"), {"language": "ru", "next": "/console/"})
    assert "50 €" in page(client, case).replace("\xa0", " ")


def test_chosen_points_and_languages_have_names_and_empty_details_no_label():
    case = waiting(customer={**ANNA, "language": "ru"})
    offer = case.offers.latest("pk")
    choices.choose(
        offer=offer, option="other_point", details={"point": "P2"}, now=timezone.now(), by="me"
    )
    case.remedies.filter(is_gesture=True).update(details={"what": ""})
    text = signed_in("agent").get(reverse("console:case", args=[case.public_id])).content.decode()
    assert "<dd>Point P2</dd>" in text
    assert "<dd>Russian</dd>" in text
    assert "<dt>What</dt>" not in text
