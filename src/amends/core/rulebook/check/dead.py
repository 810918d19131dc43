"""Is every rule the answer, or a part of it, in some situation?

Where the first rule or the one of highest priority wins, a rule is shadowed when those that win
over it cover it together; any other rule is dead when what it asks for never comes together.
"""

from __future__ import annotations

from collections.abc import Iterator

from amends.core.rulebook.check.asked import Answer, Asked
from amends.core.rulebook.check.budget import Budget
from amends.core.rulebook.check.fits import find_fit
from amends.core.rulebook.check.report import Finding, Proof
from amends.core.rulebook.check.walk import Walk

KIND = "dead"
SHADOWED = "shadowed"


def dead_rules(asked: Asked, budget: Budget) -> Iterator[Answer]:
    """Proof that every rule is needed, or those that never are the answer.

    Raise ``OutOfBudget``.
    """
    found, walk = 0, None
    for rule, met in enumerate(asked.met):
        above = _above(asked, rule)
        if met and not above and asked.sheet.is_plain:
            continue
        walk = walk or asked.walk(budget)
        if not met or find_fit(walk, asked.sheet.place, 1 << rule, above) is None:
            found += 1
            yield _finding(asked, walk, rule, above)
    if not found:
        yield Proof(KIND, asked.name, "walk" if walk else "boxes", budget.spent)


def _above(asked: Asked, rule: int) -> int:
    """The rules that would be the answer instead, or leave none."""
    policy, met = asked.sheet.table.policy.name, asked.met[rule]
    if policy in {"first", "priority"}:
        return met & (1 << rule) - 1
    return 0


def _finding(asked: Asked, walk: Walk, rule: int, above: int) -> Answer:
    """Shadowed where the rule would fit somewhere, were it not for others; else dead."""
    alone = asked.met[rule] and above and find_fit(walk, asked.sheet.place, 1 << rule, 0)
    if not alone:
        return Finding(KIND, asked.name, asked.rules(1 << rule))
    by = ", ".join(asked.rules(above))
    return Finding(SHADOWED, asked.name, asked.rules(1 << rule), data={"by": by})
