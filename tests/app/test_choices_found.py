"""A point found since the offer was made can be chosen; one with reasons against, never."""

from datetime import timedelta
from typing import Any

import pytest

from amends.app.actions import phrases
from amends.app.actions.choices import agreed_by, check, choose
from amends.app.actions.places.holds import Taken
from amends.app.ledger.models import Journal, Offer, Point
from amends.core.choices import option_of
from amends.core.errors import BadChoice
from tests.support.line import NOON, closed_point, event, points, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer() -> Offer:
    """The offer holds P2, P3 and P4; P5 lies farther away."""
    return closed_point().offers.get()


def pick(offer: Offer, code: str, **more: Any) -> Any:
    return choose(
        offer=offer, option="other_point", details={"point": code}, now=NOON, by="customer", **more
    )


def codes(offer: Offer) -> list[str]:
    return [point["code"] for point in offer.body["possible"]["points"]]


def described(code: str, **more: Any) -> None:
    known = next(each for each in points("P1", "P2", "P3", "P4", "P5") if each["subject"] == code)
    send(event("point.described", code, at=NOON, **{**known["data"], **more}))


def test_a_point_that_was_found_is_chosen_with_what_was_shown_of_it(offer: Offer) -> None:
    assert "P5" not in codes(offer)
    choice = pick(offer, "P5", shown={"detour_seconds": 120})
    assert choice.details == {"point": "P5"}
    assert phrases.where(offer, choice.details) == "Point P5, Side street 4"
    assert Journal.objects.get(action="chosen").detail["shown"] == {"detour_seconds": 120}


@pytest.mark.parametrize("code", ["P3", "P5"])
@pytest.mark.parametrize("why", [{"open": False}, {"hours": "nobody knows"}])
def test_what_has_a_reason_against_it_is_not_chosen_and_a_new_offer_is_made(
    offer: Offer, code: str, why: dict[str, Any]
) -> None:
    described(code, **why)
    with pytest.raises(Taken):
        pick(offer, code)
    assert code not in codes(Offer.objects.latest("pk"))
    assert Offer.objects.count() == 2


def test_the_point_where_the_parcel_waits_and_an_unknown_one_are_refused(offer: Offer) -> None:
    with pytest.raises(Taken):
        pick(offer, "P1")
    with pytest.raises(BadChoice) as refused:
        check(offer, "other_point", {"point": "P9"}, now=NOON)
    assert refused.value.code == "point_not_on_offer"


def test_it_is_agreed_for_when_the_parcel_is_there(offer: Offer) -> None:
    usual = agreed_by(
        offer.case, option_of(offer.body, "other_point") or {}, {"point": "P5"}, now=NOON
    )
    leg = {
        "from": "point/P1",
        "to": "point/P5",
        "cut_off": "14:00",
        "arrives_at": "15:00",
        "time_zone": "Europe/Moscow",
        "days": 1,
    }
    send(event("leg.described", "L1", at=NOON - timedelta(days=1), **leg))
    choice = pick(offer, "P5")
    tomorrow_at_three = NOON + timedelta(hours=27)
    assert choice.due_at == tomorrow_at_three != usual
    check(Offer.objects.get(pk=offer.pk), "other_point", {"point": "P3"}, now=NOON)


def test_a_point_is_called_as_it_is_stored_or_by_its_code(offer: Offer) -> None:
    assert phrases.point_name(offer, "P5") == "Point P5, Side street 4"
    Point.objects.filter(code="P5").update(name="Corner shop", address="")
    assert phrases.point_name(offer, "P5") == "Corner shop"
    assert phrases.point_name(offer, "P9") == "P9"
