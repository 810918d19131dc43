"""OSRM and Valhalla over HTTP: asked as they want to be asked, and never waited for."""

import contextlib
import json
import threading
import time

import pytest

from amends.core.places.roads import Cost, KnownWays, Mode, StraightLine, detours
from amends.maps.asking import LONGEST_ANSWER, Service
from amends.maps.osrm import Osrm
from amends.maps.valhalla import Valhalla, polyline
from tests.support.services import played

HOME, SHOP, WORK = (60.17, 24.93), (60.18, 24.94), (60.19, 24.95)


def osrm_table(question):
    """Ten seconds and a hundred metres for each place in the list that lies between."""
    first = [int(each) for each in question.params["sources"].split(";")]
    last = [int(each) for each in question.params["destinations"].split(";")]
    return {
        "code": "Ok",
        "durations": [[10.5 * abs(end - start) for end in last] for start in first],
        "distances": [[100.5 * abs(end - start) for end in last] for start in first],
        "sources": [{"hint": "", "distance": 4.2, "name": "", "location": [24.9, 60.1]}],
        "destinations": [],
    }


def osrm(service, spare=None, **options):
    return Osrm({mode: Service(service.url, **options) for mode in Mode}, spare)


def test_osrm_is_asked_for_a_table():
    with played(osrm_table) as service:
        table = osrm(service).costs([HOME], [SHOP, WORK], mode=Mode.WALK)
    assert table.rows == ((Cost(10.5, 100.5), Cost(21, 201)),)
    assert (table.by, table.trouble) == ("osrm", "")
    (asked,) = service.asked
    assert asked.path == (
        "/table/v1/foot/24.930000,60.170000;24.940000,60.180000;24.950000,60.190000"
    )
    assert asked.params["annotations"] == "duration,distance"
    assert asked.headers["user-agent"].startswith("amends/")


def test_where_osrm_knows_no_way_there_is_none():
    answer = {"code": "Ok", "durations": [[None, 5]], "distances": [[None, 7]]}
    with played(lambda question: answer) as service:
        assert osrm(service).costs([HOME], [SHOP, WORK], mode=Mode.CAR).rows == (
            (None, Cost(5, 7)),
        )


@pytest.mark.parametrize("wide", [True, False])
def test_a_large_table_is_asked_for_in_parts_that_osrm_takes(wide):
    many = [(60 + each / 1000, 25.0) for each in range(250)]
    starts, ends = ([HOME], many) if wide else (many, [HOME])
    with played(osrm_table) as service:
        table = osrm(service).costs(starts, ends, mode=Mode.WALK)
    assert all(len(asked.path.split(";")) <= 100 for asked in service.asked)
    assert (len(table.rows), len(table.rows[0])) == (len(starts), len(ends))
    assert None not in {cost for row in table.rows for cost in row}


def test_osrm_draws_a_way():
    line = [[24.9301, 60.1701], [24.94, 60.18]]
    route = {"geometry": {"type": "LineString", "coordinates": line}, "duration": 61.5}
    with played(lambda q: {"code": "Ok", "routes": [route | {"distance": 812.4}]}) as service:
        way = osrm(service).way(HOME, SHOP, mode=Mode.CAR)
    assert way is not None
    assert way.line == (HOME, (60.1701, 24.9301), (60.18, 24.94), SHOP)
    assert way.cost == Cost(61.5, 812.4)
    assert service.asked[0].path.startswith("/route/v1/driving/")


def test_no_way_is_no_failure():
    with played(lambda q: (400, {"code": "NoRoute", "message": "Impossible route"})) as service:
        assert osrm(service).way(HOME, SHOP, mode=Mode.CAR) is None
    with played(lambda q: (400, {"error_code": 442, "error": "No path"})) as service:
        assert Valhalla(Service(service.url)).way(HOME, SHOP, mode=Mode.CAR) is None


def valhalla_table(question):
    rows: list[list[dict[str, float | None]]] = [
        [
            {"distance": 1.25, "time": 900, "from_index": start, "to_index": end}
            for end in range(len(question.body["targets"]))
        ]
        for start in range(len(question.body["sources"]))
    ]
    rows[0][0] |= {"distance": None, "time": None}
    return {"sources_to_targets": rows, "units": "kilometers"}


def test_valhalla_is_asked_for_a_matrix():
    with played(valhalla_table) as service:
        table = Valhalla(Service(service.url)).costs([HOME], [SHOP, WORK], mode=Mode.WALK)
    assert table.rows == ((None, Cost(900, 1250)),)
    assert table.by == "valhalla"
    assert service.asked[0].path == "/sources_to_targets"
    assert service.asked[0].body == {
        "sources": [{"lat": 60.17, "lon": 24.93}],
        "targets": [{"lat": 60.18, "lon": 24.94}, {"lat": 60.19, "lon": 24.95}],
        "costing": "pedestrian",
        "units": "kilometers",
    }


def test_valhalla_draws_a_way():
    trip = {
        "legs": [{"shape": "_izlhA~rlgdF_{geC~ywl@_kwzCn`{nI"}],
        "summary": {"time": 100.5, "length": 2.5},
        "status": 0,
    }
    with played(lambda question: {"trip": trip}) as service:
        way = Valhalla(Service(service.url)).way(HOME, SHOP, mode=Mode.WALK)
    assert way is not None
    assert way.line == (HOME, (38.5, -120.2), (40.7, -120.95), (43.252, -126.453), SHOP)
    assert way.cost == Cost(100.5, 2500)


