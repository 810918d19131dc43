"""An agent on the telephone finds another point on the customer's way (R5, R6)."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from amends.app.actions.places.records import take_up_signs
from amends.app.ledger.models import Case, Choice, Journal
from tests.support.desk import member, signed_in, waiting
from tests.support.line import ANNA, event, send
from tests.support.street import in_the_street

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]

KEY = "other_point"


def in_town(**order: Any) -> Case:
    """Anna's case, and two points of the town that her offer does not hold."""
    case = waiting("A1", **order)
    send(in_the_street("SIDE", north=4), in_the_street("NEAR"), now=timezone.now())
    return case


def choose(case: Case, role: str = "agent", **posted: str) -> Any:
    offer = str(case.offers.latest("pk").pk)
    fields = {name.replace("__", "."): value for name, value in posted.items()}
    address = reverse("console:choose", args=[case.public_id])
    return signed_in(role).post(address, {"offer": offer, **fields})


def search(case: Case, start: str, end: str = "", **more: str) -> Any:
    return choose(case, find=KEY, other_point__start=start, other_point__end=end, **more)


def test_first_it_says_what_to_ask_in_both_languages():
    case = in_town(customer={**ANNA, "language": "ru"})
    address = reverse("console:choose", args=[case.public_id])
    text = signed_in("agent").get(address).content.decode()
    assert "Where would it suit you: near home" in text
    assert "Где вам было бы удобно" in text
    assert "I look for a point that hardly costs you a detour" in text


def test_the_points_on_the_way_are_named_the_least_detour_first():
    case = in_town()
    answer = search(case, "West Station", "East Station")
    assert answer.status_code == 200
    codes = [point.code for point in answer.context["elsewhere"].points]
    assert codes[:2] == ["NEAR", "SIDE"]
    text = answer.content.decode()
    assert "I have found a point for you: Shop NEAR. Right on your way. Open day and night." in text
    assert "West Station" in text
    assert 'data-map="map-data"' in text


def test_the_customer_hears_it_in_their_language_the_agent_reads_their_own():
    answer = search(in_town(customer={**ANNA, "language": "mn"}), "West Station")
    point = answer.context["elsewhere"].points[0]
    assert point.lines != point.said
    assert answer.context["elsewhere"].own.language == "en"
    assert answer.context["elsewhere"].theirs.language == "mn"


def test_a_place_that_is_not_found_is_asked_for_again():
    case = in_town()
    answer = search(case, "Nowhere at all", "East Station")
    assert "I do not find “Nowhere at all”." in answer.content.decode()
    assert not answer.context["elsewhere"].points
    assert "Where would it suit you" in search(case, "").content.decode()


def test_a_known_address_is_one_press():
    home = {"label": "home", "text": "Long Street"}
    case = in_town(customer={**ANNA, "addresses": [home]})
    answer = choose(case, find=f"{KEY}:0")
    assert answer.context["elsewhere"].start.text == "Long Street"
    assert choose(case, find=f"{KEY}:9").status_code == 200


def test_what_was_found_is_confirmed_and_chosen():
    case = in_town()
    answer = choose(case, option=KEY, other_point__point="NEAR")
    assert "Shop NEAR" in answer.content.decode()
    assert not Choice.objects.exists()
    choose(case, option=KEY, other_point__point="NEAR", confirmed="yes")
    assert Choice.objects.get().details["point"] == "NEAR"
    assert Case.objects.get().handled_by == member("agent")


def test_what_was_shown_of_the_chosen_point_is_kept_and_stands_in_the_journal():
    case = in_town(customer={**ANNA, "language": "ru"})
    told = search(case, "West Station", "East Station").context["elsewhere"].told
    answer = choose(case, option=KEY, other_point__point="SIDE", told=told)
    why = answer.context["chosen"].why
    assert any("off your way on foot" in line for line in why)
    assert any(line.startswith("Your parcel is there ") for line in why)
    assert "в сторону от пути" in answer.content.decode()
    choose(case, option=KEY, other_point__point="SIDE", told=told, confirmed="yes")
    shown = Journal.objects.get(action="chosen").detail["shown"]
    assert (shown["mode"], shown["near"], shown["by"]) == ("walk", False, "roads")
    assert "Station" not in str(shown)
    page = signed_in("agent").get(reverse("console:case", args=[case.public_id])).content.decode()
    journal = page[page.index('<ol class="journal">') :]
    assert "Shown" in journal
    assert why[0] in journal


