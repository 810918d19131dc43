"""Lists of pickup points in each format: what is read, what is doubted, what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from amends.core.places import Closure, DatedHours, Limits, Point
from amends.core.places.sources import JSON_LISTS, BadList, Found, Missed, json_format, table

INPOST: dict[str, Any] = {
    "name": "XYZ01M",
    "type": ["parcel_locker"],
    "status": "Operating",
    "country": "PL",
    "location": {"longitude": 19.9, "latitude": 50.1},
    "location_description": "Beside the bakery",
    "opening_hours": "PN-PT 08-20",
    "operating_hours_extended": {"customer": {"monday": [{"start": 480, "end": 1200}]}},
    "location_247": False,
    "address": {"line1": "Long street 7", "line2": "00-001 Town"},
    "functions": ["parcel_collect", "parcel_send"],
    "payment_type": {"2": "Payment by card in the machine"},
    "unavailability_periods": [{"from": "2026-12-01T08:00:00", "to": "2026-12-03T08:00:00"}],
}
CDEK: dict[str, Any] = {
    "code": "TWN1",
    "name": "Central",
    "type": "POSTAMAT",
    "work_time": "Пн-Пт 10:00-20:00",
    "work_time_list": [{"day": 1, "time": "10:00/20:00"}],
    "work_time_exception_list": [
        {"date_start": "2026-12-31", "date_end": "2026-12-31", "time_start": "10:00",
         "time_end": "15:00", "is_working": True},
        {"date_start": "2027-01-01", "date_end": "2027-01-02", "is_working": False},
    ],
    "nearest_metro_station": "River",
    "address_comment": "Second door",
    "weight_max": 30,
    "dimensions": [
        {"width": 40, "height": 20, "depth": 60},
        {"width": 10, "height": 10, "depth": 90},
    ],
    "is_dressing_room": False,
    "have_cash": False,
    "have_cashless": True,
    "allowed_cod": True,
    "is_handout": True,
    "location": {"country_code": "RU", "latitude": 55.5, "longitude": 37.5, "city": "Town"},
}  # fmt: skip
OZON_POINT: dict[str, Any] = {
    "enabled": True,
    "delivery_method": {
        "map_point_id": 501,
        "name": "Point on the square",
        "address": "Square 1",
        "coordinates": {"lat": 55.6, "long": 37.6},
        "delivery_type": {"id": 1, "name": "Постамат"},
        "fitting_rooms_count": 2,
        "storage_period": 7,
        "holidays": [{"begin": "2027-01-01T00:00:00Z", "end": "2027-01-02T00:00:00Z"}],
        "working_hours": [
            {"date": "2026-11-23", "periods": [{"min": {"hours": 9}, "max": {"hours": 21}}]}
        ],
    },
}


def points(value: object) -> list[Point]:
    """Every row is a point, and nothing is odd about any."""
    rows = list(JSON_LISTS[json_format(value)].rows(value))
    assert all(isinstance(row, Found) and not row.doubts for row in rows), rows
    return [row.point for row in rows if isinstance(row, Found)]


def feature(properties: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [24.94, 60.17]},
        "properties": properties,
        **more,
    }


def collection(*features: object) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def test_a_locker_of_inpost():
    [point] = points([INPOST])
    assert point == Point(
        code="XYZ01M",
        name="InPost XYZ01M",
        spot=(50.1, 19.9),
        kind="locker",
        operator="InPost",
        address="Long street 7, 00-001 Town",
        country="PL",
        hours_text="PN-PT 08-20",
        hours_structure={"customer": {"monday": [{"start": 480, "end": 1200}]}},
        closures=(Closure("2026-12-01", "2026-12-03"),),
        limits=Limits(payment=True),
        way_there="Beside the bakery",
    )


def test_a_page_of_inpost_is_no_whole_list():
    page = {"items": [INPOST], "total_pages": 7}
    assert len(points(page)) == 1
    assert not JSON_LISTS["inpost"].is_whole(page)
    assert JSON_LISTS["inpost"].is_whole({"items": [INPOST], "total_pages": 1})


@pytest.mark.parametrize(
    ("said", "open_", "gives"),
    [
        ({"status": "Disabled"}, False, True),
        ({"status": "Created"}, False, True),
        ({"status": "Overloaded"}, True, True),
        ({"functions": ["parcel_send"]}, True, False),
    ],
)
def test_what_of_inpost_is_in_service(said, open_, gives):
    [point] = points([INPOST | said])
    assert (point.open, point.gives) == (open_, gives)


def test_a_place_that_only_says_it_never_closes():
    silent = {"opening_hours": None, "operating_hours_extended": {"customer": None}}
    assert points([INPOST | silent | {"location_247": True}])[0].hours_text == "24/7"
    assert points([INPOST | silent])[0].hours_text == ""


def test_a_locker_of_cdek():
    [point] = points([CDEK])
    assert point.limits == Limits(sides=(600, 400, 200), grams=30_000, payment=True, fitting=False)
    assert (point.kind, point.spot, point.country) == ("locker", (55.5, 37.5), "RU")
    assert point.exceptions == (DatedHours("2026-12-31", "2026-12-31", (("10:00", "15:00"),)),)
    assert point.closures == (Closure("2027-01-01", "2027-01-02"),)
    assert point.way_there == "м. River, Second door"
    assert (point.hours_text, point.hours_structure) == (CDEK["work_time"], CDEK["work_time_list"])


def test_a_day_of_cdek_whose_hours_are_not_said_is_a_closed_day():
    [row] = JSON_LISTS["cdek"].rows(
        [CDEK | {"work_time_exception_list": [{"date_start": "2026-12-31", "is_working": True}]}]
    )
    assert isinstance(row, Found)
    assert row.point.closures == (Closure("2026-12-31", "2026-12-31"),)
    assert "are not said" in row.doubts[0]


def test_a_point_of_ozon():
    [point] = points({"points": [OZON_POINT]})
    assert (point.code, point.kind, point.spot) == ("501", "locker", (55.6, 37.6))
    assert point.limits == Limits(fitting=True, storage_days=7)
    assert point.closures == (Closure("2027-01-01", "2027-01-02"),)
    assert point.hours_structure == OZON_POINT["delivery_method"]["working_hours"]


def test_a_place_of_ozon_without_anything_else():
    [point] = points({"points": [{"map_point_id": 9, "coordinate": {"lat": 55.1, "long": 37.1}}]})
    assert (point.code, point.spot, point.hours_text) == ("9", (55.1, 37.1), "")


def test_a_delivery_point_of_ozon():
    row = {
        "delivery_point_id": 42,
        "name": "Corner",
        "type": "PICKUP_POINT",
        "full_address": "Corner 1",
        "coordinates": {"latitude": 55.7, "longitude": 37.7},
        "schedule": [
            {"date": "2026-11-23", "periods": [{"from_local": "09:30", "to_local": "21:00"}]}
        ],
        "is_active": False,
        "storage_period_days": 5,
        "fitting_rooms_count": 0,
        "restrictions": {
            "max_weight_g": 15000, "max_length_mm": 600, "max_width_mm": 400, "max_height_mm": 500,
        },
    }  # fmt: skip
    [point] = points({"delivery_points": [row]})
    assert point.limits == Limits((600, 500, 400), 15_000, fitting=False, storage_days=5)
    assert not point.open
    assert point.hours_structure == [
        {
            "date": "2026-11-23",
            "periods": [{"min": {"hours": 9, "minutes": 30}, "max": {"hours": 21, "minutes": 0}}],
        }
    ]


def test_of_ozons_warehouses_only_points_are_points():
    said = {"name": "W", "address": "A", "coordinates": {"latitude": 55.0, "longitude": 37.0}}
    kinds = ("DELIVERY_POINT", "ORDERS_RECEIVING_POINT", "SORTING_CENTER")
    rows = [
        {**said, "warehouse_id": number, "warehouse_type": f"WAREHOUSE_TYPE_{kind}"}
        for number, kind in enumerate(kinds, 1)
    ]
    gives, takes_in, other = JSON_LISTS["ozon"].rows({"search": rows})
    assert isinstance(gives, Found) and gives.point.gives
    assert isinstance(takes_in, Found) and not takes_in.point.gives
    assert isinstance(other, Missed) and "SORTING_CENTER" in other.reason


def test_a_feature_with_the_tags_of_openstreetmap():
    tags = {
        "@id": "node/77",
        "amenity": "parcel_locker",
        "brand": "Lock & Co",
        "opening_hours": "Mo-Su 06:00-22:00",
        "addr:street": "Quay",
        "addr:housenumber": "3",
        "payment:cards": "yes",
    }
    [point] = points(collection(feature(tags)))
    assert (point.code, point.kind, point.operator) == ("n77", "locker", "Lock & Co")
    assert (point.spot, point.address) == ((60.17, 24.94), "Quay 3")
    assert (point.hours_text, point.limits.payment) == ("Mo-Su 06:00-22:00", True)


def test_a_feature_with_named_properties_and_an_area():
    square = [[[24.0, 60.0], [24.0, 61.0], [25.0, 61.0], [25.0, 60.0]]]
    [point] = points(
        collection(
            feature(
                {"name": "Шоп", "часы работы": "Пн-Вс 10:00-20:00", "max_weight_kg": "12,5"},
                id="S1",
                geometry={"type": "Polygon", "coordinates": square},
            )
        )
    )
    assert (point.code, point.name, point.spot) == ("S1", "Шоп", (60.5, 24.5))
    assert (point.hours_text, point.limits.grams) == ("Пн-Вс 10:00-20:00", 12_500)


def test_rows_that_are_none_are_told_with_their_position():
    rows = list(
        JSON_LISTS["geojson"].rows(
            collection(
                feature({"name": "nameless"}),
                "text",
                feature({}, id="a", geometry={"type": "Broken"}),
                feature({"id": "b"}, geometry=None),
            )
        )
    )
    assert [type(row) for row in rows] == [Missed, Missed, Missed, Found]
    assert [row.position for row in rows] == [f"features[{number}]" for number in range(4)]
    assert isinstance(rows[3], Found)
    assert rows[3].point.spot is None and rows[3].doubts == ("it has no coordinates",)


@pytest.mark.parametrize("where", [(91, 0), (0, 0), (None, 5), ("north", 1), (float("nan"), 1)])
def test_coordinates_that_are_none_leave_a_point_without_them(where):
    [row] = JSON_LISTS["json"].rows([{"id": 1, "lat": where[0], "lon": where[1]}])
    assert isinstance(row, Found)
    assert row.point.spot is None and row.doubts


def test_plain_json_with_the_place_in_an_object():
    row = {"id": "q", "opening_hours": {"mo": "9-18"}, "location": {"lat": 52.5, "lng": 13.4}}
    [point] = points({"stores": [row]})
    assert (point.spot, point.hours_structure) == ((52.5, 13.4), {"mo": "9-18"})


def test_plain_json_with_the_place_deep_inside():
    place = {
        "address": {"countryCode": "DE", "street": "Quay 1"},
        "geo": {"latitude": 52.5, "longitude": "13.4"},
    }
    [point] = points([{"id": "d", "place": place, "openingHours": "Mo-Fr 9-18 Uhr"}])
    assert (point.spot, point.address, point.country) == ((52.5, 13.4), "Quay 1", "DE")
    assert point.hours_text == "Mo-Fr 9-18 Uhr"


def test_json_that_is_no_list_of_points():
    for value in ({}, [], [1], {"a": [{"b": 1}]}, None, "text"):
        with pytest.raises(BadList, match="no list of points"):
            json_format(value)


CSV = """код;название;широта;долгота;режим работы;вес, кг;примерка
П1;Первый;55,75;37,61;Пн-Пт 9-18;15;да
;Без кода;55,7;37,6;;;
П2;"Второй; угловой";55,76;37,62;круглосуточно;;нет
П3;лишнее;1;2;3;4;5;6;7
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_a_table_in_russian_in_any_encoding(encoding):
    text = table.decoded(CSV.encode(encoding))
    assert table.looks_like_one(text)
    first, nameless, second, long = table.rows(text)
    assert isinstance(first, Found) and isinstance(second, Found)
    assert (first.point.code, first.point.spot) == ("П1", (55.75, 37.61))
    assert first.point.limits.fitting is True
    assert second.point.name == "Второй; угловой"
    assert isinstance(nameless, Missed) and nameless.position == "row 3"
    assert isinstance(long, Missed) and "9 cells" in long.reason


