"""How many cases of a history, and how much money, a difference touches.

Every occupied cell of the history's cube is looked at once; no case is decided again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from amends.core.rulebook.cube import Cube, build_cube
from amends.core.rulebook.diff.report import Answer, Box, Difference
from amends.core.rulebook.facts import BadSituation

if TYPE_CHECKING:
    from amends.core.rulebook.book import Rulebook

AMOUNT_OF, SHARE = "amount_of", "amount_share"
"""Outputs of a table that promises an amount: a share of the fact that is named."""
CURRENCY = "currency"
"""The fact by which sums of money are kept apart."""

Sums = Mapping[str, Decimal]
"""Money by currency."""


@dataclass(frozen=True, slots=True)
class Touched:
    """What a box touches: cases, what they are worth, what is promised before and after."""

    box: Box
    cases: int
    worth: Sums
    old: Sums
    new: Sums


@dataclass(frozen=True, slots=True)
class Impact:
    """What a difference does to a history.

    ``cells`` are occupied, ``cases`` all there are. ``touched`` are the boxes that hold a case,
    the most cases first; ``differing`` counts, by table, the cases that it decides differently,
    those of tables without boxes included. ``outside`` cases cannot be decided: a value is none
    of its fact's.
    """

    cells: int
    cases: int
    outside: int
    changed: int
    worth: Sums
    touched: tuple[Touched, ...]
    differing: Mapping[str, int]


def money_of(found: Difference, history: Mapping[str, Any], value: str) -> tuple[str, ...]:
    """The columns of a history that are added up: the order's value and bases of amounts."""
    said = (each for box in found.boxes for answer in (box.old, box.new) for each in answer.outputs)
    bases = {str(each[AMOUNT_OF]) for each in said if each.get(AMOUNT_OF) is not None}
    return tuple(name for name in sorted({value, *bases}) if name in history)


def impact(
    found: Difference,
    history: Mapping[str, Any],
    *,
    books: tuple[Rulebook, Rulebook],
    value: str = "value",
) -> Impact:
    """Hold a difference against a history, given as columns of facts.

    ``value`` is the fact that says what an order is worth. Raise ``BadHistory``.
    """
    money = money_of(found, history, value)
    told = {name for box in found.boxes for name in box.sides} if not found.unknown else None
    group = history.get(CURRENCY)
    cube = build_cube(found.axes, history, facts=told, money=money, group=group)
    decided = cube.inside({})
    any_box = np.zeros(len(cube.counts), bool)
    touched, differing = [], Counter[str]()
    for box in found.boxes:
        cells = cube.inside(box.sides)
        if cells.any():
            any_box |= cells
            differing[box.table] += cube.count(cells)
            touched.append(_touched(box, cube, cells, value))
    for table, cells in _by_deciding(found.unknown, cube, books).items():
        any_box |= cells
        differing[table] += cube.count(cells)
    differing = +differing
    return Impact(
        cells=len(cube.counts),
        cases=cube.cases,
        outside=cube.count(~decided),
        changed=cube.count(any_box),
        worth=cube.totals(value, any_box) if value in money else {},
        touched=tuple(sorted(touched, key=lambda each: -each.cases)),
        differing=dict(differing),
    )


def _touched(box: Box, cube: Cube, cells: Any, value: str) -> Touched:
    return Touched(
        box=box,
        cases=cube.count(cells),
        worth=cube.totals(value, cells) if value in cube.sums else {},
        old=_promised(box.old, cube, cells),
        new=_promised(box.new, cube, cells),
    )


def _promised(answer: Answer, cube: Cube, cells: Any) -> Sums:
    """What an answer promises in these cells; of a set of answers, which are a choice, nothing."""
    if len(answer.outputs) != 1:
        return {}
    base, share = answer.outputs[0].get(AMOUNT_OF), answer.outputs[0].get(SHARE)
    if base not in cube.sums or share is None:
        return {}
    return {group: total * share for group, total in cube.totals(str(base), cells).items()}


def _by_deciding(
    tables: Sequence[str], cube: Cube, books: tuple[Rulebook, Rulebook]
) -> dict[str, Any]:
    """For tables without boxes: the cells that both books, asked of each cell once, decide
    differently."""
    if not tables:
        return {}
    found = {table: np.zeros(len(cube.counts), bool) for table in tables}
    decided = np.flatnonzero(cube.inside({})).tolist()
    for at, facts in zip(decided, cube.situations(), strict=True):
        old, new = (_outputs(book, facts) for book in books)
        for table in tables:
            found[table][at] = old.get(table) != new.get(table)
    return found


def _outputs(book: Rulebook, facts: Mapping[str, Any]) -> dict[str, Any]:
    try:
        decision = book.decide(facts)
    except BadSituation:
        return {}
    return {
        step.table.name: step.said
        if step.table.policy.aggregate
        else Counter(tuple(rule.outputs.items()) for rule in step.answer)
        if step.table.policy.name == "collect"
        else [dict(rule.outputs) for rule in step.answer]
        for step in decision.trace
    }
