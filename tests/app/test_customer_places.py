"""Where it would suit the customer: asked by POST, told in words, chosen, and agreed (R5, R10)."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from amends.app.actions.places import ground as grounds
from amends.app.customer import doors, places
from amends.app.ledger.models import Case, Choice, Journal
from tests.support.line import event, send
from tests.support.places_page import draw_town, page_of, stood_before_a_closed_point

pytestmark = pytest.mark.django_db
WAY = {"start": "Long street 1", "end": "Long street 28", "by": "walk"}


@pytest.fixture
def town(tmp_path: Path, settings: Settings) -> Iterator[None]:
    settings.AMENDS_MAP = str(draw_town(tmp_path / "town.osm.pbf"))
    settings.AMENDS_HOME = tmp_path
    grounds.ground.cache_clear()
    yield
    grounds.ground.cache_clear()


@pytest.fixture
def case() -> Case:
    return stood_before_a_closed_point(timezone.now())


@pytest.fixture
def home(case: Case) -> str:
    return page_of(case, now=timezone.now())


def find(client: Client, home: str, **fields: str) -> str:
    answer = client.post(f"{home}find/other_point/", fields)
    assert answer.status_code == 200
    return answer.content.decode()


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def listed(page: str) -> list[str]:
    return re.findall(r'data-point="([^"]+)"', page)


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"\s+value="([^"]*)"', page)
    return found[1] if found else ""


def drawn(page: str) -> Any:
    found = re.search(r'<script id="map-data"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


@pytest.mark.usefixtures("town")
def test_the_points_of_the_offer_come_first_and_nothing_is_asked(client: Client, home: str) -> None:
    page = client.get(f"{home}choose/other_point/").content.decode()
    assert len(listed(page)) == 3
    assert "Where would it suit you?" in page
    assert page.index("Which one suits you?") < page.index("Where would it suit you?")
    assert [point["label"] for point in drawn(page)["points"]] == ["1", "2", "3"]


@pytest.mark.usefixtures("town")
def test_points_on_the_way_are_told_with_their_reasons(client: Client, home: str) -> None:
    page = find(client, home, **WAY)
    assert listed(page)[:3] == ["P2", "P5", "P3"]
    said = words(page)
    assert "3 points suit you best" in said
    assert re.search(r"From Long street 1 to Long street 28, (?!today)\w+day, ", said)
    assert re.search(r"Your parcel is there (?!today)\w+day, [^,]+, by \d+:00", said)
    assert "Right on your way" in said
    assert re.search(r"\d+ minutes off your way on foot", said)
    assert "Open day and night" in said
    assert "handed over" not in said
    assert len(drawn(page)["way"]) > 2
    assert [end["title"] for end in drawn(page)["ends"]] == ["Long street 1", "Long street 28"]


@pytest.mark.usefixtures("town")
def test_one_known_address_is_enough_and_more_points_may_be_shown(
    client: Client, home: str
) -> None:
    page = find(client, home, ask="1")
    assert listed(page)[0] == "P5"
    assert re.search(r"Near Long street 28, (?!today)\w+day, ", words(page))
    assert re.search(r"\d+ minutes on foot, \d+ m", words(page))
    more = re.search(r'<form id="more".*?</form>', page, re.DOTALL)
    assert more
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', more[0]))
    assert set(listed(find(client, home, **fields))) == {"P2", "P3", "P4", "P5"}


@pytest.mark.usefixtures("town")
def test_near_here_is_what_the_browser_says(client: Client, home: str) -> None:
    page = find(client, home, ask="here", here="60.00900,25.01500")
    assert re.search(r"Near you, (?!today)\w+day, ", words(page))
    for wrong in ("", "95.0,25.0", "here", "60.1"):
        assert "Please tell us where you pass." in find(client, home, ask="here", here=wrong) or (
            "We do not find" in find(client, home, ask="here", here=wrong)
        )


@pytest.mark.usefixtures("town")
def test_of_two_streets_of_one_name_it_is_asked_which(client: Client, home: str) -> None:
    asked = find(client, home, start="Oak street 5", end="Long street 28")
    assert "Which “Oak street 5” do you mean?" in asked
    candidates, offered = listed(asked)[:2], listed(asked)[2:]
    assert len(offered) == 3
    assert [(each["key"], each["label"]) for each in drawn(asked)["points"]] == [
        (candidates[0], "A"),
        (candidates[1], "B"),
    ]
    picked = re.findall(r'name="start_is"\s+value="([^"]+)"', asked)
    assert len(picked) == 2
    page = find(
        client,
        home,
        start="Oak street 5",
        start_was="Oak street 5",
        start_is=picked[1],
        end="Long street 28",
    )
    assert "From Oak street 5 to Long street 28" in words(page)
    changed = find(client, home, start="Hilltop", start_was="Oak street 5", start_is=picked[1])
    assert "Near Hilltop" in words(changed)


@pytest.mark.usefixtures("town")
def test_what_is_not_found_is_said_kindly_and_kept(client: Client, home: str) -> None:
    page = find(client, home, start="Nowhere <b>lane</b>", end="Hilltop", by="car")
    assert "We do not find “Nowhere &lt;b&gt;lane&lt;/b&gt;” on our map." in page
    assert hidden(page, "end") == "Hilltop"
    assert "lane&lt;/b&gt;" in hidden(page, "start")
    assert "Please tell us where you pass." in find(client, home)


@pytest.mark.usefixtures("town")
def test_a_found_point_is_chosen_and_the_journal_has_what_was_shown(
    client: Client, home: str, case: Case
) -> None:
    page = find(client, home, ask="1", more="1")
    offered = {each["code"] for each in case.offers.get().body["possible"]["points"]}
    (new,) = set(listed(page)) - offered
    form = {"point": new, "shown": hidden(page, "shown")}
    there = client.post(f"{home}choose/other_point/", form)["Location"]
    shown = client.get(there).content.decode()
    assert f"Point {new}, Shop {new[1]}" in words(shown)
    assert "on foot" in words(shown)
    client.post(there, {"draft": hidden(shown, "draft")})
    assert Choice.objects.get().details == {"point": new}
    told = Journal.objects.get(action="chosen").detail["shown"]
    assert (told["mode"], told["near"], told["by"]) == ("walk", True, "roads")
    assert "Long street" not in json.dumps(told)
    assert f"Point {new}, Shop {new[1]}" in words(client.get(home).content.decode())


@pytest.mark.usefixtures("town")
def test_facts_that_we_did_not_sign_are_not_kept(client: Client, home: str) -> None:
    form = {"point": "P2", "shown": "made:up"}
    there = client.post(f"{home}choose/other_point/", form)["Location"]
    shown = client.get(there).content.decode()
    client.post(there, {"draft": hidden(shown, "draft")})
    assert "shown" not in Journal.objects.get(action="chosen").detail


@pytest.mark.usefixtures("town")
def test_where_the_parcel_comes_later_so_does_the_customer(client: Client, home: str) -> None:
    leg = {
        "from": "point/P1",
        "to": "point/P2",
        "cut_off": "23:59",
        "arrives_at": "15:00",
        "time_zone": "Europe/Helsinki",
        "days": 1,
    }
    send(event("leg.described", "L1", at=timezone.now(), **leg), now=timezone.now())
    soon = find(client, home, **WAY)
    assert listed(soon) == ["P2", "P3", "P4"]
    assert "1 point suits you best" in words(soon)
    assert soon.index('data-point="P2"') < soon.index("Or one of these") < soon.index('"P3"')
    assert re.search(r"Your parcel is there tomorrow, [^,]+, by 15:00", words(soon))
    first = re.search(r'<option value="([^"]+)"', soon)
    assert first
    assert "Nothing suits at the time you chose." in find(client, home, **WAY, when=first[1])
    form = {"point": "P2", "shown": hidden(soon, "shown")}
    there = client.post(f"{home}choose/other_point/", form)["Location"]
    assert re.search(r"tomorrow, [^,]+, by 15:00", words(client.get(there).content.decode()))


def test_without_a_map_there_is_no_map_and_no_address_is_asked_for(
    client: Client, home: str
) -> None:
    page = client.get(f"{home}choose/other_point/").content.decode()
    assert "map-data" not in page
    assert 'name="start"' not in page
    near = find(client, home, ask="here", here="60.0003,25.0100")
    assert "distances are estimated along a straight line" in words(near)
    assert re.search(r"About [\d,.]+ k?m away", words(near))


@pytest.mark.usefixtures("town")
def test_streets_come_by_tile_and_are_kept_by_the_browser_alone(client: Client, home: str) -> None:
    x, y = 18660, 9515  # at 60.002 N, 25.01 E
    answer = client.get(f"{home}streets/15/{x}/{y}/")
    assert answer["Cache-Control"] == "private, max-age=86400"
    assert answer["X-Robots-Tag"].startswith("noindex")
    body = answer.json()
    assert body["attribution"] == "© OpenStreetMap contributors"
    assert body["features"]
    for wrong in ("15/40000/1", "40/1/1", "1/2/0"):
        assert client.get(f"{home}streets/{wrong}/").status_code == 404
    assert client.get(f"/c/none/streets/15/{x}/{y}/").status_code == 404


@pytest.mark.usefixtures("town")
def test_nobody_asks_without_end(
    client: Client, home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "MOST_TILES", 1)
    monkeypatch.setattr(doors, "MOST_POSTS", 1)
    statuses = [client.get(f"{home}streets/1/1/0/").status_code for _ in range(2)]
    assert statuses == [200, 429]
    posts = [client.post(f"{home}find/other_point/", WAY).status_code for _ in range(2)]
    assert posts == [200, 429]


def test_finding_needs_the_secret_of_the_form(home: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"{home}find/other_point/", WAY).status_code == 403
    assert strict.get(f"{home}find/other_point/")["Location"] == f"{home}choose/other_point/"


@pytest.mark.usefixtures("town")
def test_tiles_let_in_pictures_from_their_host_on_this_page_alone(
    client: Client, home: str, settings: Settings
) -> None:
    settings.AMENDS_TILES = "https://tiles.example.test/{z}/{x}/{y}.png"
    page = client.get(f"{home}choose/other_point/")
    assert "img-src https://tiles.example.test 'self' data:" in page["Content-Security-Policy"]
    assert drawn(page.content.decode())["tiles"] == settings.AMENDS_TILES
    assert "tiles.example.test" not in client.get(home)["Content-Security-Policy"]


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize(
    ("language", "said"), [("ru", "в сторону от пути"), ("mn", "Замаас тань явган")]
)
def test_it_is_said_in_the_customers_language(
    client: Client, home: str, language: str, said: str
) -> None:
    client.post(f"{home}language/", {"language": language, "next": home})
    assert said in words(find(client, home, **WAY))


def test_what_passed_is_not_asked_for(client: Client, home: str) -> None:
    page = client.get(f"{home}choose/other_point/").content.decode()
    ends = [text.split("/")[1] for text in re.findall(r'<option value="([^"]+/[^"]+)"', page)]
    now = timezone.now()
    assert ends
    assert all(end > (now - timedelta(days=1)).isoformat() for end in ends)


def choose_last_place(client: Client, home: str, **fields: str) -> str:
    """Choose P3 on a page that was shown before somebody else took its last place."""
    page = find(client, home, **fields)
    send(event("point.counted", "P3", free=0, at=timezone.now()), now=timezone.now())
    wished = dict(re.findall(r'name="(wish_\w+)" value="([^"]*)"', page))
    answer = client.post(f"{home}choose/other_point/", {"point": "P3", **wished}, follow=True)
    assert answer.status_code in (200, 422)
    return answer.content.decode()


@pytest.mark.usefixtures("town")
def test_what_they_wished_for_stays_when_the_last_place_goes_while_they_look(
    client: Client, home: str
) -> None:
    page = choose_last_place(client, home, **WAY)
    assert "From Long street 1 to Long street 28" in words(page)
    assert (hidden(page, "start"), hidden(page, "end")) == (WAY["start"], WAY["end"])
    assert "P3" not in listed(page) and "P2" in listed(page)
    assert "This pickup point is no longer free. Please choose another one." in words(page)


@pytest.mark.usefixtures("town")
def test_on_the_way_back_from_the_confirmation_the_wish_is_there_and_on_no_other_link(
    client: Client, home: str, case: Case
) -> None:
    wished = dict(re.findall(r'name="(wish_\w+)" value="([^"]*)"', find(client, home, **WAY)))
    confirm = client.post(f"{home}choose/other_point/", {"point": "P2", **wished}, follow=True)
    assert "P2" in confirm.content.decode()
    assert "Long street 28" not in confirm.request["PATH_INFO"]
    again = client.get(f"{home}choose/other_point/").content.decode()
    assert "From Long street 1 to Long street 28" in words(again)
    fresh = Client().get(f"{home}choose/other_point/").content.decode()
    assert hidden(fresh, "start") == ""


def test_a_wish_that_nobody_can_read_breaks_nothing(client: Client, home: str) -> None:
    wrong = {"wish_start": "\x00" * 9, "wish_when": "never", "wish_ask": "99", "wish_here": "x"}
    answer = client.post(f"{home}choose/other_point/", {"point": "nowhere", **wrong}, follow=True)
    assert answer.status_code in (200, 422)
