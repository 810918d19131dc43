"""Ways over the streets of a small town: who may use which, and how long it takes."""

import threading
from itertools import pairwise

import pytest

from amends.core.places import distance
from amends.core.places.roads import Mode
from amends.maps.building import build
from amends.maps.roads import PACE, RoadGraph
from tests.support.town import Town, spot

STREET = {"highway": "residential"}


def graph_of(town, tmp_path):
    return RoadGraph(build(town.write(tmp_path / "town.osm.pbf")))


def cost(graph, start, end, mode=Mode.CAR):
    return graph.costs([start], [end], mode=mode).rows[0][0]


def square(tags=STREET, *, diagonal=None):
    """Corners 1 (0,0), 2 (0,10), 3 (10,10), 4 (10,0), each side a way, and a dead end to 5."""
    town = Town()
    for number, (north, east) in enumerate([(0, 0), (0, 10), (10, 10), (10, 0), (-5, 0)], start=1):
        town.node(number, north, east)
    for pair in ([1, 2], [2, 3], [3, 4], [4, 1], [1, 5]):
        town.way(pair, tags)
    if diagonal:
        town.way([1, 3], diagonal)
    return town


def test_a_way_follows_the_streets_and_is_as_long_as_its_line(tmp_path):
    graph = graph_of(square(), tmp_path)
    way = graph.way(spot(2, 0), spot(8, 10), mode=Mode.WALK)
    length = sum(distance(one, other) for one, other in pairwise(way.line))
    assert length == pytest.approx(10 * 111.2 + 556, abs=2)
    assert way.cost.metres == pytest.approx(length, abs=0.1)
    assert way.cost.seconds == pytest.approx(length / PACE, abs=0.1)
    assert way.line[0] == spot(2, 0)
    assert way.line[-1] == spot(8, 10)


def test_a_spot_between_crossings_goes_off_both_ways(tmp_path):
    graph = graph_of(square(), tmp_path)
    for end in (spot(0, 0), spot(0, 10)):
        walked = cost(graph, spot(0, 5), end, Mode.WALK)
        assert walked.metres == pytest.approx(distance(spot(0, 5), end), abs=0.1)


def test_two_spots_on_one_stretch_need_no_crossing(tmp_path):
    graph = graph_of(square(), tmp_path)
    walked = cost(graph, spot(0, 7), spot(0, 4), Mode.WALK)
    assert walked.metres == pytest.approx(distance(spot(0, 7), spot(0, 4)), abs=0.1)


def test_at_a_crossing_a_car_need_not_take_the_one_way_street(tmp_path):
    town = Town()
    for number, place in enumerate([(0, 0), (0, 10), (10, 10), (10, 0), (0, -10)], start=1):
        town.node(number, *place)
    town.way([1, 2, 3, 4, 1], STREET | {"oneway": "yes"})
    town.way([1, 5], STREET)
    graph = graph_of(town, tmp_path)
    corner, west = spot(0, 0), spot(0, -5)
    for ends in ((corner, west), (west, corner)):
        there = cost(graph, *ends, Mode.CAR)
        assert there.metres == pytest.approx(distance(*ends), abs=1)
        assert cost(graph, *ends, Mode.CAR).seconds == graph.way(*ends, mode=Mode.CAR).cost.seconds


def test_against_a_one_way_street_a_car_goes_round(tmp_path):
    town = square(STREET | {"oneway": "yes"})
    town.ways.pop()
    graph = graph_of(town, tmp_path)
    ahead, back = (spot(0, 2), spot(0, 8)), (spot(0, 8), spot(0, 2))
    assert cost(graph, *ahead).metres == pytest.approx(distance(*ahead), abs=0.1)
    around = 2 * (distance(spot(0, 0), spot(10, 0)) + distance(spot(0, 0), spot(0, 10)))
    assert cost(graph, *back).metres == pytest.approx(around - distance(*back), abs=1)
    assert cost(graph, *back, Mode.WALK).metres == pytest.approx(distance(*back), abs=0.1)
    back_way = graph.way(*back, mode=Mode.CAR)
    assert sum(distance(*leg) for leg in pairwise(back_way.line)) == pytest.approx(
        back_way.cost.metres, abs=0.1
    )


