"""Proving a table of 1500 rules and 12 columns complete, and finding its one hole, against z3.

The table is made by splitting the space again and again, so that it is complete and its rules are
disjoint; of the variant with a hole one rule is left out. Amends answers every question of
`amends rulebook check`; z3 is asked only whether some situation fits no rule.
"""

from __future__ import annotations

import random
import statistics
import time
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from amends.core.rulebook import Rulebook, read_rulebook
from amends.core.rulebook.check import Report, check
from bench.charts import Bar, Chart, draw
from bench.results import Result

RULES, COLUMNS = 1500, 12
Box = dict[str, tuple[Any, ...]]
"""A part of the space: of a fact its values, or the lower end and the first value beyond it."""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--rounds", type=int, default=7, help="of which the median is taken")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another table")


def run(rounds: int, seed: int) -> list[Result]:
    """Measure both variants, ours and z3 in turn."""
    whole, holed = made(seed), made(seed, has_hole=True)
    overlapping = made(seed, wide=0.1)
    wide_took = _medians({"ours": lambda: _filled_by_overlapping(overlapping)}, rounds)
    whole_took = _medians({"ours": lambda: _proved(whole), "z3": lambda: _filled(whole)}, rounds)
    holed_took = _medians({"ours": lambda: _found(holed), "z3": lambda: _open(holed)}, rounds)
    faster = whole_took["z3"] / whole_took["ours"]
    beside = {
        "Amends, everything proven": f"{whole_took['ours']:.1f} ms",
        "z3, completeness alone": f"{whole_took['z3']:,.0f} ms",
        "Amends, the hole found": f"{holed_took['ours']:.1f} ms",
        "z3, the hole found": f"{holed_took['z3']:,.0f} ms",
        "Amends, a tenth of the rules widened": f"{wide_took['ours']:.0f} ms",
        "table": f"{RULES} rules, {COLUMNS} columns, seed {seed}",
    }
    _draw(whole_took, holed_took)
    return [
        Result("check against z3", faster, "times", at_least=20, beside=beside),
        Result("first witness", holed_took["ours"], "ms", at_most=50),
    ]


def _medians(works: dict[str, Callable[[], None]], rounds: int) -> dict[str, float]:
    """Milliseconds of each work, in turn, after one round that is not counted."""
    took: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds + 1):
        for name, work in works.items():
            began = time.perf_counter()
            work()
            if number:
                took[name].append((time.perf_counter() - began) * 1000)
    return {name: statistics.median(each) for name, each in took.items()}


def _proved(book: Rulebook) -> None:
    report = check(book)
    assert report.is_proven, report.findings


def _filled_by_overlapping(book: Rulebook) -> None:
    report = check(book)
    assert not report.unknown
    assert not _gaps(report)


def _found(book: Rulebook) -> None:
    assert [finding.kind for finding in _gaps(check(book))] == ["gap"]


def _gaps(report: Report) -> list[Any]:
    return [finding for finding in report.findings if finding.kind == "gap"]


def _filled(book: Rulebook) -> None:
    assert _ask_z3(book) == "unsat"


def _open(book: Rulebook) -> None:
    assert _ask_z3(book) == "sat"


def _ask_z3(book: Rulebook) -> str:
    """Whether some situation fits no rule: facts as whole numbers, which is quickest for z3."""
    import z3

    (table,) = book.tables
    facts = {fact.name: z3.Int(fact.name) for fact in table.columns}
    solver = z3.Solver()
    for fact in table.columns:
        last = len(fact.values) - 1 if fact.values else _whole(fact, fact.high)
        solver.add(facts[fact.name] >= 0, facts[fact.name] <= last)
    for rule in table.rules:
        tests = [
            z3.Or(*(_inside(span, fact, facts[fact.name]) for span in cell.spans))
            for cell, fact in zip(rule.cells, table.columns, strict=True)
            if not cell.anything
        ]
        solver.add(z3.Not(z3.And(*tests)))
    return str(solver.check())


