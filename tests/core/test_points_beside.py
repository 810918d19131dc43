"""What stands beside a point's hours and changes them: read with them, or the point is not offered.

No column of a network's file may be passed over if it says that the point is closed, or open
otherwise than its hours say.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from amends.core.places import Closure
from amends.core.places.hours import read_hours
from amends.core.places.sources import JSON_LISTS, Found, json_format, table
from amends.core.places.sources.closures import OPEN_END

ROW = {"id": 1, "lat": 60.17, "lon": 24.94, "hours": "Mo-Fr 09:00-18:00"}


def of_json(**said: Any) -> Found:
    [row] = JSON_LISTS[json_format([{**ROW, **said}])].rows([{**ROW, **said}])
    assert isinstance(row, Found)
    return row


def of_table(heads: str, cells: str) -> Found:
    [row] = table.rows(f"id;lat;lon;{heads}\n1;60.17;24.94;{cells}\n")
    assert isinstance(row, Found)
    return row


def hours(row: Found) -> str:
    structure: Any = row.point.hours_structure
    reading = read_hours(
        row.point.hours_text, structure, first=date(2026, 1, 1), last=date(2026, 12, 31)
    )
    assert reading.understood, reading
    return reading.read_as


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("closed", True),
        ("isClosed", "true"),
        ("is-closed", 1),
        ("permanently_closed", "yes"),
        ("temporarilyClosed", True),
        ("disabled", True),
        ("закрыто", "да"),
        ("geschlossen", "ja"),
    ],
)
def test_a_point_that_its_list_calls_closed_is_not_in_service(name, value):
    assert of_json(**{name: value}).point.open is False
    assert of_json(**{name: False}).point.open is True


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TEMP_SERVICE_HOURS", "E-R 10-12"),
        ("specialHours", [{"date": "2026-12-24"}]),
        ("exceptions", [{"date": "2026-12-24", "closed": True}]),
        ("holidays", ["2026-12-25"]),
        ("lunch", "12:00-13:00"),
        ("обед", "13:00-14:00"),
        ("Обеденный перерыв", "13-14"),
        ("Mittagspause", "12-13"),
        ("przerwa", "12-13"),
        ("цайны цаг", "12-13"),
        ("days_off", "Wednesday"),
        ("выходные дни", "сб, вс"),
        ("Ruhetag", "Montag"),
        ("closed", "Sunday"),
        ("by_appointment", True),
        ("season", "summer"),
        ("end_date", "soon"),
        ("open_24h", True),
    ],
)
def test_hours_that_something_beside_them_changes_are_not_offered(name, value):
    assert of_json(**{name: value}).point.unclear
    for nothing in (None, "", "-", "no", False):
        assert of_json(**{name: nothing}).point.unclear == ""


def test_a_status_of_its_own():
    assert of_json(businessStatus="CLOSED_TEMPORARILY").point.open is False
    assert of_json(businessStatus="OPERATIONAL").point.open is True


def test_two_columns_of_hours_that_mean_the_same_are_one():
    assert of_json(working_hours="Mo-Fr 10:00-16:00").point.unclear
    assert of_json(working_hours="Mon-Fri 9:00 - 18:00").point.unclear == ""


def test_a_point_that_ended_or_has_not_begun_is_closed_then():
    assert of_json(date_closed="2026-05-01").point.closures == (Closure("2026-05-01", OPEN_END),)
    [before] = of_json(opening_date="2026-12-01").point.closures
    assert before.last == "2026-11-30"


@pytest.mark.parametrize(
    ("heads", "cells", "meant"),
    [
        ("days;hours", "Mon-Fri;9:00-18:00", "Mo-Fr 09:00-18:00"),
        ("дни работы;часы работы", "пн-пт;9:00-18:00", "Mo-Fr 09:00-18:00"),
        ("Mon-Fri;Sat;Sun", "9-18;10-14;closed", "Mo-Fr 09:00-18:00; Sa 10:00-14:00"),
        ("Пн-Пт;Сб;Вс", "9-18;10-14;вых", "Mo-Fr 09:00-18:00; Sa 10:00-14:00"),
        ("Weekday hours;Saturday hours", "9-18;10-14", "Mo-Fr 09:00-18:00; Sa 10:00-14:00"),
        ("mon_open;mon_close;sat_open;sat_close", "09:00;18:00;10:00;14:00",
         "Mo 09:00-18:00; Sa 10:00-14:00"),
        ("Montag von;Montag bis", "09:00;18:00", "Mo 09:00-18:00"),
        ("mon_1_open;mon_1_close;mon_2_open;mon_2_close", "09:00;12:00;13:00;18:00",
         "Mo 09:00-12:00,13:00-18:00"),
        ("days;open;close", "Mon-Fri;09:00;18:00", "Mo-Fr 09:00-18:00"),
        ("24/7", "yes", "24/7"),
        ("круглосуточно", "да", "24/7"),
    ],
)  # fmt: skip
def test_hours_in_several_columns(heads, cells, meant):
    row = of_table(heads, cells)
    assert (hours(row), row.doubts) == (meant, ())
    assert table.columns_of(f"id;lat;lon;{heads}\n").passed_over == ()


def test_hours_that_may_be_a_part_only_are_not_offered():
    assert of_table("平日;Saturday", "9:00-19:00;9:00-17:00").point.unclear
    assert of_table("open;close", "09:00;18:00").point.unclear


def test_hours_under_the_name_of_the_flag():
    week = {"hetfo": "00:00-24:00", "kedd": "08:00-20:00"}
    row = of_json(open=week, hours=None)
    assert (hours(row), row.point.open, row.doubts) == (
        "Mo 00:00-24:00; Tu 08:00-20:00",
        True,
        (),
    )


@pytest.mark.parametrize(
    ("lat", "lon", "spot"),
    [
        ("60°10'12\"N", "24°56'24\"E", (60.17, 24.94)),
        ("N 60.17", "E 24,94", (60.17, 24.94)),
        ("60,17°", "24,94°", (60.17, 24.94)),
        ("38.7 N", "9.1 W", (38.7, -9.1)),
        ("33°52′S", "151°12′30″E", (-33.866667, 151.208333)),
        ("60.17 E", "24.94 N", None),
        ("60°70'", "24°56'", None),
        ("-33 S", "151 E", None),
    ],
)
def test_degrees_as_people_write_them(lat, lon, spot):
    value = [{**ROW, "lat": lat, "lon": lon}]
    [row] = JSON_LISTS[json_format(value)].rows(value)
    assert isinstance(row, Found)
    if spot is None:
        assert row.point.spot is None and "not understood" in row.doubts[0]
    else:
        assert row.point.spot == pytest.approx(spot, abs=1e-6)


def test_hours_of_days_that_are_not_understood_beside_those_of_a_day_are_not_passed_over():
    for name in ("horarioLV", "horarioLunesViernes", "horario_festivos_locales"):
        row = {"id": 1, "lat": 40.4, "lon": -3.7, "horarioSabado": "09:30-13:00"}
        [found] = JSON_LISTS["json"].rows([{**row, name: "08:30-20:30"}])
        assert isinstance(found, Found)
        assert name in found.point.unclear, name
        [found] = JSON_LISTS["json"].rows([{**row, name: "https://example.org/hours"}])
        assert isinstance(found, Found)
        assert not found.point.unclear


@pytest.mark.parametrize("name", ["vacations", "Urlaub", "отпуск"])
def test_a_vacation_is_a_closure_or_keeps_the_point_from_offers(name):
    away = of_json(**{name: [{"from": "2026-12-24", "to": "2027-01-02"}]}).point
    assert away.closures == (Closure("2026-12-24", "2027-01-02"),)
    assert of_json(**{name: "in August"}).point.unclear


def test_fields_of_json_that_are_not_read_are_told():
    value = [{**ROW, "phone": "1", "fax": "", "location": {"floor": 2}}, {**ROW, "id": 2}]
    over = JSON_LISTS["json"].passed_over(value)
    assert [(each.column, each.reason) for each in over] == [
        ("phone", "its name is not known"),
        ("floor", "its name is not known"),
    ]


@pytest.mark.parametrize("many", [True, False])
def test_features_without_their_collection(many):
    properties = {"ref": "a", "hours": "Mo-Fr 09:00-18:00", "phone": "1"}
    geometry = {"type": "Point", "coordinates": [24.94, 60.17]}
    feature = {"type": "Feature", "geometry": geometry, "properties": properties}
    value = [feature] if many else feature
    assert json_format(value) == "geojson"
    [row] = JSON_LISTS["geojson"].rows(value)
    assert isinstance(row, Found) and row.point.spot == (60.17, 24.94)
    assert [each.column for each in JSON_LISTS["geojson"].passed_over(value)] == ["phone"]


@pytest.mark.parametrize(
    ("heads", "meant"),
    [
        ("Po;Út;St;Čt;Pá;So;Ne", "Mo-Fr 08:00-18:00; Sa 09:00-13:00"),
        ("Пн;Вт;Ср;Чт;Пт;Сб;Нд", "Mo-Fr 08:00-18:00; Sa 09:00-13:00"),
        ("ma;ti;ke;to;pe;la;su", "Mo-Fr 08:00-18:00; Sa 09:00-13:00"),
        ("Lu;Ma;Me;Je;Ve;Sa;Di", "Mo-Fr 08:00-18:00; Sa 09:00-13:00"),
    ],
)
def test_short_names_of_days_that_make_a_week_of_one_language(heads, meant):
    assert hours(of_table(heads, "8-18;8-18;8-18;8-18;8-18;9-13;-")) == meant


def test_a_short_name_that_may_be_a_day_is_not_passed_over_beside_days():
    assert of_table("ma-pe;la", "7-21;8-18").point.unclear
    assert not of_table("hours;la", "Mo-Fr 09:00-18:00;8-18").point.unclear