def test_a_table_with_a_column_for_each_day():
    cells = '7,9-18,9.30 – 18,"9-13;14-18",выходной,24/7,by request,,1.5,2.5'
    text = f"ID,Mon,Tue,Wed,Thu,Fri,Sat,Sun,lat,lng\n{cells}\n"
    [row] = table.rows(text)
    assert isinstance(row, Found)
    assert row.point.hours_structure == {
        "mo": "09:00-18:00",
        "tu": "09:30-18:00",
        "we": "09:00-13:00, 14:00-18:00",
        "th": "closed",
        "fr": "00:00-24:00",
        "sa": "by request",
        "su": "",
    }


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_a_table_with_a_closure(mark):
    lines = (["id", "closed_from", "closed_to"], ["a", "01.12.2026", "2026-12-05"], ["b", "x", ""])
    closed, odd = table.rows("\n".join(mark.join(line) for line in lines))
    assert isinstance(closed, Found) and isinstance(odd, Found)
    assert closed.point.closures == (Closure("2026-12-01", "2026-12-05"),)
    assert odd.point.closures == () and "no day is read" in odd.doubts[-1]


def test_a_table_without_ids_and_one_with_an_endless_cell():
    with pytest.raises(BadList, match="ids of the points"):
        list(table.rows("name,lat,lon\na,1,2\n"))
    [endless, after] = table.rows(f"id,name\na,{'x' * 200_000}\nb,y\n")
    assert isinstance(endless, Missed) and isinstance(after, Found)


