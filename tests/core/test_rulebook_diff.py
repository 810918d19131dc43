"""The difference of two rulebooks is exactly where they decide differently (R9, R30)."""

from collections import Counter
from itertools import combinations, product
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from amends.core.rulebook import BadSituation, Rulebook, read_rulebook
from amends.core.rulebook.cells import read_cell, show_cell
from amends.core.rulebook.diff import Box, Difference, diff
from amends.core.rulebook.interpret import admitted, fits
from tests.core.changed import changed
from tests.core.drawn import rulebooks, situations
from tests.core.drawn_small import FACTS, small_rulebooks

WIDER = {
    **FACTS,
    "visits": {"type": "number", "range": [0, 8], "step": 1, "clamp": True},
    "kind": {"type": "string", "optional": True},
    "prepaid": {"type": "boolean", "optional": True},
    "failure": {"type": "string", "values": ["lost", "late", "closed", "spoilt"]},
}
UNDECIDED = "undecided"
QUICK = settings(phases=set(Phase) - {Phase.explain}, suppress_health_check=[HealthCheck.too_slow])


def answers(book: Rulebook, facts: dict[str, Any]) -> dict[str, Any]:
    """What each table says, by the plain meaning; a table that reads an undecided one is too."""
    known = {fact.name: admitted(fact, facts) for fact in book.tested}
    found: dict[str, Any] = {}
    lost: set[str] = set()
    for table in book.tables:
        try:
            if lost & {fact.name for fact in table.columns}:
                raise BadSituation("an earlier table is undecided")
            answer = table.answer([rule for rule in table.rules if fits(rule, table, known)])
        except BadSituation:
            found[table.name] = UNDECIDED
            lost |= {fact.name for fact in table.readable}
            continue
        known.update(table.said(answer))
        if table.policy.aggregate:
            found[table.name] = table.said(answer)
        else:
            said = [tuple(rule.outputs.items()) for rule in answer]
            found[table.name] = Counter(said) if table.policy.name == "collect" else said
    return found


def alike(old: Any, new: Any) -> bool:
    if isinstance(old, Counter) != isinstance(new, Counter) and UNDECIDED not in (old, new):
        old, new = (Counter(each) if isinstance(each, list) else each for each in (old, new))
    return bool(old == new)


def every_situation(*books: Rulebook) -> list[dict[str, Any]]:
    """All situations of small rulebooks, with values between the limits."""
    values: dict[str, list[Any]] = {
        "failure": ["late", "lost", "closed"],
        "kind": ["a", "two words", "other", None],
        "prepaid": [True, False, None],
        "visits": [0, 1, 3, 4, 6],
        "share": [0, 0.25, 0.5, 0.75, 1],
    }
    tested = {fact.name for book in books for fact in book.tested}
    names = [name for name in values if name in tested]
    return [
        dict(zip(names, each, strict=True)) for each in product(*(values[name] for name in names))
    ]


def assert_is_exact(found: Difference, old: Rulebook, new: Rulebook, facts: dict[str, Any]) -> None:
    """Exactly one box of a table holds a situation that it decides differently, else none."""
    before, after = answers(old, facts), answers(new, facts)
    for table in before.keys() & after.keys():
        if table in found.unknown:
            continue
        boxes = [box for box in found.boxes if box.table == table and found.holds(box, facts)]
        differs = not alike(before[table], after[table])
        assert len(boxes) == differs, (table, facts, before[table], after[table])
        for box in boxes:
            assert is_said(box.old.outputs, box.old.undecided, before[table], box, after[table])
            assert is_said(box.new.outputs, box.new.undecided, after[table], box, before[table])


def is_said(outputs: Any, undecided: str, said: Any, box: Box, other: Any) -> bool:
    """Whether a box tells what the plain meaning says; of a set, what the other has not."""
    if said == UNDECIDED:
        return bool(undecided)
    shown = [tuple(each.items()) for each in outputs]
    if isinstance(said, dict) and not isinstance(said, Counter):
        return shown == [tuple(said.items())]
    if isinstance(said, Counter) and isinstance(other, Counter):
        return Counter(shown) == said - other
    if isinstance(said, Counter) or isinstance(other, Counter):
        return True
    return bool(shown == said)


