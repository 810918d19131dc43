"""Many decisions: rows a second and memory of ``decide_many``, against ``numpy.select``."""

from __future__ import annotations

import gc
import tracemalloc
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from amends.core.rulebook import Rulebook
from amends.core.rulebook.axes import OTHER
from amends.core.rulebook.columns import Coded
from amends.core.rulebook.columns.ticks import TICKS
from amends.core.rulebook.compiled import compile_tables
from amends.core.rulebook.facts import Fact
from bench.charts import Bar, Chart, draw
from bench.results import Result
from bench.rulebook.peers.select import selecting
from bench.rulebook.rounds import medians, where_and_when
from bench.rulebook.subjects import FAILURES, KINDS, Subject, first_match, shipped, sixty

Columns = dict[str, Any]
SELECTED = 1_000_000


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=5, help="of which the median is taken")


def run(rows: int, rounds: int) -> list[Result]:
    """Both subjects at ``rows`` rows; ``numpy.select`` at a million of them, where it is as fast or
    faster; on one thread each."""
    results = _measured(sixty(), drawn(rows), rows, rounds)
    policy, part = shipped(), first_match(shipped())
    columns = sampled(policy, rows)
    results += _measured(policy, columns, rows, rounds)
    some = {fact.name: columns[fact.name] for fact in part.book.tested}
    return results + _measured(part, some, rows, rounds)


def _measured(subject: Subject, columns: Columns, rows: int, rounds: int) -> list[Result]:
    some = {name: _first(column, SELECTED) for name, column in columns.items()}
    peers = selecting(subject.book, some) or {}
    for select in peers.values():
        _check(subject.book, some, select())
    works: dict[str, Callable[[], object]] = {
        "Amends": lambda: _rules(subject.book, columns),
        "a tenth": lambda: _rules(subject.book, _tenth(columns, rows)),
        **peers,
    }
    took = medians(works, rounds)
    speed = rows / took["Amends"] / 1e6
    beside: dict[str, Any] = {
        "rows": f"{rows:,}",
        "Mrows/s": speed,
        "at a tenth of the rows, Mrows/s": rows / 10 / took["a tenth"] / 1e6,
    }
    results = [
        Result(f"{subject.name}: memory above the input", _megabytes(subject.book, columns), "MB",
               at_most=300, beside=beside)
    ]  # fmt: skip
    if not peers:
        return results
    rates = {name: SELECTED / took[name] / 1e6 for name in peers}
    beside |= {f"{name}, Mrows/s": rate for name, rate in rates.items()}
    theirs = max(rates.values())
    bars = [Bar("Amends, decide_many", speed, ours=True)]
    bars += [Bar(name, rate) for name, rate in rates.items()]
    chart = Chart(f"Many decisions: {subject.name}", "Mrows/s", bars,
                  "millions of rows a second on one thread; longer is better",
                  where_and_when())  # fmt: skip
    draw(f"rulebook-columns-{subject.slug}", chart)
    faster = Result(f"{subject.name}: faster than numpy.select", speed / theirs, "times",
                    at_least=6)  # fmt: skip
    return [faster, *results]


def drawn(rows: int) -> Columns:
    """Situations of the 60-rule table, in the forms that columns usually have."""
    dice = np.random.default_rng(7)

    def few(scale: float, most: int) -> NDArray[Any]:
        return np.minimum(most, dice.exponential(scale, rows).astype(np.int64))

    return {
        "failure": Coded(dice.integers(0, len(FAILURES), rows, np.int8), FAILURES),
        "kind": Coded(dice.integers(0, len(KINDS), rows, np.int8), KINDS),
        "prepaid": dice.random(rows, np.float32) < 0.5,
        "days_late": few(6, 365),
        "visits": few(1.2, 20),
        "failures_90d": few(1.2, 50),
        "value": np.round(np.minimum(dice.lognormal(4.5, 1.3, rows), 1e6), 2),
    }


def sampled(subject: Subject, rows: int) -> Columns:
    """Situations from everywhere in a rulebook's space."""
    dice = np.random.default_rng(7)
    compiled = compile_tables(subject.book)
    columns: Columns = {}
    for fact in subject.book.tested:
        samples = [b.sample for b in compiled.axes[fact.name].buckets if b.sample is not None]
        samples = ["any" if sample == OTHER else sample for sample in samples]
        codes = dice.integers(0, len(samples), rows, np.int8)
        columns[fact.name] = _column(fact, codes, samples)
    return columns


def _column(fact: Fact, codes: NDArray[Any], samples: list[Any]) -> Any:
    if fact.type.name in {"string", "time", "months"}:
        return Coded(codes, samples)
    if fact.type.name == "boolean":
        return np.array(samples)[codes]
    ticks = [TICKS[fact.type.name](sample) for sample in samples]
    if fact.type.name == "number":
        return np.array(ticks, float if any(tick != int(tick) for tick in ticks) else int)[codes]
    dtypes = {"date": "M8[D]", "date and time": "M8[us]", "duration": "m8[us]"}
    return np.array(ticks, np.int64)[codes].view(dtypes[fact.type.name])


def _first(column: Any, rows: int) -> Any:
    return Coded(column.codes[:rows], column.values) if isinstance(column, Coded) else column[:rows]


def _tenth(columns: Columns, rows: int) -> Columns:
    return {name: _first(column, rows // 10) for name, column in columns.items()}


def _rules(book: Rulebook, columns: Columns) -> list[NDArray[Any]]:
    """What the peers give too: for each row the index of each table's rule."""
    many = book.decide_many(columns)
    return [many[table.name].rule for table in book.tables]


def _check(book: Rulebook, columns: Columns, selected: list[NDArray[Any]]) -> None:
    many = book.decide_many(columns)
    for table, rules in zip(book.tables, selected, strict=True):
        if not np.array_equal(many[table.name].rule, rules):
            raise AssertionError(f"numpy.select decides otherwise in {table.name}")


def _megabytes(book: Rulebook, columns: Columns) -> float:
    """The most memory held at a time above what was held before, the answers among it."""
    gc.collect()
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    many = book.decide_many(columns)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del many
    return (peak - before) / 2**20
