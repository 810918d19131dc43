"""A chosen remedy is a promise of its own: no agreed time passes unseen (R4, R10)."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from amends.app.actions import remedies
from amends.app.actions.aftercare import staff_did, start_due_follow_ups
from amends.app.actions.choices import choose
from amends.app.actions.due import take_due
from amends.app.actions.links import make_token
from amends.app.actions.record import receive
from amends.app.connectors.answers import Answer
from amends.app.connectors.shop import RemedyRequest, memory
from amends.app.connectors.shop.memory import MemoryShop
from amends.app.ledger.models import Case, Failure, Journal, Message, Promise, Remedy
from tests.support.desk import carried_out, member, waiting
from tests.support.line import NOON, REACH, closed_point, event, free_windows, send
from tests.support.mending import PATIENCE

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
Behave = Callable[[MemoryShop, RemedyRequest], Answer]


def chosen(option: str, **details: str) -> Case:
    case = closed_point()
    choose(offer=case.offers.latest("pk"), option=option, details=details, now=NOON, by="customer")
    return Case.objects.get(pk=case.pk)


def to_be_brought() -> Case:
    """Anna chose to have it brought tomorrow, 19 to 21."""
    window = next(each for each in free_windows(closed_point()) if each.startswith("2026-11-21T19"))
    case = Case.objects.get()
    details = {"address": "Main street 1", "window": window}
    choose(
        offer=case.offers.latest("pk"),
        option="bring_home",
        details=details,
        now=NOON,
        by="customer",
    )
    return Case.objects.get()


def main(case: Case) -> Remedy:
    return case.remedies.filter(is_gesture=False).latest("pk")


def promise() -> Promise:
    return Promise.objects.get(kind="remedy_by")


def attempt(case: Case, *behaviour: Behave, now: datetime = NOON) -> str:
    shop = MemoryShop(list(behaviour))
    return remedies.attempt(main(case).pk, now=now, shop=shop, patience=PATIENCE)


def time_passes(case: Case) -> datetime:
    due_at = main(case).due_at
    assert due_at is not None
    take_due(now=due_at + HOUR)
    return due_at + HOUR


def options(case: Case) -> list[str]:
    return [option["key"] for option in case.offers.latest("pk").body["options"]]


def test_it_is_due_at_the_end_of_the_chosen_window():
    to_be_brought()
    assert (promise().state, promise().made_by) == ("open", "amends")
    assert promise().due_at == datetime.fromisoformat("2026-11-21T21:00:00+03:00")


def test_it_is_due_after_the_hours_that_were_stated():
    """ "We call within four hours" is due at the full hour after them, by day."""
    chosen("person_calls", **REACH)
    assert promise().due_at == NOON + timedelta(hours=5)


def test_it_is_kept_when_the_remedy_is_done():
    case = to_be_brought()
    assert attempt(case) == "done"
    take_due(now=NOON + timedelta(seconds=5))
    assert (promise().state, promise().since) == ("kept", main(case).state_at)


def test_it_is_kept_by_what_a_person_did_by_hand():
    case = chosen("person_calls", **REACH)
    staff_did(remedy=main(case), by=member("agent"), now=NOON + HOUR)
    take_due(now=NOON + 2 * HOUR)
    assert (promise().state, promise().since) == ("kept", NOON + HOUR)


def test_another_remedy_of_the_same_order_does_not_keep_it():
    case = to_be_brought()
    gesture = case.remedies.get(is_gesture=True)
    send(event("remedy.done", "A1", remedy=str(gesture.key)))
    time_passes(case)
    assert promise().failure_kind == "remedy_overdue"


def test_the_mere_passing_of_the_time_breaks_it_in_the_same_case_and_never_in_a_second_one():
    case = to_be_brought()
    time_passes(case)
    assert (promise().state, promise().failure_kind) == ("broken", "remedy_overdue")
    assert list(Failure.objects.values_list("kind", flat=True)) == [
        "point_closed",
        "remedy_overdue",
    ]
    assert Case.objects.get().failure_kind == "point_closed"


def test_what_was_not_begun_is_stopped_and_offered_anew_with_one_honest_word():
    case = to_be_brought()
    now = time_passes(case)
    case.refresh_from_db()
    assert (case.state, case.round, case.urgency) == ("offered", 2, 100)
    assert case.remedies.get(is_gesture=False).state == "cancelled"
    assert options(case) == ["person_calls", "bring_home", "other_point", "money_back"]
    [letter] = Message.objects.filter(case=case, round=2)
    assert "We agreed on a time with you and did not keep it." in letter.body
    assert letter.due_at == datetime.fromisoformat("2026-11-22T08:00:00+03:00")
    assert case.decisions.latest("number").facts["overdue"] == "not_begun"
    assert case.journal.filter(action="agreed time passed").count() == 1
    take_due(now=now + HOUR)
    assert Message.objects.filter(case=case, round=2).count() == 1
    assert promise().failure_kind == "remedy_overdue"


def test_what_is_under_way_is_not_begun_twice_but_owned_and_put_before_staff():
    case = to_be_brought()
    attempt(case, memory.accept)
    time_passes(case)
    case.refresh_from_db()
    assert (case.state, case.round, case.urgency) == ("mending", 1, 100)
    assert main(case).state == "accepted"
    letter = Message.objects.get(case=case, step="overdue")
    assert "We agreed on a time with you and did not keep it. This is our fault." in letter.body
    assert "“We bring it to you”, today, 21 November, 19:00–21:00" in letter.body
    assert letter.due_at == datetime.fromisoformat("2026-11-22T08:00:00+03:00")


def test_the_page_owns_it_as_long_as_it_is_not_done():
    case = to_be_brought()
    attempt(case, memory.accept)
    time_passes(case)
    page = Client().get(f"/c/{make_token(case, now=timezone.now(), days=14)}/").content.decode()
    assert "We did not keep the time we agreed on." in page
    assert "We had agreed on this time with you and did not keep it." in page


def test_a_call_that_nobody_made_is_still_owed():
    case = chosen("person_calls", **REACH)
    time_passes(case)
    case.refresh_from_db()
    assert (case.state, main(case).state, case.urgency) == ("mending", "planned", 100)
    assert Message.objects.filter(case=case, step="overdue").count() == 1


def test_what_is_done_later_than_agreed_is_late_and_the_case_goes_on_from_there():
    case = to_be_brought()
    attempt(case, memory.accept)
    later = time_passes(case)
    remedies.shop_reported(remedy_key=str(main(case).key), done=True, detail="", now=later)
    take_due(now=later + HOUR)
    case.refresh_from_db()
    assert (case.state, promise().failure_kind) == ("mended", "remedy_late")
    assert Case.objects.count() == 1


def test_what_is_reported_late_but_was_done_in_time_is_kept():
    case = to_be_brought()
    attempt(case, memory.accept)
    later = time_passes(case)
    done = event("remedy.done", "A1", at=NOON + HOUR, remedy=str(main(case).key))
    receive([done], now=later)
    take_due(now=later + HOUR)
    assert promise().state == "kept"


def test_what_failed_for_good_is_broken_and_goes_on_as_ever():
    case = to_be_brought()
    attempt(case, memory.refuse)
    take_due(now=NOON + HOUR)
    case.refresh_from_db()
    assert (case.state, case.round) == ("offered", 2)
    assert promise().failure_kind == "remedy_failed"
    assert not Journal.objects.filter(action="agreed time passed").exists()


def test_the_promise_of_a_solved_case_opens_none_anew():
    case = to_be_brought()
    attempt(case, memory.accept)
    later = time_passes(case)
    Case.objects.update(state="solved")
    remedies.shop_reported(remedy_key=str(main(case).key), done=True, detail="", now=later)
    take_due(now=later + HOUR)
    assert (Case.objects.count(), promise().failure_kind) == (1, "remedy_late")


def test_who_is_to_be_visited_is_not_asked_before_the_window_even_if_the_shop_says_done_early():
    case = to_be_brought()
    attempt(case, memory.carry_out)
    case.refresh_from_db()
    window = main(case).details["window"]
    start, end = (datetime.fromisoformat(each) for each in window.split("/"))
    assert start > NOON
    assert (case.state, main(case).state) == ("mended", "done")
    assert case.follow_ups.get().due_at == end + timedelta(minutes=5)
    assert start_due_follow_ups(now=start) == 0


def test_the_page_does_not_say_done_before_the_window_but_the_customer_may():
    case = waiting()
    window = free_windows(case, now=timezone.now() + timedelta(days=1))[0]
    details = {"address": "Main street 1", "window": window}
    offer = case.offers.latest("pk")
    choose(offer=offer, option="bring_home", details=details, now=timezone.now(), by="customer")
    carried_out(case)
    link = f"/c/{make_token(case, now=timezone.now(), days=14)}/"
    page = Client().get(link).content.decode()
    assert "Everything is arranged. The agreed time is still to come." in page
    assert "We are on it" in page
    assert "It is done" not in page
    Client().post(f"{link}answer/", {"solved": "yes"})
    case.refresh_from_db()
    assert case.state == "solved"