def assert_disjoint(found: Difference) -> None:
    for one, two in combinations(found.boxes, 2):
        if one.table == two.table:
            assert any(
                not one.sides[name] & two.sides[name] for name in one.sides.keys() & two.sides
            ), (one, two)


def assert_samples(found: Difference, old: Rulebook, new: Rulebook) -> None:
    for box in found.boxes:
        assert found.holds(box, box.sample)
        assert_is_exact(found, old, new, dict(box.sample))


@settings(QUICK, max_examples=60)
@given(small_rulebooks().flatmap(lambda book: st.tuples(st.just(book), changed(book))))
def test_boxes_of_a_changed_rulebook_are_disjoint_and_cover_what_differs(pair):
    old, new = pair
    found = diff(old, new)
    assert not found.unknown
    assert_disjoint(found)
    assert_samples(found, old, new)
    for facts in every_situation(old, new):
        assert_is_exact(found, old, new, facts)


@settings(QUICK, max_examples=25)
@given(small_rulebooks(), small_rulebooks(facts=WIDER))
def test_quite_other_rulebooks_with_other_domains_are_compared_exactly(old, new):
    found = diff(old, new)
    assert_disjoint(found)
    assert_samples(found, old, new)
    for facts in every_situation(old, new):
        assert_is_exact(found, old, new, facts)


@settings(QUICK, max_examples=60)
@given(
    rulebooks().flatmap(lambda book: st.tuples(st.just(book), changed(book))),
    st.lists(situations, min_size=10, max_size=40),
)
def test_every_hit_policy_and_type_is_compared_exactly(pair, facts):
    old, new = pair
    found = diff(old, new)
    assert_disjoint(found)
    assert_samples(found, old, new)
    for each in facts:
        assert_is_exact(found, old, new, each)


def test_a_fact_that_is_passed_over_leaves_an_earlier_table_undecided():
    """The old rule asks for a step that is never said; whether one is, depends on the visits."""
    step = {"type": "number", "range": [0, 9], "step": 1}
    facts = {
        "visits": {"type": "number", "range": [0, 5], "step": 1},
        "kind": {"type": "string", "values": ["a", "b"]},
    }
    heads = {
        "first": {"hit": "unique", "may_be_empty": True, "outputs": {"step": step}},
        "then": {"hit": "unique", "may_be_empty": True, "outputs": {"grade": "string"}},
    }
    declared = {"name": "x", "version": "1", "facts": facts, "tables": heads}
    first = 'id,visits,kind,step\nr0,(0..3),a,6\nr1,"3, 5",-,0'
    old, new = (
        read_rulebook(
            declared, {"first": first, "then": f"id,kind,step,grade\nr0,-,{asked},big\nr1,b,-,big"}
        )
        for asked in ("3", "-")
    )
    found = diff(old, new)
    for kind, visits in product(("a", "b"), range(6)):
        assert_is_exact(found, old, new, {"kind": kind, "visits": visits})
    assert found.boxes


@settings(deadline=None)
@given(rulebooks())
def test_a_cell_written_plainly_is_the_same_cell(book):
    for table in book.tables:
        for rule in table.rules:
            for cell, fact in zip(rule.cells, table.columns, strict=True):
                assert read_cell(show_cell(cell, fact), fact, where="") == cell


def written(text: str) -> Rulebook:
    facts = {"days": "number", "what": {"type": "string", "values": ["late", "lost", "wrong"]}}
    table = {"hit": "first", "outputs": {"y": "number"}}
    declared = {"name": "n", "version": "1", "facts": facts, "tables": {"t": table}}
    return read_rulebook(declared, {"t": f"id,days,what,y\nr,{text},1\nelse,-,-,0\n"})


def test_what_means_the_same_is_not_written_differently():
    old = written('>60,"lost, late"')
    for same in ('> 60,"lost, late"', '>60.0,"late,lost"', '>60,"""late"", lost, lost"'):
        assert diff(old, written(same)).changes == ()
    [change] = diff(old, written('>=60,"lost, late"')).changes
    assert (change.old, change.new) == (
        "days: >60, what: late, lost → y: 1",
        "days: >=60, what: late, lost → y: 1",
    )
