"""No more goes back than was paid, whoever pays it and however often the line starts (R23)."""

from datetime import timedelta
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from amends.app.actions.aftercare import answer, remedy_settled
from amends.app.actions.choices import choose
from amends.app.actions.links import make_token
from amends.app.actions.record import receive
from amends.app.ledger.models import Case, Journal, Message, Remedy
from amends.core.errors import BadChoice
from tests.support.desk import waiting
from tests.support.line import NOON, REACH, closed_point, event, order, points, send

pytestmark = pytest.mark.django_db


def offered(case: Case) -> dict[str, str]:
    """The amounts on offer by option."""
    body = case.offers.latest("pk").body
    return {option["key"]: option["amount"] for option in body["options"]}


def take(case: Case, option: str, **details: str) -> Case:
    offer = case.offers.latest("pk")
    choose(offer=offer, option=option, details=details, now=NOON, by="customer")
    return Case.objects.get(pk=case.pk)


def still_wrong(case: Case) -> Case:
    for remedy in case.remedies.filter(state="planned").order_by("-is_gesture"):
        remedy.state = Remedy.State.DONE
        remedy.save()
        remedy_settled(remedy, now=NOON)
    answer(
        case=case, solved=False, satisfied=1, recommends=False, comment="", now=NOON, by="customer"
    )
    return Case.objects.get(pk=case.pk)


def came_late(**data: Any) -> Case:
    promise = {"kind": "delivered_by", "due": "2026-11-18"}
    send(order(fulfilment="home", point=None, promises=[promise], **data))
    send(event("parcel.delivered", "A1"))
    return Case.objects.get()


def test_what_was_paid_back_for_the_delivery_is_taken_off_what_is_paid_back_later():
    case = came_late()
    assert offered(case) == {
        "delivery_price_back": "4.00",
        "take_back": "50.00",
        "person_calls": "",
    }
    case = still_wrong(take(case, "delivery_price_back"))
    assert offered(case) == {"person_calls": "", "take_back": "46.00"}
    assert case.decisions.latest("pk").facts["paid_back"] == "4.0000"


def test_the_delivery_price_is_not_offered_again_in_a_third_round_either():
    case = still_wrong(take(came_late(), "delivery_price_back"))
    case = still_wrong(take(case, "person_calls", **REACH))
    assert "delivery_price_back" not in offered(case)


def test_the_money_back_holds_the_delivery_already_and_no_gesture_comes_on_top():
    case = take(closed_point(), "money_back")
    assert [(r.kind, r.amount) for r in case.remedies.all()] == [("money_back", Decimal(50))]


def test_a_gesture_given_first_is_taken_off_the_money_back_in_the_next_round():
    case = still_wrong(take(closed_point(), "other_point", point="P2"))
    assert offered(case)["money_back"] == "46.00"


def test_what_the_shop_paid_back_itself_is_not_offered():
    send(order(fulfilment="home", point=None))
    send(event("refund.paid", "A1", amount="50.00"))
    promise = {"kind": "delivered_by", "due": "2026-11-25"}
    send(order("A2", fulfilment="home", point=None, promises=[promise]))
    send(event("refund.paid", "A2", amount="50.00"), event("order.called_off", "A2"))
    case = Case.objects.get(order="A2")
    assert offered(case) == {"person_calls": ""}
    assert case.decisions.latest("pk").facts["refunded"] is True


def test_a_part_that_the_shop_paid_back_is_taken_off():
    promise = {"kind": "delivered_by", "due": "2026-11-25"}
    send(order(fulfilment="home", point=None, promises=[promise]))
    send(event("refund.paid", "A1", amount="20.00"), event("order.called_off", "A1"))
    assert offered(Case.objects.get())["money_back"] == "30.00"


def test_the_shops_word_that_our_own_remedy_was_paid_is_not_counted_twice():
    case = take(came_late(), "delivery_price_back")
    key = str(case.remedies.get().key)
    at = NOON + timedelta(minutes=1)
    send(event("refund.paid", "A1", at=at, amount="4.00", remedy=key), now=at)
    assert offered(still_wrong(case))["take_back"] == "46.00"


def test_money_that_went_back_after_the_offer_was_made_is_not_paid_again():
    """A history load brings it, which moves no offer: it is looked at once more at the choice."""
    case = closed_point()
    receive([event("refund.paid", "A1", amount="50.00")], now=NOON, as_of=NOON)
    with pytest.raises(BadChoice) as refused:
        take(case, "money_back")
    assert (refused.value.code, Remedy.objects.count()) == ("offer_replaced", 0)
    assert "money_back" not in offered(case)
    assert Journal.objects.filter(case=case, action="decided anew").exists()
    assert take(case, "person_calls", **REACH).state == "mending"


def test_an_open_offer_is_made_anew_as_soon_as_money_goes_back():
    """Who looks at the page sees what is left, not what was left in the morning."""
    case = closed_point()
    send(event("refund.paid", "A1", amount="20.00"))
    assert offered(case)["money_back"] == "30.00"
    assert (case.decisions.count(), Message.objects.filter(case=case).count()) == (2, 1)


def test_an_open_offer_stands_when_what_we_paid_ourselves_is_reported():
    case = still_wrong(take(came_late(), "delivery_price_back"))
    decisions = case.decisions.count()
    key = str(case.remedies.get(kind="delivery_price_back").key)
    send(event("refund.paid", "A1", amount="4.00", remedy=key))
    assert case.decisions.count() == decisions


def test_an_overdue_refund_is_paid_as_it_was_promised():
    send(points("P1"), order())
    due = (NOON - timedelta(days=1)).isoformat()
    at = NOON - timedelta(days=2)
    send(event("refund.promised", "A1", at=at, amount="5.00", due=due))
    case = Case.objects.get()
    assert case.failure_kind == "refund_overdue"
    assert offered(case) == {"money_back": "5.00", "person_calls": ""}


@pytest.mark.parametrize(
    ("currency", "total", "delivery", "amount"),
    [
        ("JPY", "5000", "333", "167"),
        ("KWD", "12.345", "1.005", "0.503"),
        ("EUR", "50", "3", "1.50"),
    ],
)
def test_amounts_have_the_digits_of_their_currency(currency, total, delivery, amount):
    promise = {"kind": "delivered_by", "due": "2026-11-18"}
    money = {"currency": currency, "total": total, "delivery_price": delivery}
    send(order(fulfilment="post", point=None, promises=[promise], **money))
    body = Case.objects.get().offers.latest("pk").body
    assert body["gesture"]["amount"] == amount
    assert Decimal(offered(Case.objects.get())["money_back"]) == Decimal(total)


def test_the_page_says_on_top_of_what_the_gesture_does_not_come():
    case = waiting("A1")
    home = f"/c/{make_token(case, now=timezone.now(), days=14)}/"
    page = unescape(Client().get(home).content.decode())
    assert "Not on top of “Your money back”." in page
    assert "With every choice" not in page
    assert "delivery price" not in Client().get(f"{home}confirm/money_back/").content.decode()