@pytest.mark.parametrize(
    ("tags", "walks", "drives"),
    [
        (STREET, True, True),
        ({"highway": "footway"}, True, False),
        ({"highway": "motorway", "oneway": "no"}, False, True),
        (STREET | {"access": "private"}, False, False),
        (STREET | {"access": "no", "foot": "yes"}, True, False),
        (STREET | {"motor_vehicle": "no"}, True, False),
        ({"highway": "footway", "motor_vehicle": "yes", "maxspeed": "90"}, True, True),
        ({"highway": "construction"}, False, False),
        (STREET | {"oneway": "reversible"}, True, False),
    ],
)
def test_who_may_use_a_short_cut(tmp_path, tags, walks, drives):
    graph = graph_of(square(diagonal=tags), tmp_path)
    straight = distance(spot(0, 0), spot(10, 10))
    for mode, may in ((Mode.WALK, walks), (Mode.CAR, drives)):
        found = graph.costs([spot(-3, 0)], [spot(10, 10)], mode=mode).rows[0][0]
        length = found.metres - distance(spot(-3, 0), spot(0, 0))
        assert (length == pytest.approx(straight, abs=1)) is may


@pytest.mark.parametrize(("limit", "speed"), [("50", 40), ("30 mph", 38.6), ("FI:urban", 40)])
def test_a_stated_limit_tells_how_fast_a_car_is(tmp_path, limit, speed):
    graph = graph_of(square(STREET | {"maxspeed": limit}), tmp_path)
    driven = cost(graph, spot(0, 0), spot(0, 10))
    assert driven.metres / driven.seconds * 3.6 == pytest.approx(speed, rel=0.01)


def test_a_bollard_lets_walkers_through_and_no_car(tmp_path):
    town = square()
    town.node(6, 0, 5, {"barrier": "bollard"})
    town.ways[0].nodes = [1, 6, 2]
    graph = graph_of(town, tmp_path)
    near, far = spot(0, 4), spot(0, 6)
    assert cost(graph, near, far, Mode.WALK).metres == pytest.approx(distance(near, far), abs=0.1)
    assert cost(graph, near, far).metres > 2000


def test_a_loop_with_one_crossing_is_walked_the_short_way(tmp_path):
    town = square()
    for number, (north, east) in enumerate([(12, 0), (12, 2), (10, 2)], start=7):
        town.node(number, north, east)
    town.way([4, 7, 8, 9, 4], {"highway": "footway"})
    graph = graph_of(town, tmp_path)
    walked = cost(graph, spot(10, 0), spot(12, 2), Mode.WALK)
    assert walked.metres == pytest.approx(
        distance(spot(10, 0), spot(10, 2)) + distance(spot(10, 2), spot(12, 2)), abs=1
    )


def test_an_island_is_not_where_a_spot_is_snapped(tmp_path):
    town = square()
    for number in range(10, 15):
        town.node(number, 1, number - 9)
    town.way([10, 11, 12], {"highway": "footway"})
    town.way([11, 13], {"highway": "footway"})
    graph = graph_of(town, tmp_path)
    assert cost(graph, spot(1, 1.5), spot(10, 10), Mode.WALK) is not None


def test_far_from_every_street_nothing_is_reached(tmp_path):
    graph = graph_of(square(), tmp_path)
    assert cost(graph, spot(100, 100), spot(0, 0), Mode.WALK) is None
    assert cost(graph, spot(0, 0), (-60.0, -170.0)) is None
    assert graph.way(spot(0, 0), spot(100, 100), mode=Mode.CAR) is None
    table = graph.costs([spot(0, 0), spot(99, 99)], [spot(0, 0)], mode=Mode.WALK)
    assert [row[0] is None for row in table.rows] == [False, True]


def test_nothing_asked_is_nothing_answered(tmp_path):
    graph = graph_of(square(), tmp_path)
    assert graph.costs([spot(0, 0)], [], mode=Mode.WALK).rows == ((),)
    assert graph.costs([], [spot(0, 0)], mode=Mode.WALK).rows == ()
    assert graph.costs([spot(0, 0), spot(0, 1)], [], mode=Mode.CAR).rows == ((), ())


