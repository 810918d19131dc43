"""What a changed rulebook does to a history, counted by cells as by deciding every case twice."""

from collections import Counter
from decimal import Decimal

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.core.rulebook.cube import build_cube
from amends.core.rulebook.diff import diff
from amends.core.rulebook.diff.impact import impact
from tests.core.changed import changed
from tests.core.drawn import rulebooks, situations
from tests.core.test_rulebook_diff import QUICK, alike, answers


@settings(QUICK, max_examples=40)
@given(
    rulebooks().flatmap(lambda book: st.tuples(st.just(book), changed(book))),
    st.lists(situations, min_size=1, max_size=60),
    st.sampled_from([1, 400_000]),
)
def test_cells_count_what_deciding_every_case_twice_counts(pair, cases, budget):
    old, new = pair
    found = diff(old, new, budget=budget)
    history = {name: [case[name] for case in cases] for name in cases[0]}
    seen = impact(found, history, books=pair)
    differing, worth = Counter[str](), Decimal(0)
    for case in cases:
        before, after = answers(old, case), answers(new, case)
        tables = [name for name in before if not alike(before[name], after[name])]
        if budget == 1 and "undecided" in (*before.values(), *after.values()):
            return
        differing.update(tables)
        worth += Decimal(case["value"]) if tables else 0
    assert seen.cases == len(cases)
    assert seen.outside == 0
    assert seen.differing == differing
    assert sum(seen.worth.values()) == worth


def test_floats_missing_values_and_strangers_in_a_history():
    from amends.core.rulebook import read_rulebook

    facts = {
        "share": {"type": "number", "range": [0, 1], "optional": True},
        "kind": {"type": "string", "values": ["a", "b"]},
        "value": {"type": "number", "range": [0, ""]},
    }
    declared = {
        "name": "x",
        "version": "1",
        "facts": facts,
        "tables": {
            "t": {"hit": "first", "outputs": {"amount_of": "string", "amount_share": "number"}}
        },
    }
    rows = ["id,share,kind,amount_of,amount_share", "r,<0.1,a,value,0.5", "s,-,-,-,-"]
    old = read_rulebook(declared, {"t": "\n".join(rows)})
    new = read_rulebook(declared, {"t": "\n".join([rows[0], "r,<=0.1,a,value,0.5", rows[2]])})
    found = diff(old, new)
    history = {
        "share": np.array([0.1, 0.1, np.nan, 0.2, 0.1]),
        "kind": np.array(["a", "b", "a", "a", "c"]),
        "value": np.array([10.10, 20, 30, 40, 50]),
        "currency": np.array(["EUR", "EUR", "EUR", "RUB", "EUR"]),
    }
    seen = impact(found, history, books=(old, new))
    assert (seen.cases, seen.outside, seen.changed) == (5, 1, 1)
    (touched,) = seen.touched
    assert touched.box.cells == {"share": "0.1", "kind": "a"}
    assert touched.worth == {"EUR": Decimal("10.1")}
    assert (touched.old, touched.new) == ({}, {"EUR": Decimal("5.05")})


def test_a_cube_is_small_whatever_the_length_of_the_history():
    from amends.policies import load_policy

    book = load_policy().rulebook
    found = diff(book, book)
    names = {n: [axis.buckets[0].sample] * 10_000 for n, axis in found.axes.items()}
    cube = build_cube(found.axes, names)
    assert (len(cube.counts), cube.cases) == (1, 10_000)
