"""Small random rulebooks, drawn by Hypothesis, of which every situation can be tried."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from amends.core.rulebook import Rulebook, read_rulebook
from amends.core.rulebook.policies import HIT_POLICIES

FACTS: dict[str, dict[str, Any]] = {
    "failure": {"type": "string", "values": ["late", "lost", "closed"]},
    "kind": {"type": "string", "optional": True},
    "prepaid": {"type": "boolean", "optional": True},
    "visits": {"type": "number", "range": [0, 6], "step": 1},
    "share": {"type": "number", "range": [0, 1]},
}
GRADES = ["small", "middle", "big"]
LISTED: dict[str, list[str]] = {
    "failure": ["late", "lost", "closed"],
    "kind": ["a", '"two words"', "null"],
    "prepaid": ["true", "false", "null"],
    "visits": ["0", "3", "6"],
    "share": ["0", "0.5", "1"],
}
COMPARED = {
    "visits": ["<3", ">=3", "(0..3]", "[3..6)", ">3", "<=0"],
    "share": ["<0.5", "[0..0.5]", "(0.5..1]", ">0"],
}
CELLS = {
    name: st.one_of(
        st.just("-"),
        st.sampled_from([*literals, *COMPARED.get(name, ())]),
        st.lists(st.sampled_from(literals), min_size=2, max_size=2, unique=True).map(", ".join),
        st.sampled_from([literal for literal in literals if literal != "null"]).map(
            "not({})".format
        ),
    )
    for name, literals in LISTED.items()
}
COUNTED = st.sampled_from(["-", "1", "not(1)", "<1", ">=1"])
GRADED = st.sampled_from(["-", *GRADES, "small, big", "not(middle)"])


@st.composite
def tables(
    draw: st.DrawFn, columns: Sequence[str], output: str, counted: Sequence[str] = ()
) -> tuple[dict[str, Any], str]:
    """A table's entry in ``rulebook.toml`` and its CSV text; no fact is graded or counted."""
    hit = draw(st.sampled_from([*HIT_POLICIES, "count"]))
    declared: dict[str, Any] = {"hit": hit, "may_be_empty": draw(st.booleans())}
    if hit == "count":
        declared |= {"hit": "collect", "aggregate": "count"}
    declared["outputs"] = {output: {"type": "string", "values": GRADES}}
    rows = [["id", *columns, output]]
    for number in range(draw(st.integers(1, 6))):
        cells = [draw(COUNTED if name in counted else CELLS.get(name, GRADED)) for name in columns]
        rows.append([f"r{number}", *cells, draw(st.sampled_from(GRADES))])
    return declared, "\n".join(",".join(f'"{quoted(cell)}"' for cell in row) for row in rows)


def quoted(cell: str) -> str:
    """A cell as it stands between quotes in CSV."""
    return cell.replace('"', '""')


@st.composite
def small_rulebooks(draw: st.DrawFn, /, **declared: Any) -> Rulebook:
    """Three tables of a few random rules; later ones may read what earlier ones say."""
    heads, texts, readable, counted = {}, {}, list[str](), list[str]()
    for name, output in (("one", "grade"), ("two", "level"), ("three", "end")):
        columns = draw(
            st.lists(st.sampled_from(sorted(FACTS)), min_size=1, max_size=3, unique=True)
        )
        read = draw(st.lists(st.sampled_from(readable), unique=True)) if readable else []
        heads[name], texts[name] = draw(tables([*columns, *read], output, counted))
        if heads[name]["hit"] in {"unique", "any", "first", "priority"}:
            readable.append(output)
        elif "aggregate" in heads[name]:
            readable.append(output)
            counted.append(output)
    whole = {"name": "drawn", "version": "1", "facts": FACTS, "tables": heads, **declared}
    return read_rulebook(whole, texts)
