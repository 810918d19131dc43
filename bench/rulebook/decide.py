"""One decision: microseconds from a situation as a dict to the rules that fired."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from bench.charts import Bar, Chart, draw
from bench.results import Result
from bench.rulebook.peers import dmnrules, zen
from bench.rulebook.rounds import Work, medians, where_and_when
from bench.rulebook.subjects import Subject, shipped, sixty

IMPORT = """
import time
began = time.perf_counter()
import amends.core.rulebook
print(time.perf_counter() - began)
"""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--rounds", type=int, default=15, help="of which the median is taken")


def run(rounds: int) -> list[Result]:
    """Measure the 60-rule table and the shipped policy, and what an import costs."""
    results = [_import()]
    for subject in (sixty(), shipped()):
        took = _microseconds(subject, rounds)
        fastest = min((each for each in took if each.startswith("zen")), key=took.__getitem__)
        beside: dict[str, Any] = {name: f"{value:,.2f} µs" for name, value in took.items()}
        beside["zen-engine's fastest way"] = fastest
        beside["facts"] = len(subject.book.tested)
        times = took[fastest] / took["Amends"]
        results.append(Result(f"{subject.name}: faster than zen-engine", times, "times",
                              at_least=8, beside=beside))  # fmt: skip
        _draw(subject, took, fastest)
    return results


def _microseconds(subject: Subject, rounds: int) -> dict[str, float]:
    works = {
        "Amends": _each(subject.book.decide, subject.situations),
        "Amends, outputs too": _each(lambda f: subject.book.decide(f).outputs, subject.situations),
        **_zen_ways(subject),
    }
    took = medians(works, rounds)
    found = {name: seconds / len(subject.situations) * 1e6 for name, seconds in took.items()}
    return found | _slow_peer(subject)


def _each(decide: Callable[[Any], object], situations: Iterable[Any]) -> Work:
    def work() -> None:
        for facts in situations:
            decide(facts)

    return work


def _zen_ways(subject: Subject) -> dict[str, Work]:
    """Every way to call zen-engine from Python with a situation that is ready for it."""
    import zen as engine

    model = zen.model(subject.book)
    loaded = engine.ZenEngine(
        {"loader": {"type": "static", "content": {"model": json.loads(model)}}}
    )
    made = engine.ZenEngine().create_decision(engine.ZenDecisionContent(model))
    given = [zen.context(facts) for facts in subject.situations]
    raw = [json.dumps(each).encode() for each in given]
    requests: list[Any] = [{"key": "model", "context": each} for each in given]
    _check(subject, [loaded.evaluate("model", each)["result"] for each in raw])
    return {
        "zen-engine, evaluate(key, dict)": _each(lambda f: loaded.evaluate("model", f), given),
        "zen-engine, evaluate(key, bytes)": _each(lambda f: loaded.evaluate("model", f), raw),
        "zen-engine, decision.evaluate(dict)": _each(made.evaluate, given),
        "zen-engine, evaluate_batch": lambda: loaded.evaluate_batch(requests),
    }


def _slow_peer(subject: Subject) -> dict[str, float]:
    """pyDMNrules, on fewer situations; of the one table only."""
    if len(subject.book.tables) > 1:
        return {}
    decide = dmnrules.deciding(subject.book)
    some = subject.situations[:50]
    _check(subject, [decide(facts) for facts in some])
    return {"pyDMNrules": medians({"it": _each(decide, some)}, 3)["it"] / len(some) * 1e6}


def _check(subject: Subject, results: Iterable[dict[str, Any]]) -> None:
    """Refuse to compare with a peer that decides otherwise."""
    names = Counter(fact.name for table in subject.book.tables for fact in table.outputs)
    for facts, result in zip(subject.situations, results, strict=False):
        for said in subject.book.decide(facts).outputs.values():
            for name, value in said.items() if isinstance(said, dict) else ():
                if names[name] == 1 and result.get(name) != zen.plain(value):
                    raise AssertionError(f"{name}: {result.get(name)!r} instead of {value!r}")


def _import() -> Result:
    """The median of importing the rulebook into a fresh interpreter."""
    command = [sys.executable, "-c", IMPORT]
    took = [
        float(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(9)
    ]
    return Result("importing the rulebook", statistics.median(took) * 1000, "ms", at_most=150)


def _draw(subject: Subject, took: dict[str, float], fastest: str) -> None:
    bars = [Bar("Amends", took["Amends"], ours=True)]
    bars.append(Bar("Amends, outputs too", took["Amends, outputs too"], ours=True))
    bars.append(Bar("zen-engine 2.1.3, fastest call", took[fastest]))
    if "pyDMNrules" in took:
        bars.append(Bar("pyDMNrules 1.4.5", took["pyDMNrules"]))
    chart = Chart(
        f"One decision: {subject.name}", "µs", bars, "median time of a call from Python; "
        "shorter is better", where_and_when(), log=True,
    )  # fmt: skip
    draw(f"rulebook-decide-{subject.slug}", chart)