def test_nothing_of_a_row_stops_the_reading():
    values: list[Any] = [None, 1, "x", [], {}, [[]], {"a": {}}, True, float("inf"), 10**400]
    kinds = {"inpost": INPOST, "cdek": CDEK, "ozon": OZON_POINT["delivery_method"]}
    for name, row in kinds.items():
        for field in row:
            rows: Any = [{**row, field: value} for value in values]
            read = JSON_LISTS[name].rows({"points": rows} if name == "ozon" else rows)
            assert len(list(read)) == len(values)


def test_a_text_is_cut_and_never_too_long_for_the_record():
    [point] = points([INPOST | {"name": "N", "location_description": "w" * 9000}])
    assert len(point.way_there) == 2000 and point.way_there.endswith("…")
    [missed] = JSON_LISTS["inpost"].rows(json.loads(json.dumps([INPOST | {"name": "n" * 300}])))
    assert isinstance(missed, Missed) and "more than" in missed.reason


@pytest.mark.parametrize(
    ("said", "works"),
    [
        *(("ja", True), ("tak", True), ("Да", True), ("тийм", True), ("sí", True), ("EVET", True)),
        *(("ano", True), ("w.ahr", None), ("WAHR", True), ("Работает", True), ("открыто", True)),
        *(("in Betrieb", True), ("", True), ("Overloaded", True), ("нээлттэй", True)),
        *(("nein", False), ("nie", False), ("нет", False), ("үгүй", False), ("non", False)),
        *(("no", False), ("ne", False), ("HAYIR", False), ("hayır", False), ("FALSCH", False)),
        *(("Außer Betrieb", False), ("nieczynny", False), ("временно закрыт", False)),
        *(("хаалттай", False), ("kapalı", False), ("temporarily_closed", False), ("0", False)),
        *(("maybe", None), ("?", None), ("-", None), ("soon", None), ("Mo-Fr 9-18", None)),
    ],
)
@pytest.mark.parametrize("column", ["open", "status"])
def test_the_words_of_a_status(column: str, said: str, works: bool | None):
    [row] = table.rows(f"id;{column};name\na;{said};x")
    assert isinstance(row, Found)
    assert (row.point.open, bool(row.point.unclear)) == (works is not False, works is None)
    assert bool(row.point.unclear) == any("in service" in doubt for doubt in row.doubts)


def test_of_two_columns_of_status_the_one_that_says_no_holds():
    [row] = table.rows("id,active,status\na,yes,closed")
    assert isinstance(row, Found) and not row.point.open
