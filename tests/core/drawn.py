"""Random rulebooks and situations, drawn by Hypothesis, for everything that must decide alike."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from amends.core.rulebook import Rulebook, read_rulebook
from amends.core.rulebook.policies import HIT_POLICIES

FACTS: dict[str, dict[str, Any]] = {
    "failure": {"type": "string", "values": ["late", "lost", "wrong_item", "closed"]},
    "kind": {"type": "string", "optional": True},
    "prepaid": {"type": "boolean", "optional": True},
    "visits": {"type": "number", "range": [0, 6], "step": 1, "clamp": True},
    "value": {"type": "number", "range": [0, 1000000], "step": "0.01"},
    "score": {"type": "number", "optional": True},
    "since": {"type": "date", "range": ["2026-01-01", "2026-01-31"]},
    "waited": {"type": "duration", "range": ["PT0S", "P2D"], "step": "PT1H", "optional": True},
}
LITERALS: dict[str, list[str]] = {
    "failure": ["late", "lost", "wrong_item", "closed"],
    "kind": ["a", "b", '"two words"', "null"],
    "prepaid": ["true", "false", "null"],
    "visits": ["0", "1", "3", "6"],
    "value": ["0", "9.99", "10", "500.5", "1000000"],
    "score": ["-1", "0.5", "2", "null"],
    "since": ["2026-01-01", "2026-01-02", "2026-01-20", "2026-01-31"],
    "waited": ["PT0S", "PT1H", "P1D", "null"],
}
VALUES: dict[str, list[Any]] = {
    "failure": ["late", "lost", "wrong_item", "closed"],
    "kind": ["a", "b", "two words", "quite another", None],
    "prepaid": [True, False, None],
    "visits": [0, 1, 2, 3, 4, 5, 6, 9],
    "value": [0, Decimal("9.98"), Decimal("9.99"), Decimal(10), 11, Decimal("500.51"), 1_000_000],
    "score": [-2, -1, 0, Decimal("0.5"), 1, 2, 3, None],
    "since": [date(2026, 1, day) for day in (1, 2, 3, 19, 20, 21, 31)],
    "waited": [timedelta(hours=hours) for hours in (0, 1, 2, 24, 25, 48)] + [None],
}
GRADES = ["small", "middle", "big"]

situations = st.fixed_dictionaries({name: st.sampled_from(VALUES[name]) for name in VALUES})


@st.composite
def cells(draw: st.DrawFn, fact: str) -> str:
    """A cell that may stand in the column of a fact."""
    literals = LITERALS[fact]
    known = [literal for literal in literals if literal != "null"]
    ordered = fact not in {"failure", "kind", "prepaid"}
    shape = draw(st.sampled_from(["-", "-", "one", "list", "not", "compare", "interval"]))
    if shape == "-":
        return "-"
    if shape == "interval" and ordered:
        low, high = sorted(draw(st.permutations(range(len(known))))[:2])
        return (
            f"{draw(st.sampled_from('[('))}{known[low]}..{known[high]}{draw(st.sampled_from('])'))}"
        )
    if shape == "compare" and ordered:
        return draw(st.sampled_from(["<", "<=", ">", ">="])) + draw(st.sampled_from(known))
    some = draw(st.lists(st.sampled_from(literals), min_size=1, max_size=3, unique=True))
    listed = ", ".join(some)
    return f"not({listed})" if shape == "not" else listed


@st.composite
def tables(draw: st.DrawFn, facts: list[str], output: str) -> tuple[dict[str, Any], str]:
    """A table's entry in ``rulebook.toml`` and its CSV text, in tabs-free simple quoting."""
    hit = draw(st.sampled_from(HIT_POLICIES))
    declared: dict[str, Any] = {"hit": hit, "may_be_empty": draw(st.booleans())}
    values = GRADES
    entry: dict[str, Any] = {"type": "string", "values": GRADES}
    if hit == "collect" and (fold := draw(st.sampled_from(["", "sum", "min", "max", "count"]))):
        declared["aggregate"] = fold
        entry, values = {"type": "number"}, ["1", "2", "3.5"]
    declared["outputs"] = {output: entry}
    rows = [["id", *facts, output]]
    for number in range(draw(st.integers(1, 6))):
        tested = [draw(cells(fact)) if fact in LITERALS else "-" for fact in facts]
        rows.append([f"r{number}", *tested, draw(st.sampled_from(values))])
    return declared, "\n".join(",".join(quoted(cell) for cell in row) for row in rows)


def quoted(cell: str) -> str:
    """A cell as CSV."""
    return '"' + cell.replace('"', '""') + '"'


@st.composite
def rulebooks(draw: st.DrawFn) -> Rulebook:
    """Two tables of random rules, the second reading what the first says where it may."""
    names = sorted(FACTS)
    first = draw(st.lists(st.sampled_from(names), min_size=1, max_size=5, unique=True))
    second = draw(st.lists(st.sampled_from(names), min_size=1, max_size=5, unique=True))
    declared, text = draw(tables(first, "grade"))
    chained = declared["hit"] in {"unique", "any", "first", "priority"}
    other, other_text = draw(tables([*second, "grade"] if chained else second, "level"))
    return read_rulebook(
        {
            "name": "drawn",
            "version": "1",
            "facts": FACTS,
            "tables": {"one": declared, "two": other},
        },
        {"one": text, "two": other_text},
    )
