"""Many decisions: rows a second and memory of ``decide_many``, against ``numpy.select``."""

from __future__ import annotations

import gc
import threading
import time
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

import numpy as np
import psutil
from numpy.typing import NDArray

from amends.core.rulebook import Rulebook
from amends.core.rulebook.axes import OTHER
from amends.core.rulebook.cells import Cell
from amends.core.rulebook.columns import Coded
from amends.core.rulebook.columns.ticks import TICKS
from amends.core.rulebook.compiled import compile_tables
from amends.core.rulebook.facts import Fact
from bench.charts import Bar, Chart, draw
from bench.results import Result
from bench.rulebook.rounds import medians, where_and_when
from bench.rulebook.subjects import FAILURES, KINDS, Subject, shipped, sixty

Columns = dict[str, Any]
SELECTED = 1_000_000


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=5, help="of which the median is taken")


def run(rows: int, rounds: int) -> list[Result]:
    """Both subjects at ``rows`` rows; ``numpy.select`` at a million of them, on one thread each."""
    results = []
    for subject, columns in ((sixty(), drawn(rows)), (shipped(), sampled(shipped(), rows))):
        results += _measured(subject, columns, rows, rounds)
        del columns
        gc.collect()
    return results


def _measured(subject: Subject, columns: Columns, rows: int, rounds: int) -> list[Result]:
    some = {name: _first(column, SELECTED) for name, column in columns.items()}
    select = selecting(subject.book, some)
    if select is not None:
        _check(subject.book, some, select())
    works: dict[str, Callable[[], object]] = {
        "Amends": lambda: subject.book.decide_many(columns),
        "a tenth": lambda: subject.book.decide_many(_tenth(columns, rows)),
    }
    if select is not None:
        works["numpy.select"] = select
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
    if select is None:
        return results
    theirs = SELECTED / took["numpy.select"] / 1e6
    beside["numpy.select, Mrows/s"] = theirs
    bars = [Bar("Amends, decide_many", speed, ours=True), Bar("numpy.select", theirs)]
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
        return np.array(ticks, float)[codes]
    dtypes = {"date": "M8[D]", "date and time": "M8[us]", "duration": "m8[us]"}
    return np.array(ticks, np.int64)[codes].view(dtypes[fact.type.name])


def _first(column: Any, rows: int) -> Any:
    return Coded(column.codes[:rows], column.values) if isinstance(column, Coded) else column[:rows]


def _tenth(columns: Columns, rows: int) -> Columns:
    return {name: _first(column, rows // 10) for name, column in columns.items()}


def selecting(book: Rulebook, columns: Columns) -> Callable[[], list[NDArray[Any]]] | None:
    """Each table as ``numpy.select`` over the conditions of its rules; None where the hit policy is
    not one of the first match or a column is an earlier output."""
    plain = {name: c.codes if isinstance(c, Coded) else c for name, c in columns.items()}
    given = set(columns)
    single = [t for t in book.tables if t.policy.is_single and {f.name for f in t.columns} <= given]

    def select() -> list[NDArray[Any]]:
        found = []
        for table in single:
            tests = [_rule(rule.cells, table.columns, plain, columns) for rule in table.rules]
            found.append(np.select(tests, list(range(len(tests))), -1))
        return found

    return select if len(single) == len(book.tables) else None


def _rule(cells: Any, facts: Any, plain: Columns, columns: Columns) -> NDArray[np.bool_]:
    tests = [
        _test(cell, plain[fact.name], columns[fact.name])
        for cell, fact in zip(cells, facts, strict=True)
        if not cell.anything
    ]
    length = len(next(iter(plain.values())))
    return np.logical_and.reduce(tests) if tests else np.ones(length, np.bool_)


def _test(cell: Cell, values: NDArray[Any], column: Any) -> NDArray[np.bool_]:
    """One cell over a column; texts are compared by their codes, which is kind to the peer."""
    tests = []
    for span in cell.spans:
        low, high = (_plain(end, column) for end in (span.low, span.high))
        if low is not None and low == high:
            tests.append(values == low)
            continue
        parts = []
        if low is not None:
            parts.append(values >= low if span.low_closed else values > low)
        if high is not None:
            parts.append(values <= high if span.high_closed else values < high)
        tests.append(np.logical_and.reduce(parts))
    passed: NDArray[np.bool_] = np.logical_or.reduce(tests)
    return ~passed if cell.negated else passed


def _plain(end: Any, column: Any) -> Any:
    if end is None or isinstance(end, bool):
        return end
    if isinstance(column, Coded):
        return list(column.values).index(end)
    return float(end)


def _check(book: Rulebook, columns: Columns, selected: list[NDArray[Any]]) -> None:
    many = book.decide_many(columns)
    for table, rules in zip(book.tables, selected, strict=True):
        if not np.array_equal(many[table.name].rule, rules):
            raise AssertionError(f"numpy.select decides otherwise in {table.name}")


def _megabytes(book: Rulebook, columns: Columns) -> float:
    """The most memory held at a time above what was held before, the answers among it."""
    process, peak, stop = psutil.Process(), 0, threading.Event()
    gc.collect()
    before = process.memory_info().rss

    def watch() -> None:
        nonlocal peak
        while not stop.is_set():
            peak = max(peak, process.memory_info().rss)
            time.sleep(0.002)

    watcher = threading.Thread(target=watch)
    watcher.start()
    many = book.decide_many(columns)
    stop.set()
    watcher.join()
    del many
    return max(peak - before, 0) / 2**20
