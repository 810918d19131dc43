"""What is measured: a 60-rule, 7-column table, the shipped policy, and situations for both."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from typing import Any

from amends.core.rulebook import BadSituation, Rulebook, read_rulebook
from amends.core.rulebook.axes import OTHER
from amends.core.rulebook.compiled import compile_tables
from amends.core.rulebook.interpret import interpret

FAILURES = ["late", "lost", "wrong_item", "closed", "damaged", "not_ready", "refund", "word"]
KINDS = ["online", "marketplace", "store", "restaurant"]
FACTS: dict[str, dict[str, Any]] = {
    "failure": {"type": "string", "values": FAILURES},
    "kind": {"type": "string", "values": KINDS},
    "prepaid": {"type": "boolean"},
    "days_late": {"type": "number", "range": [0, 365], "step": 1},
    "visits": {"type": "number", "range": [0, 20], "step": 1},
    "failures_90d": {"type": "number", "range": [0, 50], "step": 1},
    "value": {"type": "number", "range": [0, 1_000_000], "step": "0.01"},
}
LIMITS: dict[str, list[Any]] = {
    "days_late": [1, 2, 3, 5, 7, 10, 14, 30],
    "visits": [1, 2, 3, 4],
    "failures_90d": [1, 2, 3, 5],
    "value": [10, "19.99", 50, 100, 250, 500, "999.90", 5000],
}
OUTPUTS = {"remedy": {"type": "string"}, "share": {"type": "number"}}


@dataclass(frozen=True)
class Subject:
    """A rulebook and situations that it decides."""

    name: str
    book: Rulebook
    situations: list[dict[str, Any]]

    @property
    def slug(self) -> str:
        """The name as part of a file's name."""
        return self.name.split(" ", maxsplit=1)[0]


def sixty() -> Subject:
    """A table of 60 rules and 7 columns, of which the last rule takes what is left."""
    drawn = random.Random(7)
    rows = [["id", *FACTS, *OUTPUTS]]
    for number in range(59):
        cells = [_cell(drawn, name) for name in FACTS]
        rows.append([f"r{number}", *cells, f"remedy_{number % 17}", str(number % 5 / 4)])
    rows.append(["otherwise", *"-" * 7, "person_calls", "0"])
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    declared = {
        "name": "sixty",
        "version": "1",
        "facts": FACTS,
        "tables": {"remedies": {"hit": "first", "outputs": OUTPUTS}},
    }
    situations = [_situation(drawn) for _ in range(1000)]
    return Subject("60 rules, 7 columns", read_rulebook(declared, {"remedies": text}), situations)


def shipped() -> Subject:
    """The policy that ships, with situations from everywhere in its space."""
    folder = files("amends") / "policies" / "retail"
    declared = tomllib.loads((folder / "rulebook.toml").read_text("utf-8"))
    texts = {name: (folder / f"{name}.csv").read_text("utf-8") for name in declared["tables"]}
    book = read_rulebook(declared, texts)
    found = _decided(book, random.Random(7))
    return Subject("shipped policy", book, [next(found) for _ in range(1000)])


def _cell(drawn: random.Random, name: str) -> str:
    if drawn.random() < 0.3:
        return "-"
    if name == "prepaid":
        return drawn.choice(["true", "false"])
    if name in LIMITS:
        return _ordered_cell(drawn, LIMITS[name])
    return ", ".join(drawn.sample(FACTS[name]["values"], drawn.randint(1, 3)))


def _ordered_cell(drawn: random.Random, limits: list[Any]) -> str:
    low = drawn.randrange(len(limits) - 1)
    shape = drawn.choice([">=", "<", "between"])
    if shape == "between":
        return f"[{limits[low]}..{limits[drawn.randrange(low + 1, len(limits))]})"
    return f"{shape}{limits[low]}"


def _situation(drawn: random.Random) -> dict[str, Any]:
    return {
        "failure": drawn.choice(FAILURES),
        "kind": drawn.choice(KINDS),
        "prepaid": drawn.random() < 0.5,
        "days_late": min(365, int(drawn.expovariate(1 / 6))),
        "visits": min(20, int(drawn.expovariate(0.8))),
        "failures_90d": min(50, int(drawn.expovariate(0.8))),
        "value": Decimal(int(drawn.lognormvariate(9, 1.3))) / 100,
    }


def _decided(book: Rulebook, drawn: random.Random) -> Iterator[dict[str, Any]]:
    """Situations that are decided, every bucket of every fact alike often."""
    axes: Mapping[str, Any] = compile_tables(book).axes
    samples = {
        fact.name: [b.sample for b in axes[fact.name].buckets if b.sample not in (None, OTHER)]
        or ["any"]
        for fact in book.tested
    }
    while True:
        facts = {name: drawn.choice(values) for name, values in samples.items()}
        try:
            interpret(book, facts)
        except BadSituation:
            continue
        yield facts