def test_rows_and_columns_tell_the_same(tmp_path):
    graph = graph_of(square(diagonal={"highway": "path"}), tmp_path)
    spots = [spot(north, east) for north in (0, 3, 10) for east in (0, 5, 10)]
    wide = graph.costs(spots[:2], spots, mode=Mode.WALK).rows
    for row, start in zip(wide, spots[:2], strict=True):
        for told, end in zip(row, spots, strict=True):
            assert graph.costs([start, start], [end], mode=Mode.WALK).rows[0][0] == told


def test_many_threads_may_ask_at_once(tmp_path):
    graph = graph_of(square(), tmp_path)
    alone = [cost(graph, spot(0, each), spot(10, 10), mode) for each in range(9) for mode in Mode]
    told = []

    def ask():
        told.append(
            [cost(graph, spot(0, each), spot(10, 10), mode) for each in range(9) for mode in Mode]
        )

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [alone] * 8


def test_a_node_that_was_put_down_wrongly_costs_no_memory(tmp_path):
    town = square()
    town.node(20, -40_000, 120_000)
    town.node(21, 900, 900)
    town.way([3, 20, 2], STREET)
    town.way([3, 21, 4], STREET)
    graph = graph_of(town, tmp_path)
    assert cost(graph, spot(0, 0), spot(0, 10)).metres == pytest.approx(556, abs=1)
    assert cost(graph, spot(450, 453), spot(0, 10)) is not None


def over_a_tunnel(tags, *, street=0.004):
    """Long street along the north, and right under the spots a way that comes up far to the east.

    ``street``: how many steps north of the spots it lies.
    """
    town = Town()
    for number, place in enumerate([(street, 0), (street, 10), (street, 40), (0, 0), (0, 10)], 1):
        town.node(number, *place)
    town.way([1, 2, 3], STREET)
    town.way([4, 5, 3], {"highway": "service", **tags})
    return town


OFF_GROUND = [
    {"tunnel": "yes", "layer": "-4"},
    {"tunnel": "avalanche_protector"},
    {"location": "underground"},
    {"covered": "yes", "layer": "-1"},
    {"level": "-2;-1"},
    {"level": "-2--1"},
    {"indoor": "yes", "level": "2"},
]
AT_GROUND = [
    {"tunnel": "building_passage"},
    {"tunnel": "no"},
    {"covered": "yes"},
    {"layer": "-1"},
    {"level": "-1;0"},
    {"indoor": "yes", "level": "0-3"},
    {"level": "1"},
    {"level": "somewhere"},
]


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("tags", OFF_GROUND)
def test_nobody_is_put_into_a_tunnel_while_a_street_is_near(tags, mode, tmp_path):
    graph = graph_of(over_a_tunnel(tags), tmp_path)
    to_street = distance(spot(0, 2), spot(0.004, 2))
    walked = cost(graph, spot(0, 2), spot(0.004, 8), mode)
    assert walked.metres == pytest.approx(distance(spot(0, 2), spot(0, 8)) + to_street, abs=0.1)


@pytest.mark.parametrize("tags", AT_GROUND)
def test_a_passage_through_a_house_is_a_street(tags, tmp_path):
    graph = graph_of(over_a_tunnel(tags), tmp_path)
    walked = cost(graph, spot(0, 2), spot(0.004, 8), Mode.WALK)
    assert walked.metres > distance(spot(0, 2), spot(0, 40))


def test_where_no_street_is_near_a_spot_is_put_under_ground(tmp_path):
    graph = graph_of(over_a_tunnel(OFF_GROUND[0], street=1), tmp_path)
    walked = cost(graph, spot(0, 2), spot(0, 8), Mode.WALK)
    assert walked.metres == pytest.approx(distance(spot(0, 2), spot(0, 8)), abs=0.1)


def test_a_way_may_still_lead_through_a_tunnel(tmp_path):
    town = square()
    town.way([1, 3], STREET | {"tunnel": "yes", "layer": "-1"})
    graph = graph_of(town, tmp_path)
    walked = cost(graph, spot(0, 0), spot(10, 10), Mode.WALK)
    assert walked.metres == pytest.approx(distance(spot(0, 0), spot(10, 10)), abs=0.2)