@pytest.mark.parametrize("told", ["", "made:up", "x" * 100])
def test_what_we_did_not_sign_is_not_kept(told: str):
    case = in_town()
    choose(case, option=KEY, other_point__point="NEAR", told=told, confirmed="yes")
    assert "shown" not in Journal.objects.get(action="chosen").detail


def test_what_is_full_by_now_is_not_chosen():
    case = in_town()
    send(event("point.counted", "NEAR", free=0), now=timezone.now())
    answer = choose(case, option=KEY, other_point__point="NEAR", confirmed="yes")
    assert answer.status_code == 409
    assert not Choice.objects.exists()


def why(case: Case, text: str) -> Any:
    return choose(case, why=KEY, other_point__why=text)


def test_why_a_point_is_left_out_is_said_in_both_languages():
    case = in_town(customer={**ANNA, "language": "ru"})
    send(event("point.counted", "NEAR", free=0), now=timezone.now())
    send(event("point.said_to_fail", "SIDE"), now=timezone.now())
    take_up_signs(now=timezone.now())
    [full] = why(case, "NEAR").context["why_not"]
    assert (full.reasons, full.said) == (["It is full."], ["Он переполнен."])
    text = why(case, "SIDE").content.decode()
    assert "Customers came there in vain lately" in text
    assert (
        "This is the point where the parcel was to be fetched." in why(case, "P1").content.decode()
    )
    assert "No such points" in why(case, "there is none").content.decode()


def test_a_point_with_an_open_incident_is_said_not_to_work_now():
    case = in_town(customer={**ANNA, "language": "mn"})
    for code in ("P1", "SIDE"):
        send(event("point.said_to_fail", code), now=timezone.now())
    take_up_signs(now=timezone.now())
    now_out = "It is not working now. Customers came there in vain lately"
    [own], [side] = (why(case, code).context["why_not"] for code in ("P1", "SIDE"))
    assert own.reasons[0] == "This is the point where the parcel was to be fetched."
    assert own.reasons[1].startswith(now_out)
    assert side.reasons[0].startswith(now_out)
    assert side.said[0].startswith("Одоо ажиллахгүй байна.")
    for each in (own, side):
        assert not any("not shown yet" in reason for reason in each.reasons)


def test_a_point_without_reasons_against_it_can_be_chosen_at_once():
    answer = why(in_town(), "Shop NEAR")
    assert [each.reasons for each in answer.context["why_not"]] == [[]]
    assert "Nothing is against it: it can be chosen." in answer.content.decode()


def test_where_nothing_suits_it_is_counted_why_and_said_what_would_help():
    case = in_town()
    send(event("point.counted", "NEAR", free=0), now=timezone.now())
    send(event("point.said_to_fail", "SIDE"), now=timezone.now())
    send(in_the_street("FAR", north=100), now=timezone.now())
    take_up_signs(now=timezone.now())
    answer = search(case, "West Station", "East Station")
    looked = answer.context["elsewhere"]
    assert not looked.points
    assert looked.why_none[0].startswith("Points near enough: 2.")
    assert set(looked.why_none[1:3]) == {"full: 1", "failing, so nobody is sent there: 1"}
    assert any(line.startswith("Farther off: ") and "FAR" in line for line in looked.would)
    assert "Why nothing suits" in answer.content.decode()


def test_an_address_that_is_searched_stands_in_no_link_and_no_log(caplog: pytest.LogCaptureFixture):
    case = in_town()
    answer = search(case, "Long Street")
    assert "Long" not in answer.request["QUERY_STRING"]
    assert "Long Street" not in caplog.text


def test_the_streets_of_the_map_are_for_staff_only():
    address = reverse("console:streets", kwargs={"zoom": 0, "x": 0, "y": 0})
    assert signed_in("agent").get(address).json()["type"] == "FeatureCollection"
    assert signed_in("agent").get(address.replace("/0/0/0/", "/3/99/0/")).status_code == 404
