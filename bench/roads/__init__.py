"""Ways over the streets of a town: exact, and fast enough to rank points by real detours."""

from __future__ import annotations

import random
import time
from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from amends.core.places.roads import Mode, detours
from amends.maps.extract import Extract
from amends.maps.kept import load
from amends.maps.points import tagged_points
from amends.maps.roads import RoadGraph
from bench.charts import Bar, Chart, draw
from bench.real import real
from bench.results import Result
from bench.roads.exact import anywhere, arcs_of, between_crossings, between_spots, reaching
from bench.roads.growth import measured

CANDIDATES = 100
DRAWN = "osm/helsinki.osm.pbf"
"""The town of which the chart in the documentation tells."""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--extract", default=DRAWN, help="a file in the real data")
    parser.add_argument("--pairs", type=int, default=10_000)
    parser.add_argument("--questions", type=int, default=1_000)


def run(*, extract: str, pairs: int, questions: int) -> list[Result]:
    path = real(extract)
    with TemporaryDirectory() as folder:
        results = [*_growth(path, Path(folder))]
        town = load(path, Path(folder))
    graph, bars = RoadGraph(town), []
    for mode in Mode:
        results += _exact(path, town, graph, mode, pairs)
    for mode in Mode:
        results.append(_ranking(path, town, mode, questions))
        bars += _bars(results[-1], mode)
    if extract == DRAWN:
        draw("roads", _chart(bars))
    return results


def _growth(path: Path, kept: Path) -> list[Result]:
    built, again = measured(path, kept), measured(path, kept)
    return [
        Result("a map is built", built.pop("seconds"), "s", beside=built),
        Result("a map is loaded again", again.pop("seconds"), "s", beside=again),
    ]


def _exact(path: Path, town: Extract, graph: RoadGraph, mode: Mode, pairs: int) -> list[Result]:
    crossings = between_crossings(path, town, mode, pairs, random.Random(1))
    spots = between_spots(graph, town, mode, pairs, random.Random(2))
    return [
        Result(
            f"{mode}: costs between {what} that are not Dijkstra's",
            told.wrong,
            f"of {told.pairs:,}",
            at_most=0,
            beside={"seconds": told.ours, "seconds of SciPy's Dijkstra": told.scipys},
        )
        for what, told in (("crossings", crossings), ("spots", spots))
    ]


def _ranking(path: Path, town: Extract, mode: Mode, questions: int) -> Result:
    """What a question with candidates takes: start and end anywhere, points as on the map."""
    graph, choose = RoadGraph(town), random.Random(3)
    points = [point.spot for point in tagged_points(path)]
    reached = reaching(len(town.roads.node_point), arcs_of(town.roads, mode))
    ours, scipys = [], []
    for _ in range(questions + 1):
        start, end = anywhere(town, choose), anywhere(town, choose)
        drawn = choose.sample(points, min(CANDIDATES, len(points)))
        began = time.perf_counter()
        detours(graph, start, end, drawn, mode=mode)
        between = time.perf_counter()
        reached([choose.randrange(len(town.roads.node_point)) for _ in range(2)])
        ours.append((between - began) * 1000)
        scipys.append((time.perf_counter() - between) * 1000)
    first, *rest = ours
    return Result(
        f"{mode}: {CANDIDATES} points ranked by road, p99",
        _share(rest, 0.99),
        "ms",
        at_most=10,
        beside={
            "p50": _share(rest, 0.5),
            "first question, no point seen before": first,
            "two sweeps of SciPy's Dijkstra, p50": _share(scipys, 0.5),
            "two sweeps of SciPy's Dijkstra, p99": _share(scipys, 0.99),
        },
    )


def _share(values: list[float], share: float) -> float:
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def _bars(result: Result, mode: Mode) -> list[Bar]:
    on = {Mode.WALK: "on foot", Mode.CAR: "by car"}[mode]
    return [
        Bar(f"{on}: Amends, p50", result.beside["p50"], ours=True),
        Bar(f"{on}: Amends, p99", result.value, ours=True),
        Bar(
            f"{on}: two Dijkstra sweeps, p50", result.beside["two sweeps of SciPy's Dijkstra, p50"]
        ),
    ]


def _chart(bars: list[Bar]) -> Chart:
    return Chart(
        title=f"Ranking {CANDIDATES} points of Helsinki by their detour on real streets",
        unit="ms",
        bars=bars,
        subtitle="Milliseconds a question, snapping included; shorter is better",
        note=f"python -m bench roads, {datetime.now(UTC):%Y-%m-%d}, one thread; SciPy's sweeps "
        "know no snapping and no lengths",
    )
