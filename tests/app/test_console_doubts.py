"""What hangs: seen, asked about, settled by a person after an explicit yes; never repeated."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from amends.app.connectors.answers import Kind
from amends.app.connectors.shop import shop_patience
from amends.app.ledger.models import Case, Journal, Remedy
from tests.support.desk import carried_out, chosen, signed_in, waiting
from tests.support.line import ANNA, free_windows

pytestmark = pytest.mark.django_db


def in_doubt(ref: str = "A1") -> Remedy:
    case = waiting(ref, visits=1, customer={**ANNA, "id": f"C{ref}"})
    carried_out(chosen(case), Kind.UNKNOWN)
    return case.remedies.get(is_gesture=False)


def dead() -> Remedy:
    """A remedy that was given up after the last try, and a case that was offered something new."""
    remedy = in_doubt()
    remedy.state = "planned"
    remedy.save()
    from amends.app.actions.remedies.record import lock, put

    put(lock(remedy.pk), "dead", now=timezone.now())
    return Remedy.objects.get(pk=remedy.pk)


def settle(client: Client, remedy: Remedy, deed: str, **more: str) -> Remedy:
    given = {"deed": deed, "confirmed": "yes", "detail": "the courier told me", **more}
    client.post(reverse("console:settle", args=[remedy.key]), given)
    return Remedy.objects.get(pk=remedy.pk)


def test_each_kind_of_doubt_is_listed():
    late = chosen(waiting("A2", customer={**ANNA, "id": "C9"}))
    ago = timezone.now() - timedelta(hours=1)
    Remedy.objects.filter(case=late).update(due_at=ago)
    in_doubt("A1")
    text = signed_in("engineer").get(reverse("console:doubts")).content.decode()
    for said in ("A1", "A2", "End unknown", "Not done in time", "as told"):
        assert said in text
    only = signed_in("engineer").get(reverse("console:doubts"), {"kind": "overdue"})
    assert "A1" not in only.content.decode()


def test_an_engineer_sees_the_remedy_and_not_the_customer():
    case = waiting("A1")
    window = free_windows(case, now=timezone.now())[0]
    agent = signed_in("agent")
    given = {
        "offer": str(case.offers.latest("pk").pk),
        "option": "bring_home",
        "bring_home.address": "Secret street 5",
        "bring_home.window": window,
        "confirmed": "yes",
    }
    agent.post(reverse("console:choose", args=[case.public_id]), given)
    carried_out(case, Kind.UNKNOWN)
    remedy = case.remedies.get(is_gesture=False)
    for role, sees in (("engineer", False), ("manager", True)):
        client = signed_in(role)
        pages = (
            client.get(reverse("console:doubts")),
            client.get(reverse("console:doubt", args=[remedy.key])),
        )
        text = "".join(page.content.decode() for page in pages)
        assert ("Secret street" in text) == sees
        assert ("Anna" in text) == sees


def test_nothing_is_done_without_a_yes():
    remedy = in_doubt()
    for deed in ("ask", "was_done", "was_not_done"):
        assert settle(signed_in("manager"), remedy, deed, confirmed="").state == "in_doubt"
    assert not Journal.objects.filter(actor="manager").exists()


def test_asking_waits_until_the_shop_can_surely_not_begin_any_more():
    remedy = in_doubt()
    acted = remedy.attempts.get(purpose="act").claimed_at
    asked = settle(signed_in("engineer"), remedy, "ask")
    assert asked.next_attempt_at == acted + shop_patience().lease
    assert Journal.objects.get(action="ask now").actor == "engineer"


def test_what_was_found_out_is_written_down_and_the_case_goes_on():
    remedy = settle(signed_in("manager"), in_doubt(), "was_done")
    assert (remedy.state, remedy.result["detail"]) == ("done", "the courier told me")
    assert Case.objects.get().state == "mended"


def test_what_was_not_done_leads_to_a_new_offer():
    assert settle(signed_in("manager"), in_doubt(), "was_not_done").state == "failed"
    assert Case.objects.get().state == "offered"


def test_what_was_given_up_may_be_tried_again_or_given_up_for_good():
    remedy = dead()
    assert settle(signed_in("engineer"), remedy, "requeue").state == "planned"
    assert Case.objects.get().state == "mending"


def test_give_up():
    assert settle(signed_in("engineer"), dead(), "give_up").state == "failed"


def test_a_deed_that_does_not_fit_changes_nothing():
    remedy = in_doubt()
    assert settle(signed_in("manager"), remedy, "requeue").state == "in_doubt"
    answer = signed_in("manager").post(
        reverse("console:settle", args=[remedy.key]), {"deed": "explode", "confirmed": "yes"}
    )
    assert answer.status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_remedies():
    client = signed_in("manager")
    in_doubt("A1")
    few = queries(client)
    for ref in ("A2", "A3", "A4"):
        in_doubt(ref)
    assert queries(client) == few <= 12


def queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("console:doubts"))
    return len(captured)


@pytest.mark.parametrize(
    ("kind", "state", "who"),
    [
        ("dead", "dead", "shop"),
        ("failed", "failed", "shop"),
        ("overdue", "planned", "shop"),
        ("by_hand", "planned", "agent"),
    ],
)
def test_a_gesture_that_was_promised_is_seen_whatever_became_of_the_case(kind, state, who):
    case = chosen(waiting("A1"), "other_point")
    days = timedelta(days=-1 if kind == "overdue" else 1)
    case.remedies.filter(is_gesture=True).update(
        state=state,
        who=who,
        due_at=timezone.now() + days,
        next_attempt_at=None if kind == "by_hand" else timezone.now(),
    )
    Case.objects.filter(pk=case.pk).update(state="solved")
    page = signed_in("manager").get(reverse("console:doubts"), {"kind": kind})
    assert "A1" in page.content.decode()


def failed_gesture() -> Remedy:
    case = chosen(waiting("A1"), "other_point")
    gesture = case.remedies.get(is_gesture=True)
    Remedy.objects.filter(pk=gesture.pk).update(state="failed", next_attempt_at=None)
    return Remedy.objects.get(pk=gesture.pk)


@pytest.mark.parametrize(("deed", "state"), [("given", "done"), ("not_given", "cancelled")])
def test_a_gesture_that_failed_for_good_is_settled_by_a_person_and_leaves_the_list(deed, state):
    gesture, client = failed_gesture(), signed_in("manager")
    shown = client.get(reverse("console:doubt", args=[gesture.key])).content.decode()
    assert "It was given otherwise" in shown
    settled = settle(client, gesture, deed, detail="with the next parcel")
    assert (settled.state, settled.result["detail"]) == (state, "with the next parcel")
    assert Journal.objects.filter(actor="manager", action=f"remedy {state}").exists()
    assert "A1" not in client.get(reverse("console:doubts")).content.decode()
    assert Case.objects.get().state == "mending"


def test_a_remedy_that_failed_is_not_settled_like_a_gesture():
    remedy = settle(signed_in("manager"), in_doubt(), "was_not_done")
    assert settle(signed_in("manager"), remedy, "given").state == "failed"
