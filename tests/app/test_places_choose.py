"""Which points suit: on the way, open as they pass, holding the parcel, trusted (R5)."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pytest_django import Settings

from amends.app.actions.places import ground as grounds
from amends.app.actions.places.records import take_up_signs
from amends.app.actions.places.suiting import Passing, reasons_against, suiting
from amends.app.commands.places import which as choosing
from amends.app.ledger.models import Case
from amends.cli import main
from amends.core.places.choosing import Why
from tests.support.line import NOON, closed_point, event, order, points, send
from tests.support.places_page import draw_town, forget_the_map
from tests.support.town import STEP, Town, spot

pytestmark = pytest.mark.django_db

EVENING = NOON + timedelta(hours=7)  # 19:00 there; the points close at 21:00
THERE = EVENING + timedelta(days=2)  # so long the rules give to bring it to another point
LATE = NOON + timedelta(hours=10)


def passing(*way: tuple[float, float], at: datetime = EVENING, hours: float = 1) -> Passing:
    return Passing(way, at, at + timedelta(hours=hours))


def codes(case: Case | None, where: Passing, *, count: int = 0) -> list[str]:
    return [each.point.code for each in suiting(where, now=NOON, case=case, count=count).points]


def test_the_least_detour_comes_first_and_never_the_point_it_waits_at():
    case = closed_point()
    near_p4 = (55.78, 37.61)
    assert codes(case, passing(near_p4, at=THERE)) == ["P4", "P3", "P5"]
    on_the_way = passing((55.7505, 37.61), (55.775, 37.61), at=THERE)
    assert set(codes(case, on_the_way, count=2)) == {"P2", "P3"}
    assert "P1" not in codes(case, on_the_way, count=5)


def test_a_point_that_is_closed_when_they_pass_is_not_among_them():
    closed_point()
    send(
        event(
            "point.described", "P4", name="P4", time_zone="Europe/Moscow", hours="Mo-Su 09:00-18:00"
        )
    )
    near_p4 = (55.78, 37.61)
    assert "P4" not in codes(None, passing(near_p4))
    assert "P4" in codes(None, passing(near_p4, at=NOON))
    assert codes(None, passing(near_p4, at=LATE + timedelta(hours=2), hours=2)) == []


def test_the_parcel_has_to_be_there_before_they_pass():
    case = closed_point()
    leg: dict[str, Any] = {
        "from": "point/P1",
        "to": "point/P3",
        "cut_off": "14:00",
        "arrives_at": "20:30",
        "time_zone": "Europe/Moscow",
    }
    send(event("leg.described", "L", **leg))
    near_p4 = (55.78, 37.61)
    [found] = suiting(passing(near_p4, hours=1.9), now=NOON, case=case).points
    assert (found.point.code, found.answer.there_by) == ("P3", EVENING + timedelta(minutes=90))
    assert codes(case, passing(near_p4, hours=1)) == []
    assert reasons_against(case, "P4", now=NOON) == ()
    assert codes(case, passing(near_p4, at=THERE))[0] == "P4"
    assert reasons_against(case, "P3", now=NOON) == ()
    send(event("leg.described", "M", **{**leg, "from": "location/FAR", "to": "point/P4"}))
    assert Why.ARRIVAL in reasons_against(case, "P4", now=NOON)


def test_a_leg_somewhere_else_changes_nothing_for_points_without_legs():
    case = closed_point()
    near_p4 = passing((55.78, 37.61), at=THERE)
    before = codes(case, near_p4)
    leg: dict[str, Any] = {"from": "location/FAR", "to": "location/AWAY"}
    leg |= {"cut_off": "14:00", "arrives_at": "20:30", "time_zone": "Europe/Moscow"}
    send(event("leg.described", "L", **leg))
    assert codes(case, near_p4) == before == ["P4", "P3", "P5"]
    assert codes(case, passing((55.78, 37.61))) == []
    assert all(reasons_against(case, code, now=NOON) == () for code in before)


def test_what_fails_is_full_or_unknown_has_its_reason():
    case = closed_point()
    send(event("point.counted", "P2", free=0))
    send(event("point.said_to_fail", "P3"))
    take_up_signs(now=NOON)
    assert reasons_against(case, "P2", now=NOON) == (Why.FULL,)
    assert Why.LEFT_OUT in reasons_against(case, "P3", now=NOON)
    assert Why.LEFT_OUT in reasons_against(case, "P1", now=NOON)
    assert reasons_against(case, "nowhere", now=NOON) == (Why.NO_PLACE,)


def test_hand_overs_are_told_of():
    send(points("P1", "P2"))
    for number in range(3):
        send(order(f"H{number}", point="P2"), event("order.handed_over", f"H{number}", point="P2"))
    take_up_signs(now=NOON)
    [found] = suiting(passing((55.76, 37.61)), now=NOON, count=1).points
    assert (found.answer.good, found.answer.total) == (3, 3)


def choose(*arguments: str) -> Any:
    return CliRunner().invoke(main, ["places", "choose", *arguments])


@pytest.mark.usefixtures("booted")
def test_the_command_tells_points_on_a_way_and_draws_them(tmp_path: Path):
    send(points("P1", "P2", "P3"))
    when = f"{EVENING.isoformat()}/{(EVENING + timedelta(hours=1)).isoformat()}"
    picture = tmp_path / "map.png"
    told = choose(
        "--from", "P1", "--to", "55.765, 37.61", "--when", when, "--json", "--png", str(picture)
    )
    assert told.exit_code == 0, told.output
    first = json.loads(told.output)[0]
    assert first["id"] in {"P1", "P2"}
    assert first["detour_metres"] < 1
    assert picture.read_bytes().startswith(b"\x89PNG")


@pytest.mark.usefixtures("booted")
def test_the_reasons_stand_below_and_a_point_that_opens_later_says_so():
    send(points("P1"))
    early = "2026-11-24T08:10+03:00/2026-11-24T09:40+03:00"
    told = choose("--from", "55.765, 37.61", "--when", early, "--language", "en")
    assert told.exit_code == 0, told.output
    [line] = [each for each in told.output.splitlines() if each.startswith("1  ")]
    assert "opens" in line.lower()
    assert "09:00" in line
    assert "until" in line


def at_night() -> tuple[str, str]:
    night = EVENING + timedelta(hours=4)
    return "--when", f"{night.isoformat()}/{(night + timedelta(hours=1)).isoformat()}"


@pytest.mark.usefixtures("booted")
def test_where_nothing_suits_it_says_why_and_what_would():
    send(points("P1", "P2", "P3", "P4"))
    send(event("point.counted", "P2", free=0), event("point.said_to_fail", "P3"))
    take_up_signs(now=NOON)
    told = choose("--from", "P1", *at_night())
    assert told.exit_code == 0, told.output
    lines = told.output.splitlines()
    assert "No point suits." in lines
    assert "Points near enough: 4. Of these are left out, some for several reasons:" in lines
    assert {"closed then: 4", "full: 1", "failing, so nobody is sent there: 1"} <= set(lines)
    assert "At another time: Point P1, Side street 0 from 21 November, 09:00." in lines


@pytest.mark.usefixtures("booted")
def test_what_would_help_is_another_time_a_longer_way_or_another_parcel():
    send(points("P1"))
    far = choose("--from", "56.1, 37.61", "--when", EVENING.isoformat())
    assert "No point is near enough." in far.output
    assert "Too far, with more than 20 km of detour: 1" in far.output
    assert "Farther off: Point P1, Side street 0, 77.8 km of detour." in far.output
    farther = choose("--from", "57.0, 37.61", "--when", EVENING.isoformat())
    assert "Too far, with more than 20 km of detour: 1" in farther.output
    assert "Farther off" not in farther.output
    paid = choose("--from", "P1", "--pay", "--when", EVENING.isoformat())
    assert "nothing can be paid there: 1" in paid.output
    assert "If it were paid already, 1 would suit." in paid.output
    assert "Neither another time" not in paid.output


@pytest.mark.usefixtures("booted")
def test_as_json_the_answer_stays_a_list_and_the_why_is_told_beside_it():
    send(points("P1"))
    told = choose("--from", "P1", "--json", *at_night())
    assert json.loads(told.stdout) == []
    assert "closed then: 1" in told.stderr


@pytest.mark.usefixtures("booted")
def test_a_place_that_is_not_found_is_asked_for_anew():
    told = choose("--from", "Nowhere street 1")
    assert told.exit_code == 1
    assert "Nowhere street 1: this place is not found (coordinates" in told.output
    assert "--sides" in choose("--from", "1,1", "--sides", "large").output


def test_ways_follow_the_streets_of_the_map(tmp_path: Path, settings: Settings):
    town = Town()
    for number in range(3):
        town.node(number + 1, 0, number * 10)
    town.node(4, 5, 10)
    town.way([1, 2, 3], {"highway": "residential", "name": "Long street"})
    town.way([2, 4], {"highway": "residential", "name": "Side street"})
    settings.AMENDS_MAP = str(town.write(tmp_path / "town.osm.pbf"))
    settings.AMENDS_HOME = tmp_path
    grounds.ground.cache_clear()
    south, east = spot(5, 10)
    described: dict[str, Any] = {
        "name": "Side",
        "time_zone": "Europe/Helsinki",
        "hours": "24/7",
        "lat": south,
        "lon": east,
    }
    send(event("point.described", "SIDE", **described))
    found = suiting(passing(spot(0, 0), spot(0, 20)), now=NOON)
    grounds.ground.cache_clear()
    assert found.way is not None
    assert found.points[0].by == found.way.by == "roads"
    assert found.points[0].detour.metres == pytest.approx(2 * 5 * STEP * 111_195, rel=0.01)


@pytest.mark.usefixtures("booted")
@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (("--when", "tomorrow"), "--when"),
        (("--when", "0001-01-01"), "--when"),
        (("--when", "9999-12-31T23:59"), "--when"),
        (("--when", "2026-11-23T18:00Z/2026-11-23T17:00Z"), "--when"),
        (("--when", "2026-11-23T18:00Z/2031-11-23T17:00Z"), "opening hours"),
        (("--sides", "9" * 5000 + ",1,1"), "--sides"),
        (("--sides", "0,0,0"), "--sides"),
        (("--grams", "9" * 30), "--grams"),
        (("--png", "/no/such/folder/map.png"), "--png"),
        (("--to", "91, 0"), "latitude"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_line(wrong: tuple[str, ...], named: str):
    send(points("P1", "P2"))
    told = choose("--from", "P1", *wrong)
    assert told.exit_code in (1, 2)
    assert isinstance(told.exception, SystemExit)
    assert named in told.output
    assert "Traceback" not in told.output


def test_a_map_that_cannot_be_read_leaves_straight_lines(
    tmp_path: Path, settings: Settings, caplog: pytest.LogCaptureFixture
):
    broken = tmp_path / "town.osm.pbf"
    broken.write_bytes(b"\x00\x00\x00\x0d not a map")
    settings.AMENDS_MAP = str(broken)
    grounds.ground.cache_clear()
    case = closed_point()
    assert codes(case, passing((55.78, 37.61), at=THERE))[0] == "P4"
    assert grounds.ground().streets is None
    assert "the map cannot be read" in caplog.text
    settings.AMENDS_MAP = str(tmp_path / "gone.osm.pbf")
    grounds.ground.cache_clear()
    assert grounds.ground().streets is None
    grounds.ground.cache_clear()


@pytest.fixture
def two_oaks(tmp_path: Path, settings: Settings) -> Iterator[None]:
    settings.AMENDS_MAP = str(draw_town(tmp_path / "town.osm.pbf"))
    settings.AMENDS_HOME = tmp_path
    grounds.ground.cache_clear()
    yield
    forget_the_map()


@pytest.mark.usefixtures("booted", "two_oaks")
@pytest.mark.parametrize(
    ("language", "asks"),
    [
        ("en", "Which “Oak street 5”"),
        ("ru", "Какое место вы имеете в виду"),
        ("mn", "гэж аль газрыг"),
    ],
)
def test_of_several_places_it_is_asked_which_and_they_are_listed(language: str, asks: str):
    told = choose("--from", "Oak street 5", "--language", language)
    assert told.exit_code == 1
    asked, first, second, help_ = told.output.removeprefix("Error: ").splitlines()
    assert asks in asked
    assert first.endswith("60.01200, 25.02000")
    assert second.endswith("59.98800, 25.02000")
    assert help_


@pytest.mark.usefixtures("booted", "two_oaks")
def test_a_person_at_a_terminal_says_its_number(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(choosing, "is_person", lambda: True)
    send(points("P1"))
    arguments = ["places", "choose", "--from", "Oak street 5", "--language", "en"]
    told = CliRunner().invoke(main, arguments, input="7\n2\n")
    assert told.exit_code == 0, told.output
    assert "Its number [1]" in told.output
    assert "Oak street 5" in told.output.split("Its number [1]: 2\n")[-1]


ALONG = {"type": "LineString", "coordinates": [[37.60, 55.765], [37.61, 55.765], [37.62, 55.765]]}


@pytest.mark.usefixtures("booted")
def test_a_way_of_several_places_and_one_from_a_file_are_gone_whole(tmp_path: Path):
    send(points("P1", "P2", "P3"))
    when = ("--when", EVENING.isoformat(), "--json")
    there_and_back = ("--from", "55.765, 37.60", "--to", "55.765, 37.62")
    by_p3 = json.loads(choose(*there_and_back, "--via", "P3", *when).output)
    assert by_p3[0]["id"] == "P3" and by_p3[0]["detour_metres"] == 0
    line = tmp_path / "way.geojson"
    line.write_text(json.dumps(ALONG))
    drawn = json.loads(choose("--way", str(line), *when).output)
    assert drawn == json.loads(choose(*there_and_back, "--via", "55.765, 37.61", *when).output)
    shown = choose("--way", str(line), "--when", EVENING.isoformat(), "--language", "en").output
    assert shown.startswith("55.7650, 37.6000 → 55.7650, 37.6200")


@pytest.mark.usefixtures("booted")
def test_so_many_days_of_storage_are_asked_of_a_point():
    send(event("point.described", "S3", name="Short", lat=55.765, lon=37.61,
               time_zone="Europe/Moscow", hours="24/7", storage_days=3))  # fmt: skip
    near = ("--from", "55.765, 37.61", "--when", EVENING.isoformat())
    assert [
        each["id"] for each in json.loads(choose(*near, "--storage-days", "3", "--json").output)
    ]
    longer = choose(*near, "--storage-days", "4", "--language", "en").output
    assert "do not keep parcels long enough: 1" in longer


@pytest.mark.usefixtures("booted")
@pytest.mark.parametrize(
    ("arguments", "ru", "mn"),
    [
        (("choose",), "откуда начинается путь?", "зам хаанаас эхлэх вэ?"),
        (("choose", "--from", "1,1", "--via", "P1"), "где кончается путь?", "зам хаана дуусах"),
        (("choose", "--from", "Nowhere"), "это место не найдено", "энэ газар олдсонгүй"),
        (("choose", "--from", "1,1", "--when", "soon"), "«soon» — не время", "«soon» гэдэг"),
        (("choose", "--from", "1,1", "--sides", "x"), "нужны три целых числа", "гурван бүхэл"),
        (("choose", "--from", "1,1", "--png", "/no/x.png"), "такой папки нет", "ийм хавтас алга"),
        (("open", "U9"), "пункта с таким кодом нет", "ийм кодтой цэг алга"),
        (("show", "U9"), "пункта с таким кодом нет", "ийм кодтой цэг алга"),
    ],
)
def test_mistakes_are_told_in_the_language_of_the_user(arguments: Any, ru: str, mn: str):
    for language, said in (("ru", ru), ("mn", mn)):
        told = CliRunner().invoke(main, ["places", *arguments, "--language", language])
        assert told.exit_code in (1, 2)
        assert said in told.output
