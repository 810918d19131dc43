"""Is every situation decided by the table? In the order of what each way costs:

a rule that always fits; disjoint rules, whose volumes are added up; rules that overlap, measured
one inside another; else the walk, which splits the space only where rules are left that may or may
not fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from amends.core.rulebook.check.asked import MOST, Answer, Asked
from amends.core.rulebook.check.budget import Budget, OutOfBudget
from amends.core.rulebook.check.fits import find_fit
from amends.core.rulebook.check.holes import (
    Term,
    are_disjoint,
    hole_in,
    total,
    widened,
    without_rules,
)
from amends.core.rulebook.check.measure import Measure
from amends.core.rulebook.check.region import region_text
from amends.core.rulebook.check.regions import Found
from amends.core.rulebook.check.report import Finding, Proof, Unknown

KIND = "gap"


def gaps(asked: Asked, budget: Budget) -> Iterator[Answer]:
    """Proof that the table leaves no situation open, or situations that it does.

    Raise ``OutOfBudget``.
    """
    if asked.sheet.always:
        yield Proof(KIND, asked.name, "default")
        return
    measuring = budget.anew()
    way, terms = _measured(asked, measuring)
    left = None if terms is None else total(terms)
    if left == 0:
        yield Proof(KIND, asked.name, way, measuring.spent)
    elif terms and asked.sheet.is_plain:
        yield from _holes(asked, terms)
    else:
        yield from _by_walk(asked, budget)


def _measured(asked: Asked, budget: Budget) -> tuple[str, list[Term] | None]:
    """How what the table leaves open was measured, and that as terms; None: it costs too much."""
    if are_disjoint(asked.met):
        return "volumes", without_rules(asked.sheet)
    try:
        return "boxes", Measure(asked.sheet, budget).terms()
    except OutOfBudget:
        return "boxes", None


def _holes(asked: Asked, terms: list[Term]) -> Iterator[Answer]:
    """What a table that tests facts alone leaves open."""
    sheet = asked.sheet
    for _ in range(MOST):
        if not total(terms):
            return
        hole = hole_in(terms, sheet.columns)
        box = tuple(widened(sheet, hole))
        yield _finding(asked, hole, box)
        sheet, terms = sheet.with_box(box), [*terms, (-1, box)]


def _by_walk(asked: Asked, budget: Budget) -> Iterator[Answer]:
    sheet, found = asked.sheet, 0
    while found < MOST:
        walk = asked.with_sheet(sheet).walk(budget)
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
