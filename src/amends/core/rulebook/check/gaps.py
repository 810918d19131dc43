"""Is every situation decided by the table? In the order of what each way costs:

a rule that always fits; disjoint rules, whose volumes are added up; rules that overlap, cut into
disjoint pieces first; else the walk, which splits the space only where rules are left that may or
may not fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import prod

from amends.core.rulebook.check.asked import MOST, Answer, Asked
from amends.core.rulebook.check.budget import Budget, OutOfBudget
from amends.core.rulebook.check.fits import find_fit
from amends.core.rulebook.check.holes import are_disjoint, find_hole, open_volume, widened
from amends.core.rulebook.check.pieces import parted
from amends.core.rulebook.check.region import region_text
from amends.core.rulebook.check.regions import Found
from amends.core.rulebook.check.report import Finding, Proof, Unknown
from amends.core.rulebook.check.space import Sheet

KIND = "gap"


def gaps(asked: Asked, budget: Budget) -> Iterator[Answer]:
    """Proof that the table leaves no situation open, or situations that it does.

    Raise ``OutOfBudget``.
    """
    sheet = asked.sheet
    if sheet.always:
        yield Proof(KIND, asked.name, "default")
        return
    cutting = budget.anew()
    apart = _apart(asked, cutting)
    if apart and (sheet.is_plain or not open_volume(apart)):
        way = "volumes" if apart is sheet else "boxes"
        yield from _by_volume(asked, apart, Proof(KIND, asked.name, way, cutting.spent))
    else:
        yield from _by_walk(asked, budget)


def _apart(asked: Asked, budget: Budget) -> Sheet | None:
    """The table with disjoint rules; None where cutting them apart costs too much."""
    if are_disjoint(asked.met):
        return asked.sheet
    try:
        return parted(asked.sheet, budget)
    except OutOfBudget:
        return None


def _by_volume(asked: Asked, apart: Sheet, proof: Proof) -> Iterator[Answer]:
    """Of disjoint rules: the proof, or what they leave open."""
    sheet, left = asked.sheet, open_volume(apart)
    if not left:
        yield proof
    for _ in range(MOST):
        if not left:
            return
        box = widened(sheet, hole := find_hole(apart))
        yield _finding(asked, hole, box)
        left -= prod(side.bit_count() for side in box)
        if left:
            sheet, apart = sheet.with_box(box), apart.with_box(box)


def _by_walk(asked: Asked, budget: Budget) -> Iterator[Answer]:
    sheet, found = asked.sheet, 0
    while found < MOST:
        space = asked.space
        sheets = tuple(sheet if s.place == sheet.place else s for s in space.sheets)
        walk = replace(asked, space=replace(space, sheets=sheets), sheet=sheet).walk(budget)
        gap = find_fit(walk, sheet.place, 0, sheet.everything)
        if gap is None:
            break
        found += 1
        if not sheet.is_plain:
            yield _finding_at(asked, gap)
            return
        hole = [gap.buckets.get(column.name, 0) for column in sheet.columns]
        box = widened(sheet, hole)
        yield _finding(asked, hole, box)
        sheet = sheet.with_box(box)
    if not found:
        yield Proof(KIND, asked.name, "walk", budget.spent)


def _finding(asked: Asked, hole: Sequence[int], box: Sequence[int]) -> Answer:
    names = [column.name for column in asked.sheet.columns]
    region = region_text(asked.space.axes, dict(zip(names, box, strict=True)))
    answer = _finding_at(asked, Found(dict(zip(names, hole, strict=True))))
    return (
        replace(answer, region=region, matter=tuple(region))
        if isinstance(answer, Finding)
        else answer
    )


def _finding_at(asked: Asked, gap: Found) -> Answer:
    facts = asked.situation(gap)
    if not asked.is_real(facts, wanted=0, unwanted=asked.sheet.everything):
        return Unknown(KIND, asked.name, "witness")
    return Finding(KIND, asked.name, situation=facts, matter=asked.matter)
