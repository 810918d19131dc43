"""Rules that overlap, measured and cut: what they leave open is what no rule fits (R9)."""

import random
from itertools import product

import pytest
from hypothesis import given, settings

from amends.core.rulebook import Rulebook, read_rulebook
from amends.core.rulebook.check import check
from amends.core.rulebook.check.budget import Budget, OutOfBudget
from amends.core.rulebook.check.holes import hole_in, total
from amends.core.rulebook.check.measure import Measure
from amends.core.rulebook.check.overlaps import overlaps
from amends.core.rulebook.check.pieces import Pieces
from amends.core.rulebook.check.space import build_space
from bench.rulebook.check import made
from tests.core.drawn_small import small_rulebooks


def plain_sheets(book):
    return [sheet for sheet in build_space(book).sheets if sheet.columns]


def combinations_of(sheet):
    return product(*(range(len(column.axis.buckets)) for column in sheet.columns))


def covering(sheet, buckets):
    """How many rules let these buckets pass."""
    passing = sheet.everything
    for column, bucket in zip(sheet.columns, buckets, strict=True):
        passing &= column.masks[bucket]
    return passing.bit_count()


@settings(max_examples=100)
@given(small_rulebooks())
def test_terms_add_up_to_what_no_rule_fits(book):
    for sheet in plain_sheets(book):
        terms = Measure(sheet, Budget(10_000)).terms()
        open_ = {b for b in combinations_of(sheet) if not covering(sheet, b)}
        for buckets in combinations_of(sheet):
            added = sum(sign for sign, box in terms if is_inside(buckets, box))
            assert added == (buckets in open_)
        assert total(terms) == len(open_)
        if open_:
            assert tuple(hole_in(terms, sheet.columns)) in open_


def test_rules_that_each_test_one_fact_are_measured_in_as_many_steps():
    (sheet,) = build_space(one_test_each(24)).sheets
    budget = Budget(100)
    assert total(Measure(sheet, budget).terms()) == 1
    assert budget.spent < 60


def one_test_each(count: int) -> Rulebook:
    """Rule *n* fits wherever fact *n* is so: only one combination of all is left."""
    facts = {f"f{number}": {"type": "boolean"} for number in range(count)}
    rows = [["id", *facts, "out"]]
    for number in range(count):
        rows.append([f"r{number}", *("true" if at == number else "-" for at in range(count)), "a"])
    table = {"hit": "first", "outputs": {"out": {"type": "string"}}}
    declared = {"name": "one", "version": "1", "facts": facts, "tables": {"t": table}}
    return read_rulebook(declared, {"t": "\n".join(",".join(row) for row in rows)})


@settings(max_examples=100)
@given(small_rulebooks())
def test_what_is_left_of_a_rule_is_where_it_is_the_first_that_fits(book):
    for sheet in plain_sheets(book):
        pieces, met = Pieces(sheet, Budget(10_000)), overlaps(sheet)
        covered: set[tuple[int, ...]] = set()
        boxes = zip(*(column.sides for column in sheet.columns), strict=True)
        for rule, box in enumerate(boxes):
            inside = {b for b in combinations_of(sheet) if is_inside(b, box)}
            left = list(pieces.left(box, met[rule] & (1 << rule) - 1)) if met[rule] else []
            found = [b for piece in left for b in inside if is_inside(b, piece)]
            assert sorted(found) == sorted(inside - covered)
            covered |= inside


def is_inside(buckets, box):
    return all(side >> bucket & 1 for bucket, side in zip(buckets, box, strict=True))


@pytest.mark.parametrize("wide", [0.1, 0.3])
def test_a_large_table_of_overlapping_rules_is_answered_within_the_budget(wide):
    whole, holed = (check(made(3, has_hole=hole, wide=wide)) for hole in (False, True))
    assert not whole.unknown
    assert not holed.unknown
    assert ("gap", "boxes") in {(proof.kind, proof.how) for proof in whole.proven}
    assert {finding.kind for finding in holed.findings} >= {"gap"}


def test_shadowed_rules_of_a_large_table_never_are_the_first_to_fit():
    book = made(3, wide=0.1)
    shadowed = {f.rules[0] for f in check(book).findings if f.kind == "shadowed"}
    assert shadowed
    (sheet,) = build_space(book).sheets
    drawn = random.Random(3)
    for rule, box in enumerate(zip(*(c.sides for c in sheet.columns), strict=True)):
        if sheet.rules[rule].id in shadowed:
            for _ in range(50):
                buckets = [drawn.choice([b for b in range(99) if side >> b & 1]) for side in box]
                assert any(is_inside(buckets, other) for other in earlier(sheet, rule))


def earlier(sheet, rule):
    return zip(*(column.sides[:rule] for column in sheet.columns), strict=True)


def test_cutting_ends_with_its_budget():
    (sheet,) = build_space(made(3, wide=0.1)).sheets
    with pytest.raises(OutOfBudget):
        Measure(sheet, Budget(100)).terms()
