"""Random rulebooks and situations, drawn by Hypothesis, for everything that must decide alike."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from amends.core.feel.durations import Months
from amends.core.rulebook import Rulebook, read_rulebook
from amends.core.rulebook.policies import HIT_POLICIES

FACTS: dict[str, dict[str, Any]] = {
    "failure": {"type": "string", "values": ["late", "lost", "wrong_item", "closed"]},
    "kind": {"type": "string", "optional": True},
    "prepaid": {"type": "boolean", "optional": True},
    "visits": {"type": "number", "range": [0, 6], "step": 1, "clamp": True},
    "size": {"type": "number", "values": [3, 1, "2.5", 2]},
    "value": {"type": "number", "range": [0, 1000000], "step": "0.01"},
    "score": {"type": "number", "optional": True},
    "since": {"type": "date", "range": ["2026-01-01", "2026-01-31"]},
    "from": {"type": "date", "range": ["2026-01-01", ""], "step": "P2D", "clamp": True},
    "waited": {"type": "duration", "range": ["PT0S", "P2D"], "step": "PT1H", "optional": True},
    "hour": {"type": "time", "optional": True},
    "at": {"type": "date and time", "range": ["2026-01-01T00:00:00Z", ""]},
    "tenure": {"type": "months", "range": ["P0M", "P10Y"], "clamp": True},
}
LITERALS: dict[str, list[str]] = {
    "failure": ["late", "lost", "wrong_item", "closed"],
    "kind": ["a", "b", '"two words"', "null"],
    "prepaid": ["true", "false", "null"],
    "visits": ["0", "1", "3", "6"],
    "size": ["1", "2", "2.5", "3"],
    "value": ["0", "9.99", "9.995", "10", "500.5", "1000000"],
    "score": ["-1", "0.1", "2", "null"],
    "since": ["2026-01-01", "2026-01-02", "2026-01-20", "2026-01-31"],
    "from": ["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-09"],
    "waited": ["PT0S", "PT1H", "PT90M", "P1D", "null"],
    "hour": ['@"00:00:00"', '@"09:30:00"', '@"18:00:00"', "null"],
    "at": ["2026-01-01T00:00:00Z", "2026-01-02T10:00:00+08:00", "2026-02-01T00:00:00Z"],
    "tenure": ["P0M", "P3M", "P1Y", "P10Y"],
}
VALUES: dict[str, list[Any]] = {
    "failure": ["late", "lost", "wrong_item", "closed"],
    "kind": ["a", "b", "two words", "quite another", None],
    "prepaid": [True, False, None],
    "visits": [0, 1, 2, 3, 4, 5, 6, 9, -1],
    "size": [1, 2, Decimal("2.5"), 3],
    "value": [0, Decimal("9.98"), Decimal("9.99"), Decimal(10), 11, Decimal("500.51"), 1_000_000],
    "score": [-2, -1, 0, Decimal("0.1"), 0.1, 0.5, 1, 2, 3, None],
    "since": [date(2026, 1, day) for day in (1, 2, 3, 19, 20, 21, 31)],
    "from": [date(2026, 1, day) for day in (1, 3, 5, 9, 11)] + [date(2025, 1, 1)],
    "waited": [timedelta(hours=hours) for hours in (0, 1, 2, 24, 25, 48)] + [None],
    "hour": [time(0), time(9, 29), time(9, 30), time(12), time(18), time(23, 59), None],
    "at": [datetime(2026, 1, day, hour, tzinfo=UTC) for day in (1, 2, 3) for hour in (0, 2, 3)],
    "tenure": [Months(count) for count in (-1, 0, 2, 3, 11, 12, 119, 120, 130)],
}
IMPOSSIBLE: dict[str, list[Any]] = {
    "failure": ["", "LATE", 5, None, []],
    "kind": [5, [], {}],
    "prepaid": ["true", 0, 1, 1.0, 2],
    "visits": [1.5, "1", None, True, False, float("nan")],
    "size": [4, "3", None, True],
    "value": [-1, Decimal("9.995"), 1_000_001, "9.99", None, Decimal("nan")],
    "score": ["1", False, float("nan"), Decimal("nan"), Decimal("snan")],
    "since": [date(2025, 12, 31), date(2026, 2, 1), datetime(2026, 1, 2, tzinfo=UTC), 5, None],
    "from": [date(2026, 1, 2), datetime(2026, 1, 3, tzinfo=UTC), None],
    "waited": [timedelta(minutes=30), timedelta(days=3), 5],
    "hour": ["09:30", 9],
    "at": [datetime(2025, 12, 31, tzinfo=UTC), datetime(2026, 1, 2), date(2026, 1, 2)],  # noqa: DTZ001
    "tenure": [12, timedelta(days=30), None],
}
UNORDERED = {"failure", "kind", "prepaid"}
OUTPUTS: dict[str, tuple[dict[str, Any], list[str], list[str]]] = {
    "grade": (
        {"type": "string", "values": ["small", "middle", "big"]},
        ["small", "middle", "big", "-"],
        ["small", "middle", "big"],
    ),
    "share": ({"type": "number", "range": [0, 5]}, ["3", "1", "2.5", "-"], ["1", "2.5", "3"]),
    "hours": (
        {"type": "duration", "values": ["PT2H", "PT1H", "P1D"]},
        ["PT2H", "PT1H", "P1D"],
        ["PT1H", "PT2H"],
    ),
    "whole": ({"type": "boolean"}, ["true", "false", "-"], ["true", "false"]),
}
"""Of each output: its entry, what rules may say, and what later tables may name."""

situations = st.fixed_dictionaries({name: st.sampled_from(VALUES[name]) for name in VALUES})


@st.composite
def odd_situations(draw: st.DrawFn) -> dict[str, Any]:
    """Situations of which a fact or two may be impossible or absent."""
    facts: dict[str, Any] = draw(situations)
    for name in draw(st.lists(st.sampled_from(sorted(FACTS)), max_size=2)):
        if draw(st.booleans()):
            facts.pop(name, None)
        else:
            facts[name] = draw(st.sampled_from(IMPOSSIBLE[name]))
    return facts


@st.composite
def cells(draw: st.DrawFn, literals: list[str], *, ordered: bool) -> str:
    """A cell that may stand in the column of a fact with these literals, in ascending order."""
    known = [literal for literal in literals if literal != "null"]
    shape = draw(st.sampled_from(["-", "-", "one", "list", "not", "compare", "interval"]))
    if shape == "-":
        return "-"
    if shape == "interval" and ordered and len(known) > 1:
        low, high = sorted(draw(st.permutations(range(len(known))))[:2])
        return (
            f"{draw(st.sampled_from('[('))}{known[low]}..{known[high]}{draw(st.sampled_from('])'))}"
        )
    if shape == "compare" and ordered:
        return draw(st.sampled_from(["<", "<=", ">", ">="])) + draw(st.sampled_from(known))
    some = draw(st.lists(st.sampled_from(literals), min_size=1, max_size=3, unique=True))
    listed = ", ".join(some)
    return f"not({listed})" if shape == "not" else listed


def column(name: str) -> tuple[list[str], bool]:
    """What the cells of a column may name, and whether its values have an order."""
    if name in OUTPUTS:
        entry, _, named = OUTPUTS[name]
        return named, entry["type"] not in {"string", "boolean"}
    return LITERALS[name], name not in UNORDERED


@st.composite
def tables(draw: st.DrawFn, facts: list[str], outputs: list[str]) -> tuple[dict[str, Any], str]:
    """A table's entry in ``rulebook.toml`` and its CSV text."""
    declared = draw(heads(outputs))
    rows = [["id", *facts, *outputs]]
    for number in range(draw(st.integers(1, 6))):
        tested = []
        for name in facts:
            literals, ordered = column(name)
            tested.append(draw(cells(literals, ordered=ordered)))
        said = [draw(st.sampled_from(OUTPUTS[name][1])) for name in outputs]
        rows.append([f"r{number}", *tested, *said])
    return declared, "\n".join(",".join(quoted(cell) for cell in row) for row in rows)


