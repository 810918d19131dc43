"""Is every situation decided by the table? In the order of what each way costs:

a rule that always fits; disjoint rules, whose volumes are added up; else the walk, which splits
the space only where rules are left that may or may not fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import prod

from amends.core.rulebook.check.asked import MOST, Answer, Asked
from amends.core.rulebook.check.budget import Budget
from amends.core.rulebook.check.fits import find_fit
from amends.core.rulebook.check.holes import are_disjoint, find_hole, open_volume, widened
from amends.core.rulebook.check.region import region_text
from amends.core.rulebook.check.regions import Found
from amends.core.rulebook.check.report import Finding, Proof, Unknown

KIND = "gap"


def gaps(asked: Asked, budget: Budget) -> Iterator[Answer]:
    """Proof that the table leaves no situation open, or situations that it does.

    Raise ``OutOfBudget``.
    """
    sheet = asked.sheet
    if sheet.always:
        yield Proof(KIND, asked.name, "default")
    elif are_disjoint(asked.met) and (sheet.is_plain or not open_volume(sheet)):
        yield from _by_volume(asked)
    else:
        yield from _by_walk(asked, budget)


def _by_volume(asked: Asked) -> Iterator[Answer]:
    sheet, left = asked.sheet, open_volume(asked.sheet)
    if not left:
        yield Proof(KIND, asked.name, "volumes")
    for _ in range(MOST):
        if not left:
            return
        box = widened(sheet, hole := find_hole(sheet))
        yield _finding(asked, hole, box)
        left -= prod(side.bit_count() for side in box)
        sheet = sheet.with_box(box) if left else sheet


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
