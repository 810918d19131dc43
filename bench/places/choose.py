"""Choosing points: questions a second, the slowest, memory; the same answers as brute force."""

from __future__ import annotations

import gc
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

import numpy as np
import psycopg

from amends.core.places.choosing import Question, choose, engine, plain
from amends.core.places.choosing.asked import asked
from bench.charts import Bar, Chart, draw
from bench.places import postgis
from bench.places.subjects import MIX, Country, country, questions
from bench.results import Result
from bench.rulebook.rounds import where_and_when

Asked = Sequence[tuple[str, Question]]
PEER = ("near here", "on the way through town")


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--points", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--questions", type=int, default=5000)
    parser.add_argument("--brute", type=int, default=40, help="questions held against brute force")
    parser.add_argument("--postgis", type=int, default=100_000, help="most points to load there")


def run(points: list[int], questions: int, brute: int, postgis: int) -> list[Result]:
    """One core, one thread; the mix of questions is stated in ``subjects.MIX``."""
    return [
        result for many in points for result in _measured(many, questions, brute, many <= postgis)
    ]


def _measured(many: int, asking: int, brute: int, with_peer: bool) -> list[Result]:
    made = country(many)
    drawn = questions(made, asking)
    engine.warm_up(made.table)
    took = _times(made, drawn)
    mean = float(took.mean())
    slow, wrong = _against_brute_force(made, drawn[:brute])
    searching = _searching(made, drawn)
    beside = {**_by_kind(drawn, took), "brute force (NumPy), questions/s": 1 / slow}
    beside["the search alone, without writing the reasons, questions/s"] = 1 / searching
    bars = [Bar("Amends, all kinds", 1 / mean, ours=True), Bar("NumPy, every point", 1 / slow)]
    if with_peer:
        bars += _peer_bars(made, drawn, took, beside)
    name = f"{many:,} points"
    _chart(name, many, bars)
    return [
        Result(f"{name}: questions on one core", 1 / mean, "a second", at_least=10_000,
               beside=beside),
        Result(f"{name}: slowest of a hundred (p99)", float(np.percentile(took, 99)) * 1e3, "ms",
               at_most=1),
        Result(f"{name}: memory of the table", made.table.nbytes / 1e6, "MB", at_most=200),
        Result(f"{name}: answers unlike brute force, of {brute}", wrong, "answers", at_most=0),
    ]  # fmt: skip


def _times(made: Country, drawn: Asked) -> np.ndarray[Any, np.dtype[np.float64]]:
    for _, question in drawn[:200]:
        choose(made.table, question)
    gc.collect()
    gc.freeze()
    took = np.empty(len(drawn))
    for place, (_, question) in enumerate(drawn):
        began = time.perf_counter()
        choose(made.table, question)
        took[place] = time.perf_counter() - began
    return took


def _searching(made: Country, drawn: Asked) -> float:
    meant = [asked(made.table, question) for _, question in drawn]
    began = time.perf_counter()
    for each in meant:
        engine.search(made.table, each)
    return (time.perf_counter() - began) / len(drawn)


def _by_kind(drawn: Asked, took: np.ndarray[Any, Any]) -> dict[str, Any]:
    kinds = np.array([kind for kind, _ in drawn])
    said = {}
    for kind, share in MIX.items():
        of_kind = took[kinds == kind] * 1e6
        p99 = np.percentile(of_kind, 99)
        said[f"{kind} ({share:.0%})"] = f"{of_kind.mean():.0f} us, p99 {p99:.0f} us"
    return said


def _against_brute_force(made: Country, drawn: Asked) -> tuple[float, int]:
    wrong, spent = 0, 0.0
    for _, question in drawn:
        meant = asked(made.table, question)
        began = time.perf_counter()
        slow = plain.search(made.table, meant)
        spent += time.perf_counter() - began
        wrong += engine.search(made.table, meant).rows.tolist() != slow.rows.tolist()
    return spent / len(drawn), wrong


def _peer_bars(
    made: Country, drawn: Asked, took: np.ndarray[Any, Any], beside: dict[str, Any]
) -> list[Bar]:
    with postgis.server() as address:
        if address is None:
            beside["PostGIS"] = "not installed here"
            return []
        with psycopg.connect(address, autocommit=True) as connection:
            postgis.fill(connection, made)
            bars = []
            for kind in PEER:
                same_kind = [q for asked_kind, q in drawn if asked_kind == kind]
                theirs, alike = _peer(connection, made, same_kind[:100])
                ours = float(took[[asked_kind == kind for asked_kind, _ in drawn]].mean())
                beside[f"PostGIS, {kind}, questions/s"] = 1 / theirs
                beside[f"PostGIS, {kind}: same points"] = f"{alike} of 100"
                bars += [Bar(f"Amends, {kind}", 1 / ours, ours=True),
                         Bar(f"PostGIS, {kind}", 1 / theirs)]  # fmt: skip
            return bars


def _peer(
    connection: psycopg.Connection[Any], made: Country, asked_: Sequence[Question]
) -> tuple[float, int]:
    for question in asked_[:10]:
        postgis.ask(connection, made, question)
    spent, alike = 0.0, 0
    for question in asked_:
        began = time.perf_counter()
        theirs = postgis.ask(connection, made, question)
        spent += time.perf_counter() - began
        alike += theirs == [answer.code for answer in choose(made.table, question)]
    return spent / len(asked_), alike


def _chart(name: str, many: int, bars: list[Bar]) -> None:
    chart = Chart(f"Choosing points: {name}", "a second", bars,
                  "questions on one core, k = 10, all filters; longer is better",
                  where_and_when(), log=True)  # fmt: skip
    draw(f"places-choose-{many}", chart)
