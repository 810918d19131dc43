"""Costs over the streets of a real town are those of Dijkstra's algorithm."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.core.places.roads import Mode, detours
from amends.maps.components import components
from amends.maps.extract import DEGREE
from amends.maps.gates import direct
from amends.maps.kept import load
from amends.maps.roads import PACE, RoadGraph
from bench.roads.reference import Nodes, nodes_of

arcs = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=40)


@given(arcs)
@settings(max_examples=200)
def test_components_are_those_that_reach_each_other(drawn):
    tails = np.array([tail for tail, _ in drawn], dtype=np.int64)
    heads = np.array([head for _, head in drawn], dtype=np.int64)
    reach = np.eye(10, dtype=bool)
    reach[tails, heads] = True
    for middle in range(10):
        reach |= np.outer(reach[:, middle], reach[middle])
    labels = components(10, tails, heads)
    assert ((labels[:, None] == labels[None, :]) == (reach & reach.T)).all()


@pytest.fixture(scope="module")
def helsinki(shared_data, tmp_path_factory):
    path = shared_data / "osm" / "helsinki.osm.pbf"
    return path, load(path, tmp_path_factory.mktemp("kept"))


@pytest.mark.parametrize("mode", list(Mode))
def test_in_helsinki_every_cost_between_crossings_is_dijkstras(helsinki, mode):
    path, extract = helsinki
    graph, nodes, draw = RoadGraph(extract), nodes_of(path, mode), random.Random(4)
    number = {at: place for place, at in enumerate(node_spots(extract))}
    crossings = [node for node, at in nodes.crossings().items() if at in number]
    ends = draw.sample(crossings, 50)
    wrong = 0
    for start in draw.sample(crossings, 20):
        truth = nodes.dijkstra((start, 0))
        places = [number[nodes.spots[end]] for end in ends]
        told = graph._hierarchy.from_one([(number[nodes.spots[start]], 0)], places, mode)
        wrong += sum(truth.get(end) != found for end, found in zip(ends, told, strict=True))
    assert wrong == 0


@pytest.mark.parametrize("mode", list(Mode))
def test_in_helsinki_every_cost_between_any_spots_is_dijkstras(helsinki, mode):
    _, extract = helsinki
    graph, draw = RoadGraph(extract), random.Random(5)
    south, west, north, east = extract.box
    spots = [(draw.uniform(south, north), draw.uniform(west, east)) for _ in range(40)]
    table = graph.costs(spots[:20], spots[20:], mode=mode).rows
    nodes = arcs_of(extract.roads, mode)
    for start, row in zip(spots[:20], table, strict=True):
        first = graph._gate(start, mode)
        assert first is not None
        truth = nodes.dijkstra(*first.leave)
        for end, told in zip(spots[20:], row, strict=True):
            assert told is not None
            last = graph._gate(end, mode)
            assert last is not None
            walked = (first.snap.metres + last.snap.metres) / PACE
            best = best_of(truth, first, last)
            assert told.seconds == pytest.approx(best / 1000 + walked, abs=1e-9)


def best_of(truth, first, last):
    along = direct(first, last)
    ways = [truth[node] + time for node, time in last.enter if node in truth]
    return min(ways if along is None else [*ways, along])


def arcs_of(roads, mode):
    nodes = Nodes()
    for tails, heads, times in (
        (roads.tail, roads.head, roads.go[mode]),
        (roads.head, roads.tail, roads.back[mode]),
    ):
        for tail, head, time in zip(tails.tolist(), heads.tolist(), times.tolist(), strict=True):
            if time >= 0:
                nodes.add(tail, head, time)
    return nodes


def node_spots(extract):
    points = extract.roads.node_point
    lines = extract.lines
    return list(
        zip(
            (lines.latitudes[points] / DEGREE).tolist(),
            (lines.longitudes[points] / DEGREE).tolist(),
            strict=True,
        )
    )


def test_a_detour_in_helsinki_is_never_below_zero_seconds(helsinki):
    _, extract = helsinki
    graph, draw = RoadGraph(extract), random.Random(6)
    south, west, north, east = extract.box
    spots = [(draw.uniform(south, north), draw.uniform(west, east)) for _ in range(30)]
    for mode in Mode:
        told = detours(graph, spots[0], spots[1], spots[2:], mode=mode)
        assert all(each is None or each.seconds > -0.01 for each in told.costs)


def test_in_helsinki_a_spot_on_a_street_is_not_in_the_tunnel_below(helsinki):
    _, extract = helsinki
    graph = RoadGraph(extract)
    start, end = (60.16895, 24.9489), (60.1690, 24.9500)
    walked = graph.costs([start], [end], mode=Mode.WALK).rows[0][0]
    assert walked is not None
    assert walked.metres < 100