@pytest.mark.parametrize("text", ["_", "\x00", "_p~iF~ps|U_", "~" * 60, "ööö"])
def test_a_broken_line_is_refused(text):
    with pytest.raises(ValueError):
        polyline(text)


def hang(handler):
    time.sleep(5)


def drip(handler):
    handler.send_response(200)
    handler.end_headers()
    for _ in range(250):
        with contextlib.suppress(OSError):
            handler.wfile.write(b" ")
            handler.wfile.flush()
        time.sleep(0.02)


def flood(handler):
    handler.send_response(200)
    handler.end_headers()
    with contextlib.suppress(OSError):
        for _ in range(LONGEST_ANSWER // 2**16 + 50):
            handler.wfile.write(b" " * 2**16)


def elsewhere(handler):
    handler.send_response(302)
    handler.send_header("location", "http://127.0.0.1:1/")
    handler.end_headers()


ONE = {"code": "Ok", "durations": [[1]], "distances": [[1]]}
BAD = {
    "hangs": hang,
    "drips": drip,
    "floods": flood,
    "redirects": elsewhere,
    "fails": (500, {}),
    "too big": (400, {"code": "TooBig"}),
    "no json": b"<html>",
    "deep json": b"[" * 100_000,
    "list": [],
    "nothing": None,
    "another shape": ONE | {"durations": [[1, 2]]},
    "fewer rows": ONE | {"durations": []},
    "not finite": b'{"code":"Ok","durations":[[NaN]],"distances":[[1]]}',
    "below zero": ONE | {"durations": [[-1]]},
    "text": ONE | {"durations": [["soon"]]},
}


@pytest.mark.parametrize("bad", list(BAD))
def test_whatever_the_service_does_a_straight_line_stands_in(bad):
    with played(lambda question: BAD[bad]) as service:
        began = time.monotonic()
        table = osrm(service, seconds=0.4).costs([HOME], [SHOP], mode=Mode.WALK)
        assert time.monotonic() - began < 3
    assert table.by == "straight"
    assert table.trouble.startswith("osrm: ")
    assert "60.1" not in table.trouble
    assert table.rows == StraightLine().costs([HOME], [SHOP], mode=Mode.WALK).rows


@pytest.mark.parametrize("bad", ["hangs", "fails", "no json", "list", "nothing"])
def test_a_way_too_has_its_straight_line(bad):
    with played(lambda question: BAD[bad]) as service:
        for router in (
            osrm(service, seconds=0.4),
            Valhalla(Service(service.url, seconds=0.4)),
        ):
            way = router.way(HOME, SHOP, mode=Mode.WALK)
            assert way is not None
            assert (way.line, way.by) == ((HOME, SHOP), "straight")
            assert way.trouble.startswith(f"{router.name}: ")


def test_where_nobody_listens_the_spare_router_measures():
    spare = KnownWays({(HOME, SHOP): Cost(1, 2)})
    router = Valhalla(Service("http://127.0.0.1:9"), spare)
    table = router.costs([HOME], [SHOP], mode=Mode.CAR)
    assert (table.rows, table.by) == (((Cost(1, 2),),), "known")


def test_after_a_failure_the_service_is_left_alone_for_a_while():
    now = 0.0
    broken = True

    def answer(question):
        return (500, {}) if broken else osrm_table(question)

    with played(answer) as service:
        router = osrm(service, rest=30, clock=lambda: now)
        assert router.costs([HOME], [SHOP], mode=Mode.WALK).by == "straight"
        broken = False
        assert router.costs([HOME], [SHOP], mode=Mode.WALK).by == "straight"
        assert len(service.asked) == 1
        now = 31.0
        assert router.costs([HOME], [SHOP], mode=Mode.WALK).by == "osrm"


def test_a_name_that_nobody_resolves_keeps_nobody_waiting(monkeypatch):
    slow = threading.Event()
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: slow.wait(10) and None)
    router = Osrm({Mode.WALK: Service("http://maps.example", seconds=0.3)})
    start = time.monotonic()
    assert router.costs([HOME], [SHOP], mode=Mode.WALK).by == "straight"
    assert time.monotonic() - start < 3
    slow.set()


def test_half_a_failure_makes_the_whole_detour_straight():
    def answer(question):
        return osrm_table(question) if question.params["sources"] == "0" else (500, {})

    with played(answer) as service:
        told = detours(osrm(service), HOME, WORK, [SHOP, (60.2, 25.0)], mode=Mode.WALK)
    assert (told.by, told.trouble[:5]) == ("straight", "osrm:")


def test_a_mode_without_a_server_is_measured_straight():
    with played(osrm_table) as service:
        router = Osrm({Mode.CAR: Service(service.url)})
        assert router.costs([HOME], [SHOP], mode=Mode.WALK).trouble == "osrm: no server for walk"
        assert router.costs([HOME], [SHOP], mode=Mode.CAR).by == "osrm"


def test_too_many_ways_are_not_asked_for():
    many = [HOME] * 200
    with played(osrm_table) as service:
        assert osrm(service).costs(many, many, mode=Mode.WALK).by == "straight"
    assert service.asked == []


def test_nothing_asked_asks_nobody():
    with played(osrm_table) as service:
        assert osrm(service).costs([HOME], [], mode=Mode.WALK).rows == ((),)
        assert json.dumps(service.asked) == "[]"
