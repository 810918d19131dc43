"""Lists of points loaded: what is new, moved, closed or changed, once and in one transaction."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from amends.app.actions.places.load import Loaded, load_points
from amends.app.actions.places.rereading import renew_hours
from amends.app.actions.places.table import point_table
from amends.app.actions.places.zones import zoned
from amends.app.actions.record import receive
from amends.app.ledger.models import Point, PointChange, PointLoad, PointSource, PointsVersion
from amends.cli import main
from amends.core.places.choosing import Question, choose
from amends.core.places.sources import BadList
from tests.support.line import NOON, event, points, send

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def row(code: str, **said: Any) -> dict[str, Any]:
    """A point in Vienna."""
    return {
        "id": code,
        "name": f"Shop {code}",
        "lat": 48.2,
        "lon": 16.37,
        "hours": "Mo-Fr 09:00-18:00",
        **said,
    }


@pytest.fixture
def load(tmp_path: Path):
    def write_and_load(*rows: dict[str, Any], name: str = "points.json", **options: Any) -> Loaded:
        file = tmp_path / name
        file.write_text(json.dumps(list(rows)))
        return load_points(file, by="test", now=NOW, **options)

    return write_and_load


def changed(loaded: Loaded) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for code, change in loaded.changed:
        found.setdefault(code, set()).add(change.kind)
    return found


def version() -> int:
    return PointsVersion.objects.values_list("number", flat=True).first() or 0


def test_a_point_with_its_zone_country_and_schedule(load):
    loaded = load(row("a", max_weight_kg=20, fitting=True), operator="Corner shops")
    point = Point.objects.select_related("schedule", "source").get(code="a")
    assert (point.time_zone, point.country) == ("Europe/Vienna", "AT")
    assert (point.hours_state, point.hours_reason) == ("understood", "")
    assert point.schedule is not None and point.schedule.body["week"][0] == [[540, 1080]]
    assert (point.grams, point.fitting, point.operator) == (20_000, True, "Corner shops")
    assert point.source is not None and point.source.operator == "Corner shops"
    assert loaded.counts == {"points": 1, "hours_understood": 1, "new": 1, "not_understood": 0}


def test_the_same_list_again_changes_nothing(load):
    load(row("a"), row("b", hours="never heard of"))
    before, seen = list(Point.objects.order_by("code").values()), version()
    again = load(row("a"), row("b", hours="never heard of"))
    assert (again.changed, list(Point.objects.order_by("code").values())) == ([], before)
    assert version() == seen
    assert PointLoad.objects.count() == 2


def test_what_changed_is_told_and_kept_in_the_history(load):
    rows = {code: row(code) for code in "abcdefg"}
    load(*rows.values())
    seen = version()
    rows["a"] |= {"lat": 48.21}
    rows["b"] |= {"lat": 48.20001}
    rows["c"] |= {"hours": "Mo-Sa 09:00-18:00"}
    rows["d"] |= {"max_weight_kg": 5}
    rows["e"] |= {"status": "closed"}
    del rows["f"]
    rows["h"] = row("h")
    assert changed(load(*rows.values())) == {
        "a": {"moved"},
        "b": {"other"},
        "c": {"hours"},
        "d": {"limits"},
        "e": {"closed"},
        "f": {"closed"},
        "h": {"new"},
    }
    assert version() > seen
    assert set(Point.objects.filter(open=False).values_list("code", flat=True)) == {"e", "f"}
    hours = PointChange.objects.get(point="c", kind="hours")
    assert hours.before == {"hours": "Mo-Fr 09:00-18:00"}
    assert hours.load is not None and hours.load.by == "test"
    rows |= {"e": row("e"), "f": row("f")}
    assert changed(load(*rows.values())) == {"e": {"reopened"}, "f": {"reopened"}}


def test_the_history_cannot_be_rewritten(load):
    load(row("a"))
    for change in (PointChange.objects.all().delete, lambda: PointChange.objects.update(kind="x")):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_what_is_not_understood_is_told_and_the_rest_is_loaded(load):
    loaded = load(row("a"), row(""), row("a"), {"x": 1}, row("n", lat=None))
    assert [each.position for each in loaded.missed] == ["[1]", "[2]", "[3]"]
    assert ("n", "it has no coordinates") in loaded.doubts
    assert [each["position"] for each in PointLoad.objects.get().refused] == ["[1]", "[2]", "[3]"]
    lost = Point.objects.get(code="n")
    assert (lost.latitude, lost.hours_state) == (None, "understood")
    assert lost.time_zone == settings.TIME_ZONE
    assert "this installation's counts" in loaded.doubts[-1][1]


def test_a_country_of_one_zone_needs_no_coordinates_and_holds_against_a_border(load):
    load(row("a", lat=None, country="PL"), row("b", country="CZ"), row("c", country="RU"))
    zones = dict(Point.objects.values_list("code", "time_zone"))
    assert zones == {"a": "Europe/Warsaw", "b": "Europe/Prague", "c": ""}
    nowhere = Point.objects.get(code="c")
    assert (nowhere.hours_state, nowhere.hours_reason) == ("refused", "its time zone is not known")


def test_a_dry_run_keeps_nothing(load):
    loaded = load(row("a"), dry_run=True)
    assert changed(loaded) == {"a": {"new"}}
    assert not Point.objects.exists() and not PointSource.objects.exists()


def test_a_part_of_a_list_closes_nothing(load):
    load(row("a"), row("b"))
    assert changed(load(row("a"), part=True)) == {}


def test_two_lists_close_no_points_of_each_other(load):
    load(row("a"), row("b"), operator="Two countries")
    assert changed(load(row("x"), row("y"), operator="Two countries")) == {
        "x": {"new"},
        "y": {"new"},
    }
    assert PointSource.objects.count() == 2
    assert changed(load(row("a"), operator="Two countries")) == {"b": {"closed"}}


def test_an_id_that_two_lists_have_is_told_apart(load):
    load(row("a"), row("b"), operator="One")
    loaded = load(row("a", name="Another"), row("c"), row("d"), operator="Two")
    assert list(loaded.points) == ["Two:a", "c", "d"]
    assert Point.objects.get(code="a").name == "Shop a"
    again = load(row("a", name="Another"), row("c"), row("d"), operator="Two")
    assert (list(again.points), again.changed) == (["Two:a", "c", "d"], [])


def test_a_point_that_an_event_described_is_the_one_of_the_list(load):
    send(points("P1"))
    loaded = load({"id": "P1", "lat": 55.75, "lon": 37.61, "hours": "Mo-Su 10:00-20:00"})
    point = Point.objects.get(code="P1")
    assert (point.name, point.address) == ("P1", "Side street 0")
    assert (point.hours, point.source_code) == ("Mo-Su 10:00-20:00", "P1")
    assert changed(loaded)["P1"] == {"hours", "other"}


def test_a_list_that_would_close_too_much_is_refused(load):
    rows = [row(f"p{number}") for number in range(220)]
    load(*rows)
    with pytest.raises(BadList, match="219 of 220 known points"):
        load(rows[0])
    assert not Point.objects.filter(open=False).exists()
    load(rows[0], may_close=True)
    assert Point.objects.filter(open=True).count() == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the file is empty"),
        (b"PK\x03\x04", "ZIP or Excel"),
        (b"{", "not JSON"),
        (b"{}", "no list of points"),
        (b'{"type": "FeatureCollection", "features": []}', "holds no point"),
        (b"no,points\n1,2\n", "no list of points"),
        (b"[" * 5000, "not JSON"),
        (b"\x1f\x8b\x08\x00garbage", "damaged"),
        (gzip.compress(b"[]" + b" " * 2**27), "expands more than 250 times"),
    ],
)
def test_a_file_that_is_none(tmp_path, content, says):
    file = tmp_path / "points"
    file.write_bytes(content)
    with pytest.raises(BadList, match=says):
        load_points(file, by="test", now=NOW)


def test_a_thousand_points_take_few_queries(load, django_assert_max_num_queries):
    rows = [row(f"p{number}", lat=48 + number / 10_000) for number in range(1000)]
    with django_assert_max_num_queries(20):
        load(*rows)
    with django_assert_max_num_queries(12):
        load(*rows)


def test_the_number_of_the_points_grows_with_every_change():
    send(points("P1"))
    first = version()
    Point.objects.filter(code="P1").update(open=False)
    second = version()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_point")
    assert first < second < version()


@pytest.mark.usefixtures("booted")
def test_the_command_prints_what_was_found(tmp_path):
    file = tmp_path / "shops.csv"
    file.write_text(
        "id;lat;lon;hours\na;48,2;16,4;Mo-Fr 09:00-18:00\nb;48,3;16,4;what ever\n;1;1;\n"
    )
    result = CliRunner().invoke(main, ["places", "load", str(file), "--json"])
    assert result.exit_code == 0, result.output
    found = json.loads(result.output)
    assert (found["format"], found["points"], found["hours_understood"]) == ("csv", 2, 1)
    assert (found["hours_refused"], found["hours_flagged"]) == (["b"], [])
    assert (found["new"], found["unchanged"]) == (["a", "b"], 0)
    assert [each["position"] for each in found["not_understood"]] == ["row 4"]
    plain = CliRunner().invoke(main, ["places", "load", str(file)])
    assert "1 understood" in plain.output and "changes: none" in plain.output
    broken = CliRunner().invoke(main, ["places", "load", __file__])
    assert broken.exit_code == 1 and "no list of points" in broken.output


def test_a_point_that_an_event_described_has_its_hours_read_and_a_history():
    said: dict[str, Any] = {"name": "P", "time_zone": "Asia/Ulaanbaatar", "lat": 47.9, "lon": 106.9}
    more: dict[str, Any] = {
        "hours": "Mo-Sa 10:00-19:00",
        "kind": "locker",
        "country": "MN",
        "sides": [600, 400, 300],
        "grams": 20_000,
        "fitting": False,
        "closures": [{"first": "2026-12-29", "last": "2027-01-01", "reason": "New year"}],
    }
    send(event("point.described", "U1", **said))
    assert Point.objects.get(code="U1").hours_reason == "no hours are given"
    send(event("point.described", "U1", at=NOW, **said, **more), now=NOW)
    point = Point.objects.get(code="U1")
    assert (point.hours_state, point.kind, point.sides) == ("understood", "locker", [600, 400, 300])
    assert (point.open, point.gives, point.fitting, point.payment) == (True, True, False, None)
    kinds = list(PointChange.objects.filter(point="U1").order_by("id").values_list("kind", "load"))
    assert [kind for kind, _ in kinds] == ["new", "hours", "limits", "other"]
    assert not any(load for _, load in kinds)


@pytest.mark.parametrize(
    "wrong",
    [
        {"sides": [1, 2]},
        {"grams": 1.5},
        {"country": "Mongolia"},
        {"closures": [{"first": "2026-12-02", "last": "2026-12-01"}]},
        {"closures": [{"first": "2026-12-02"}]},
        {"hours_structure": "Mo-Fr"},
    ],
)
def test_what_an_event_says_wrongly_of_a_point_is_refused(wrong):
    told = event("point.described", "W1", name="W", time_zone="Europe/Moscow", **wrong)
    assert receive([told], now=NOON).quarantined == 1
    assert not Point.objects.filter(code="W1").exists()


def test_hours_are_read_again_in_time_and_where_nobody_read_them(load):
    dated = "Mo-Fr 09:00-18:00; PH off"
    load(row("a", hours=dated), row("b", hours="what ever"), row("c", hours="24/7"))
    assert renew_hours(now=NOW) == 0
    later = NOW.replace(year=2028)
    assert renew_hours(now=later) == 1
    until = Point.objects.filter(code="a").values_list("schedule__body__last", flat=True)
    assert until.get() == "2030-12-31"
    Point.objects.update(hours_state="", schedule=None)
    assert renew_hours(now=later) == 3
    states = Point.objects.order_by("code").values_list("hours_state", flat=True)
    assert list(states) == ["understood", "refused", "understood"]


@pytest.mark.parametrize(
    ("spot", "zone", "country", "found", "doubt"),
    [
        ((47.92, 106.92), "", "", ("Asia/Ulaanbaatar", "MN"), ""),
        ((47.14, 9.52), "", "LI", ("Europe/Vaduz", "LI"), ""),
        ((44.95, 34.1), "", "UA", ("Europe/Simferopol", "UA"), ""),
        ((43.1, 131.9), "", "RU", ("Asia/Vladivostok", "RU"), ""),
        ((55.7, 37.6), "Asia/Omsk", "RU", ("Asia/Omsk", "RU"), ""),
        ((60.17, 24.94), "UTC", "", ("Europe/Helsinki", "FI"), "time zone UTC is not that"),
        ((60.17, 24.94), "Europe/Berlin", "FI", ("", "FI"), "is not that of its coordinates"),
        ((60.17, 24.94), "Europe/Tallinn", "FI", ("Europe/Tallinn", "FI"), ""),
        ((21.0, 52.2), "", "PL", ("", "PL"), "swapped"),
        ((55.7, 37.6), "Not/AZone", "RU", ("Europe/Moscow", "RU"), ""),
        ((0.0, -30.0), "", "PL", ("Europe/Warsaw", "PL"), "at sea"),
        ((48.2, 16.4), "", "RU", ("", "RU"), "not in RU"),
        (None, "", "RU", ("", "RU"), ""),
        (None, "Europe/Warsaw", "", ("Europe/Warsaw", "PL"), ""),
    ],
)
def test_where_a_point_lies(spot, zone, country, found, doubt):
    place = zoned(spot, zone=zone, country=country)
    assert (place.zone, place.country) == found
    assert doubt in place.doubt and bool(doubt) == bool(place.doubt)


@pytest.mark.usefixtures("booted")
def test_a_status_that_is_not_understood_keeps_a_point_from_offers(load, tmp_path):
    loaded = load(row("a", status="maybe"), row("b", status="ja"), row("c", status="nie"))
    reason = "“maybe”: whether it is in service is not understood"
    assert loaded.ids("flagged") == ["a"] and ("a", reason) in loaded.doubts
    assert Point.objects.get(code="a").hours_reason == reason
    assert not Point.objects.get(code="c").open
    table = point_table(NOW)
    question = Question(((48.2, 16.37),), NOW, NOW + timedelta(hours=2), count=10)
    assert [answer.code for answer in choose(table, question)] == ["b"]
    renew_hours(now=NOW + timedelta(days=800))
    assert Point.objects.get(code="a").hours_state == "flagged"
    shown = CliRunner().invoke(main, ["places", "show", "a", "--language", "ru"]).output
    assert "не понято, работает ли пункт" in shown and "None" not in shown
    assert load(row("a", status="open")).ids("flagged") == []


@pytest.mark.usefixtures("booted")
def test_only_the_kinds_that_are_asked_for_come_in(tmp_path):
    file = tmp_path / "kinds.csv"
    rows = ("a,48,16,24/7,locker", "b,48,16,24/7,shop", "c,48,16,24/7,shop")
    file.write_text("\n".join(("id,lat,lon,hours,type", *rows)))
    told = CliRunner().invoke(main, ["places", "load", str(file), "--kind", "locker", "--json"])
    data = json.loads(told.output)
    assert (data["points"], data["left_out"], data["new"]) == (1, {"shop": 2}, ["a"])
    words = CliRunner().invoke(main, ["places", "load", str(file), "--kind", "locker"]).output
    assert "Left out, of other kinds: shop 2" in words
    wrong = CliRunner().invoke(main, ["places", "load", str(file), "--kind", "kiosk"])
    assert wrong.exit_code == 2
    assert "“kiosk” is no kind of point" in wrong.output and "post_office" in wrong.output
    none = CliRunner().invoke(main, ["places", "load", str(file), "--kind", "post_office"])
    assert none.exit_code == 1 and "left out: shop 2, locker 1" in none.output


@pytest.mark.usefixtures("booted")
def test_hours_that_nobody_gives_and_missing_coordinates_are_told_apart(tmp_path):
    file = tmp_path / "list.csv"
    file.write_text(
        "id,lat,lon,country,hours,operator\na,,,AT,24/7,Corner\nb,48.2,16.4,AT,,Corner\n"
        "c,48.2,16.4,AT,whenever,Corner"
    )
    arguments = ["places", "load", str(file), "--dry-run"]
    data = json.loads(CliRunner().invoke(main, [*arguments, "--json"]).output)
    assert (data["hours_refused"], data["hours_missing"]) == (["b", "c"], ["b"])
    assert (data["without_coordinates"], data["list"]) == (["a"], "Corner")
    said = CliRunner().invoke(main, [*arguments, "--language", "en"]).output
    assert "1 not understood, 1 not given" in said
    assert "Without coordinates, never offered: 1" in said and "list “Corner”" in said
    russian = CliRunner().invoke(main, [*arguments, "--language", "ru"]).output
    assert "не поняты: 1, не указаны: 1" in russian and "«whenever» не понято" in russian
    mongolian = CliRunner().invoke(main, [*arguments, "--language", "mn"]).output
    assert "Координатгүй, санал болгохгүй: 1" in mongolian


@pytest.mark.usefixtures("booted")
def test_an_empty_list_says_what_to_do_next():
    assert "amends places load FILE" in CliRunner().invoke(main, ["places", "list"]).output


def test_why_nothing_is_loaded_is_told_in_the_language_of_the_user(tmp_path: Path):
    file = tmp_path / "list.csv"
    for text, ru, mn in (
        ("id;lat;lon\n;1;2\n", "в нём нет ни одного пункта", "код"),
        ("name;lat\na;1\n", "нет колонки с кодами пунктов", "цэгийн кодтой багана алга"),
        ("a;b\n1;2\n", "список пунктов", "цэгийн жагсаалт"),
        (" ", "файл пуст", "файл хоосон"),
    ):
        file.write_text(text)
        for language, said in (("ru", ru), ("mn", mn)):
            arguments = ["places", "load", str(file), "--language", language]
            told = CliRunner().invoke(main, arguments)
            assert told.exit_code == 1
            assert said in told.output


def test_the_columns_that_are_not_read_are_told(tmp_path: Path):
    file = tmp_path / "list.csv"
    file.write_text("Код;Широта;Долгота;Телефон;Вес (фунты)\nA;55,7;37,6;1;2\n")
    told = CliRunner().invoke(main, ["places", "load", str(file), "--json"])
    reason = "its name is not known"
    assert json.loads(told.output)["columns_passed_over"] == [
        {"column": "Телефон", "reason": reason},
        {"column": "Вес (фунты)", "reason": reason},
    ]
    shown = CliRunner().invoke(main, ["places", "load", str(file), "--language", "ru"]).output
    assert "Колонки, которые не читаются: 2" in shown
    assert "Телефон  название незнакомое" in shown
