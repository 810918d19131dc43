"""What happens to an order while it is being mended may make the remedy pointless (R4, R10)."""

from datetime import timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from amends.app.actions import remedies
from amends.app.actions.aftercare import staff_did
from amends.app.actions.choices import choose
from amends.app.actions.desk.doubts import doubt_of, list_doubts
from amends.app.actions.due import take_due
from amends.app.actions.links import make_token
from amends.app.connectors.shop import memory
from amends.app.connectors.shop.memory import MemoryShop
from amends.app.customer.progress import look_of, progress_of
from amends.app.ledger.models import Case, Message, Promise, Remedy
from amends.app.locale import Speech
from tests.support.desk import member
from tests.support.line import NOON, REACH, event, free_windows, order, points, send
from tests.support.mending import PATIENCE

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def overdue() -> Case:
    """The order should have been at Anna's home two days ago."""
    promise = {"kind": "delivered_by", "due": "2026-11-18"}
    send(order(fulfilment="home", point=None, promises=[promise]))
    return Case.objects.get()


def chosen(case: Case, option: str = "bring_home") -> Case:
    window = {"window": free_windows(case)[-1]} if option == "bring_home" else {}
    choose(
        offer=case.offers.latest("pk"),
        option=option,
        details={"address": "Main street 1", **window, **REACH},
        now=NOON,
        by="customer",
    )
    return Case.objects.get(pk=case.pk)


def main(case: Case) -> Remedy:
    return case.remedies.get(is_gesture=False)


def accepted(case: Case) -> Case:
    remedies.attempt(main(case).pk, now=NOON, shop=MemoryShop([memory.accept]), patience=PATIENCE)
    return case


def comes(case: Case, type_: str) -> Case:
    send(event(type_, case.order_id, at=NOON + HOUR), now=NOON + HOUR)
    return Case.objects.get(pk=case.pk)


def options(case: Case) -> list[str]:
    return [option["key"] for option in case.offers.latest("pk").body["options"]]


def test_what_is_planned_for_an_order_that_came_is_stopped_and_never_begun():
    case = comes(chosen(overdue()), "parcel.delivered")
    remedy, shop = main(case), MemoryShop()
    assert (remedy.state, remedy.overtaken_by) == ("cancelled", "parcel.delivered")
    assert remedies.attempt(remedy.pk, now=NOON + 2 * HOUR, shop=shop) == "cancelled"
    assert shop.deeds == []
    actions = set(case.journal.values_list("action", flat=True))
    assert {"remedy overtaken", "remedy cancelled"} <= actions


def test_the_case_is_decided_anew_in_the_same_round_by_what_is_true_now():
    case = comes(chosen(overdue()), "parcel.delivered")
    assert (case.state, case.round, case.failure_kind) == ("offered", 1, "late")
    assert options(case)[0] == "delivery_price_back"
    assert Promise.objects.get(kind="remedy_by").state == "open"
    take_due(now=NOON + 2 * HOUR)
    assert Promise.objects.get(kind="remedy_by").state == "withdrawn"


def test_the_customer_is_told_in_one_letter_and_on_the_page():
    case = comes(chosen(overdue()), "parcel.delivered")
    letter = Message.objects.get(case=case, step="changed")
    assert "“We bring it to you” is no longer needed" in letter.body
    assert not Message.objects.filter(case=case, state="waiting").exclude(pk=letter.pk).exists()
    page = Client().get(f"/c/{make_token(case, now=timezone.now(), days=14)}/").content.decode()
    assert "We stopped this before it was begun: “We bring it to you”" in unescape(page)


def test_the_policy_says_why():
    case = comes(chosen(overdue()), "parcel.delivered")
    decision = case.decisions.get(facts__news="parcel.delivered")
    assert {"table": "pointless", "rule": "it_came"}.items() <= decision.fired[-2].items()


def test_an_order_called_off_has_nothing_left_to_bring():
    promise = {"kind": "ready_at_point_by", "due": "2026-11-30"}
    send(points("P1", "P2"), order(promises=[promise]))
    send(event("visit.point_closed", "A1", point="P1", at=NOON - HOUR))
    case = comes(chosen(Case.objects.get()), "order.called_off")
    assert (main(case).state, case.failure_kind) == ("cancelled", "called_off")
    assert options(case)[0] == "money_back"


def test_money_that_was_chosen_is_wanted_whatever_comes():
    case = comes(chosen(overdue(), "money_back"), "parcel.delivered")
    assert (case.state, main(case).state, main(case).overtaken_by) == ("mending", "planned", "")


def test_the_right_thing_is_sent_though_the_wrong_one_is_reported_late():
    send(order(fulfilment="home", point=None), event("item.wrong", "A1"))
    case = comes(chosen(Case.objects.get(), "send_again"), "parcel.delivered")
    assert (case.state, main(case).state) == ("mending", "planned")


def test_what_is_under_way_goes_to_a_persons_list_until_its_end_is_known():
    case = comes(accepted(chosen(overdue())), "parcel.delivered")
    later = NOON + HOUR
    assert (case.state, main(case).state) == ("mending", "accepted")
    assert [each.pk for each in list_doubts("overtaken", now=later).rows] == [main(case).pk]
    assert doubt_of(main(case), now=later) == "overtaken"
    remedies.shop_reported(remedy_key=str(main(case).key), done=True, detail="", now=later)
    assert not list_doubts("overtaken", now=later).rows
    assert Case.objects.get().state == "mended"


def test_the_page_says_that_the_order_is_with_them_and_calls_nothing_late():
    case = accepted(chosen(overdue()))
    before = look_of(case)
    case = comes(case, "order.handed_over")
    assert look_of(case) != before
    for later in (NOON + HOUR, NOON + 240 * HOUR):
        told = progress_of([main(case)], Speech("en", ZoneInfo("UTC"), later))
        assert (told.look, told.status) == ("ok", "The order is with you.")
    remedies.shop_reported(remedy_key=str(main(case).key), done=True, detail="", now=NOON + HOUR)
    told = progress_of([main(case)], Speech("en", ZoneInfo("UTC"), NOON + HOUR))
    assert (told.stage, told.status) == (3, "Done.")


def test_a_person_finds_that_it_was_not_done_and_no_remedy_has_failed():
    case = comes(accepted(chosen(overdue())), "parcel.delivered")
    remedies.settle_by_hand(
        main(case), done=False, detail="rang them", by=member("agent"), now=NOON + HOUR
    )
    case.refresh_from_db()
    assert (main(case).state, case.state, case.round) == ("cancelled", "open", 1)


def test_what_staff_do_by_hand_is_theirs_to_finish_whatever_comes():
    case = comes(chosen(overdue(), "person_calls"), "parcel.delivered")
    staff_did(remedy=main(case), by=member("agent"), now=NOON + HOUR)
    assert Case.objects.get().state == "mended"
