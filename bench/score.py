"""Whole simulated towns through the whole system, and what it found held against the truth."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bench.results import Result

UNTIL = "2026-11-20"
PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "held-against-the-truth.md"
MEASURED = re.compile(r"(?<=<!-- measured -->\n).*?(?=<!-- end -->)", re.DOTALL)
TOWNS = (
    ("as usual", ("--seed", "21")),
    (
        "many lie and err",
        ("--seed", "22", "--town", "moscow", "--mix", "dishonest=0.1", "--mix", "mistaken=0.05"),
    ),
    (
        "much goes wrong",
        ("--seed", "23", "--town", "york", "--mix", "late_carrier=0.15", "--mix", "careless=0.2"),
    ),
)
LEAST: Mapping[tuple[str, str], float] = {
    ("claims", "contradicted_and_false"): 0.99,
    ("claims", "refutable_and_contradicted"): 0.9,
    ("responsibility", "right_where_shown"): 0.97,
    ("staff", "found_within_200"): 0.99,
}
MOST: Mapping[tuple[str, str], float] = {
    ("staff", "others_marked"): 0.01,
    ("customers", "honest_beyond_one_more_proof"): 0,
}
HEADINGS = {
    "claims": "Verdicts on claims",
    "responsibility": "Who caused failures, where the record shows it",
    "staff": "Staff who were looked at",
    "customers": "Customers, and the furthest step on which so many of each kind ever stood",
}


class Scored(NamedTuple):
    """One town: what was simulated, what `amends score` said, and how long it took."""

    name: str
    orders: int
    score: Mapping[str, Any]
    load_seconds: float
    score_seconds: float


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--orders", type=int, default=100_000, help="of the first town")
    parser.add_argument("--others", type=int, default=30_000, help="of each of the others")
    parser.add_argument("--days", type=int, default=30)


def run(orders: int, others: int, days: int) -> list[Result]:
    """Simulate, load, score: by the commands that anybody uses, in a home of their own."""
    towns = [
        _scored(name, orders if number == 0 else others, days, options)
        for number, (name, options) in enumerate(TOWNS)
    ]
    _write(towns)
    return [result for town in towns for result in _results(town)]


def _scored(name: str, orders: int, days: int, options: Sequence[str]) -> Scored:
    with tempfile.TemporaryDirectory(prefix="amends-score-", ignore_cleanup_errors=True) as folder:
        home = Path(folder) / "home"
        town = Path(folder) / "town"
        amends = _Commands(home)
        simulated = ("--orders", str(orders), "--days", str(days), "--until", UNTIL)
        amends("simulate", *simulated, "--out", str(town), *options)
        begun = time.perf_counter()
        amends("load", "events", str(town / "events.jsonl"), "--as-of", UNTIL)
        loaded = time.perf_counter()
        score = json.loads(amends("score", str(town), "--json"))
        ended = time.perf_counter()
    return Scored(name, orders, score, loaded - begun, ended - loaded)


class _Commands:
    """Runs commands of this very source in a home of their own."""

    def __init__(self, home: Path) -> None:
        source = str(Path(__file__).parents[1] / "src")
        self._environment = {**os.environ, "AMENDS_HOME": str(home), "PYTHONPATH": source}

    def __call__(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "amends.cli", *arguments],
            env=self._environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout


def _results(town: Scored) -> Iterator[Result]:
    for limits, at_least in ((LEAST, True), (MOST, False)):
        for (section, rate), limit in limits.items():
            found = town.score.get(section, {}).get(rate)
            if found and found["share"] is not None:
                bound = {"at_least": limit} if at_least else {"at_most": limit}
                said = rate.replace("_", " ")
                yield Result(
                    f"{town.name}: {section}, {said}",
                    found["share"],
                    "share",
                    beside={"right": found["right"], "of": found["of"]},
                    **bound,
                )
    yield Result(f"{town.name}: loading {town.orders:,} orders", town.load_seconds, "s")
    yield Result(f"{town.name}: scoring them", town.score_seconds, "s")


def _write(towns: Sequence[Scored]) -> None:
    text = PAGE.read_text(encoding="utf-8")
    lines = "\n".join(line for town in towns for line in _of_town(town))
    PAGE.write_text(MEASURED.sub(lambda _: lines + "\n", text), encoding="utf-8")


def _of_town(town: Scored) -> Iterator[str]:
    settings = town.score["settings"]
    where = f"{settings['town'].capitalize()}, seed {settings['seed']}"
    yield f"\n## {town.name.capitalize()}: {town.orders:,} orders, {where}\n"
    for section, heading in HEADINGS.items():
        found = town.score.get(section)
        if found:
            yield f"### {heading}\n"
            yield from _rates(found)
            if "confusion" in found:
                yield from _confusion(found["confusion"])
            if "by_character" in found:
                yield from _confusion(found["by_character"])


def _rates(section: Mapping[str, Any]) -> Iterator[str]:
    rates = {k: v for k, v in section.items() if isinstance(v, Mapping) and v.get("share")}
    if not rates:
        return
    yield "| | right | of | share | 95 % between |\n|---|---:|---:|---:|---|"
    for name, value in rates.items():
        low, high = value["interval"]
        yield (
            f"| {name.replace('_', ' ')} | {value['right']:,} | {value['of']:,} "
            f"| {value['share']:.2%} | {low:.2%} and {high:.2%} |"
        )
    yield ""


def _confusion(table: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    """What was true down, what was found across."""
    found = sorted({name for row in table.values() for name in row})
    yield "| true ↓ found → | " + " | ".join(name.replace("_", " ") for name in found) + " |"
    yield "|---|" + "---:|" * len(found)
    for true, row in table.items():
        cells = (_cell(row.get(name, 0), name == true) for name in found)
        yield f"| {true.replace('_', ' ')} | " + " | ".join(cells) + " |"
    yield ""


def _cell(count: int, agrees: bool) -> str:
    if not count:
        return "·"
    return f"**{count:,}**" if agrees else f"{count:,}"