@st.composite
def heads(draw: st.DrawFn, outputs: list[str]) -> dict[str, Any]:
    """A table's entry in ``rulebook.toml`` with a hit policy that its outputs allow."""
    ranked = any(OUTPUTS[name][0].get("values") for name in outputs)
    policies = [each for each in HIT_POLICIES if ranked or each not in {"priority", "output order"}]
    hit = draw(st.sampled_from(policies))
    declared: dict[str, Any] = {"hit": hit, "may_be_empty": draw(st.booleans())}
    declared["outputs"] = {name: OUTPUTS[name][0] for name in outputs}
    types = {OUTPUTS[name][0]["type"] for name in outputs}
    folds = ["", "count"]
    if types <= {"number", "duration"}:
        folds += ["sum", "min", "max"]
    if hit == "collect" and (fold := draw(st.sampled_from(folds))):
        declared["aggregate"] = fold
    return declared


def quoted(cell: str) -> str:
    """A cell as CSV."""
    return '"' + cell.replace('"', '""') + '"'


def is_readable(declared: dict[str, Any]) -> bool:
    """Whether later tables may test what a table says, in the cells drawn here."""
    if "aggregate" in declared:
        return bool(declared["aggregate"] != "count")
    return declared["hit"] in {"unique", "any", "first", "priority"}


@st.composite
def rulebooks(draw: st.DrawFn) -> Rulebook:
    """Two tables of random rules, the second reading what the first says where it may."""
    names = sorted(FACTS)
    some = st.lists(st.sampled_from(names), min_size=1, max_size=5, unique=True)
    outputs = draw(st.permutations(sorted(OUTPUTS)))
    split = draw(st.integers(1, 3))
    first, second = list(outputs[:split]), list(outputs[split:])
    declared, text = draw(tables(draw(some), first))
    read = first if is_readable(declared) else []
    other, other_text = draw(tables([*draw(some), *read], second[:2]))
    return read_rulebook(
        {
            "name": "drawn",
            "version": "1",
            "facts": FACTS,
            "tables": {"one": declared, "two": other},
        },
        {"one": text, "two": other_text},
    )
