"""How often the point that is best by road is in the answer, and what straight lines would lose."""

from __future__ import annotations

import random
import time
from argparse import ArgumentParser
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from amends.core.places import Spot
from amends.core.places.choosing import Question, choose, choose_by_road
from amends.core.places.roads import Cost, Mode, detours
from amends.maps.kept import load
from amends.maps.roads import RoadGraph
from amends.policies import load_policy
from bench.charts import Bar, Chart, draw
from bench.places.town import Town, everything, town_of
from bench.real import real
from bench.results import Result

TRIED = (1, 5, 10, 20, 50, 100)
"""If only so many candidates by straight line were ranked by road."""

ANSWERS = 10
ON = {Mode.WALK: "on foot", Mode.CAR: "by car"}


@dataclass
class Truth:
    """What was seen of one mode's questions.

    ``found``: how often the best by road came first; ``hits``: how often it would have been among
    so many candidates. ``lost``: seconds and metres of the straight line's first against the best
    by road. ``times`` in milliseconds of a whole question, ``exact`` how many said they were.
    """

    questions: int = 0
    found: int = 0
    exact: int = 0
    hits: dict[int, int] = field(default_factory=lambda: dict.fromkeys(TRIED, 0))
    lost: list[Cost] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def share(self, tried: int) -> float:
        return 100 * self.hits[tried] / self.questions


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--extract", default="osm/helsinki.osm.pbf", help="a file in the real data")
    parser.add_argument("--questions", type=int, default=1_000)


def run(*, extract: str, questions: int) -> list[Result]:
    path = real(extract)
    with TemporaryDirectory() as folder:
        town_map = load(path, Path(folder))
    town, graph = town_of(path, town_map), RoadGraph(town_map)
    results = []
    for mode in Mode:
        truth = truth_of(town, graph, mode, questions)
        results += _results(truth, mode)
        draw(f"road-truth-{mode}", _hits(truth, mode))
        draw(f"road-lost-{mode}", _losses(truth, mode))
    return results


def truth_of(town: Town, graph: RoadGraph, mode: Mode, questions: int) -> Truth:
    """Ask for the best of so many random questions, both ways."""
    choosing, truth = random.Random(7), Truth()
    most = load_policy().choosing.by_road
    while truth.questions < questions:
        question = town.question(choosing, ANSWERS)
        best = _judge(town, graph, mode, question, truth)
        if best is not None:
            _measure(town, graph, mode, question, truth, best, most)
    return truth


def _judge(
    town: Town, graph: RoadGraph, mode: Mode, question: Question, truth: Truth
) -> float | None:
    """The seconds of the best of all points by road, held against the straight line's nearest."""
    start, end = question.way
    near = [a.spot for a in choose(town.table, replace(question, count=max(TRIED)))]
    by_spot = _by_road(graph, start, end, everything(town.table, question), mode)
    reached = [by_spot[spot] for spot in near if spot in by_spot]
    if not reached:
        return None
    best = min(by_spot.values(), key=_order)
    truth.questions += 1
    for tried in TRIED:
        truth.hits[tried] += _order(min(reached[:tried], key=_order)) == _order(best)
    first = reached[0]
    truth.lost.append(Cost(first.seconds - best.seconds, first.metres - best.metres))
    return _order(best)


def _by_road(
    graph: RoadGraph, start: Spot, end: Spot, points: list[Spot], mode: Mode
) -> dict[Spot, Cost]:
    told = detours(graph, start, end, points, mode=mode).costs
    return {spot: cost for spot, cost in zip(points, told, strict=True) if cost is not None}


def _order(cost: Cost) -> float:
    """To the millisecond in which the graph counts."""
    return round(cost.seconds, 3)


def _measure(
    town: Town,
    graph: RoadGraph,
    mode: Mode,
    question: Question,
    truth: Truth,
    best: float,
    most: int,
) -> None:
    """A whole question as it is answered: all filters, and ranked by road, ``most`` of them."""
    began = time.perf_counter()
    told = choose_by_road(town.table, question, graph, mode=mode, most_tried=most)
    truth.times.append((time.perf_counter() - began) * 1000)
    truth.found += bool(told.answers) and _order(told.answers[0].more) == best
    truth.exact += told.exact


def _results(truth: Truth, mode: Mode) -> list[Result]:
    seconds = sorted(cost.seconds for cost in truth.lost)
    metres = sorted(cost.metres for cost in truth.lost)
    beside = {f"among {tried} by straight line, %": truth.share(tried) for tried in TRIED}
    lost = {f"p{part}": _at(seconds, part) for part in (50, 75, 90, 99)}
    return [
        Result(
            f"{mode}: the best by road comes first",
            100 * truth.found / truth.questions,
            "%",
            at_least=99,
            beside=beside | {"questions": truth.questions, "said to be exact": truth.exact},
        ),
        Result(
            f"{mode}: lost by straight-line order, mean",
            sum(seconds) / len(seconds),
            "s",
            beside=lost | {"metres, mean": sum(metres) / len(metres)},
        ),
        Result(
            f"{mode}: a question with road re-ranking, p99",
            _at(sorted(truth.times), 99),
            "ms",
            at_most=10,
            beside={"p50": _at(sorted(truth.times), 50)},
        ),
    ]


def _at(values: list[float], part: int) -> float:
    """The value below which so many percent lie, of sorted ones."""
    return values[min(len(values) * part // 100, len(values) - 1)]


def _hits(truth: Truth, mode: Mode) -> Chart:
    bars = [Bar("Amends, by road", 100 * truth.found / truth.questions, ours=True)]
    bars += [
        Bar("straight line alone" if tried == 1 else f"nearest {tried} ranked by road", share)
        for tried in TRIED
        for share in [truth.share(tried)]
    ]
    return Chart(
        title=f"Helsinki {ON[mode]}: how often the truly best point comes first",
        unit="%",
        bars=bars,
        subtitle="Of questions from a house to a house or station; more is better",
        note=_note(truth),
    )


def _losses(truth: Truth, mode: Mode) -> Chart:
    seconds = sorted(cost.seconds for cost in truth.lost)
    metres = sorted(cost.metres for cost in truth.lost)
    bars = [
        Bar(f"p{part}: seconds", _at(seconds, part), ours=True) for part in (50, 75, 90, 95, 99)
    ]
    bars += [Bar(f"p{part}: metres", max(_at(metres, part), 0.0)) for part in (50, 75, 90, 95, 99)]
    return Chart(
        title=f"Helsinki {ON[mode]}: what straight-line order loses a customer",
        unit="",
        bars=bars,
        subtitle="Detour by its first point more than by the truly best one; shorter is better",
        note=_note(truth),
    )


def _note(truth: Truth) -> str:
    today = datetime.now(UTC)
    return f"python -m bench places.road_truth, {today:%Y-%m-%d}, {truth.questions:,} questions"
