"""Rules that overlap, cut into disjoint pieces: the pieces cover what the rules cover (R9)."""

import random
from itertools import product

import pytest
from hypothesis import given, settings

from amends.core.rulebook.check import check
from amends.core.rulebook.check.budget import Budget, OutOfBudget
from amends.core.rulebook.check.overlaps import overlaps
from amends.core.rulebook.check.pieces import Pieces, parted
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
def test_the_pieces_are_disjoint_and_cover_what_the_rules_cover(book):
    for sheet in plain_sheets(book):
        apart = parted(sheet, Budget(10_000))
        for buckets in combinations_of(sheet):
            assert covering(apart, buckets) == bool(covering(sheet, buckets))


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


def test_a_large_table_of_overlapping_rules_is_answered_within_the_budget():
    whole, holed = (check(made(3, has_hole=hole, wide=0.1)) for hole in (False, True))
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
        parted(sheet, Budget(100))