def _inside(span: Any, fact: Any, symbol: Any) -> Any:
    import z3

    if fact.values:
        return symbol == fact.values.index(span.low)
    low, high = _whole(fact, span.low), _whole(fact, span.high)
    return z3.And(symbol >= low, symbol <= high if span.high_closed else symbol < high)


def _whole(fact: Any, value: Any) -> int:
    return int((value - fact.low) / fact.step)


def made(seed: int, *, has_hole: bool = False, wide: float = 0) -> Rulebook:
    """The table, as a rulebook; ``wide`` is the part of its rules that test a fact less."""
    drawn = random.Random(seed)
    facts = {f"f{number}": _fact(number) for number in range(COLUMNS)}
    boxes: list[Box] = [{}]
    while len(boxes) < RULES + has_hole:
        at = drawn.randrange(len(boxes))
        boxes[at : at + 1] = _split(drawn, facts, boxes[at])
    drawn.shuffle(boxes)
    boxes = boxes[has_hole:]
    for box in drawn.sample(boxes, int(wide * len(boxes))):
        del box[drawn.choice(sorted(box))]
    rows = [
        [f"r{number}", *(_cell(facts[name], box.get(name)) for name in facts), drawn.choice("abc")]
        for number, box in enumerate(boxes)
    ]
    text = "\n".join(
        ",".join(f'"{cell}"' for cell in row) for row in [["id", *facts, "out"], *rows]
    )
    hit = "first" if wide else "unique"
    table = {"hit": hit, "outputs": {"out": {"type": "string", "values": ["a", "b", "c"]}}}
    declared = {"name": "split", "version": "1", "facts": facts, "tables": {"t": table}}
    return read_rulebook(declared, {"t": text})


def _fact(number: int) -> dict[str, Any]:
    """Every third fact is an enumeration, every third a count, every third an amount of money."""
    if number % 3 == 0:
        return {"type": "string", "values": [f"v{place}" for place in range(6)]}
    if number % 3 == 1:
        return {"type": "number", "range": [0, 1000], "step": 1}
    return {"type": "number", "range": [0, 100_000], "step": "0.01"}


def _split(drawn: random.Random, facts: dict[str, Any], box: Box) -> list[Box]:
    """Two halves of a box along some fact, or the box itself where that cannot be halved."""
    name = drawn.choice(list(facts))
    here = box.get(name, _whole_of(facts[name]))
    if "values" in facts[name]:
        if len(here) == 1:
            return [box]
        cut = drawn.randrange(1, len(here))
        return [{**box, name: here[:cut]}, {**box, name: here[cut:]}]
    step = facts[name]["range"][1] // 20
    limits = [each for each in range(step, 20 * step, step) if here[0] < each < here[1]]
    if not limits:
        return [box]
    limit = drawn.choice(limits)
    return [{**box, name: (here[0], limit)}, {**box, name: (limit, here[1])}]


def _whole_of(fact: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(fact["values"]) if "values" in fact else (0, fact["range"][1] + 1)


def _cell(fact: dict[str, Any], part: tuple[Any, ...] | None) -> str:
    if part is None:
        return "-"
    if "values" in fact:
        return ", ".join(part)
    last = fact["range"][1]
    return f"[{part[0]}..{last}]" if part[1] > last else f"[{part[0]}..{part[1]})"


def _draw(whole: dict[str, float], holed: dict[str, float]) -> None:
    chart = Chart(
        title=f"Proving a table of {RULES} rules and {COLUMNS} columns",
        unit="ms",
        bars=[
            Bar("Amends: everything proven", whole["ours"], ours=True),
            Bar("z3: completeness alone", whole["z3"]),
            Bar("Amends: the one hole found", holed["ours"], ours=True),
            Bar("z3: the one hole found", holed["z3"]),
        ],
        subtitle="Milliseconds, median; shorter is better",
        note=f"{datetime.now(UTC):%Y-%m-%d}; python -m bench rulebook.check",
        log=True,
    )
    draw("rulebook-check", chart)
