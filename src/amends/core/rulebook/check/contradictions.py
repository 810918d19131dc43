"""Do two rules contradict each other? That depends on the hit policy.

``unique``: two rules fit. ``any``: two fit and say different things. ``priority``: two of the same
priority fit, say different things, and nothing of higher priority fits. Pairs that never meet are
told apart by bitmasks; for each other pair a situation is looked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from amends.core.rulebook.check.asked import MOST, Answer, Asked
from amends.core.rulebook.check.budget import Budget
from amends.core.rulebook.check.fits import find_fit
from amends.core.rulebook.check.report import Finding, Proof, Unknown
from amends.core.rulebook.check.space import Sheet, mask_of
from amends.core.rulebook.generated import bits_of

KIND = "contradiction"
POLICIES = ("unique", "any", "priority")
"""The hit policies under which rules can contradict each other."""


def contradictions(asked: Asked, budget: Budget) -> Iterator[Answer]:
    """Proof that no rules contradict each other, or situations in which two do.

    Raise ``OutOfBudget``.
    """
    found, walk = 0, None
    for first, second in _pairs(asked):
        walk = walk or asked.walk(budget)
        wanted, unwanted = 1 << first | 1 << second, _above(asked, first, second)
        situation = find_fit(walk, asked.sheet.place, wanted, unwanted)
        if situation is None:
            continue
        facts = asked.situation(situation)
        if not asked.is_real(facts, wanted=wanted, unwanted=unwanted):
            yield Unknown(KIND, asked.name, "witness", asked.rules(wanted))
            return
        policy = asked.sheet.table.policy.name
        yield Finding(
            KIND,
            asked.name,
            asked.rules(wanted),
            facts,
            matter=asked.matter,
            data={"policy": policy},
        )
        found += 1
        if found == MOST:
            return
    if not found:
        yield Proof(KIND, asked.name, "walk" if walk else "boxes", budget.spent)


def _pairs(asked: Asked) -> Iterator[tuple[int, int]]:
    """Rules that meet and must not fit together."""
    alike = _alike(asked.sheet)
    for first, met in enumerate(asked.met):
        later = met >> first + 1 << first + 1
        for second in bits_of(later & ~alike[first]):
            yield first, second


def _alike(sheet: Sheet) -> list[int]:
    """For each rule those that may fit together with it without a contradiction."""
    if sheet.table.policy.name == "unique":
        return [0] * len(sheet.rules)
    same = _by([tuple(rule.outputs.values()) for rule in sheet.rules])
    if sheet.table.policy.name == "any":
        return same
    level = _by([sheet.table.policy.rank(rule) for rule in sheet.rules])
    return [said | ~rank for said, rank in zip(same, level, strict=True)]


def _by(keys: list[tuple[object, ...]]) -> list[int]:
    """For each place the mask of the places with the same key."""
    places: dict[tuple[object, ...], list[int]] = {}
    for place, key in enumerate(keys):
        places.setdefault(key, []).append(place)
    masks = {key: mask_of(found) for key, found in places.items()}
    return [masks[key] for key in keys]


def _above(asked: Asked, first: int, second: int) -> int:
    """The rules that would win over both."""
    policy = asked.sheet.table.policy
    if policy.name != "priority":
        return 0
    rank = policy.rank(asked.sheet.rules[first])
    lower = next(at for at, rule in enumerate(asked.sheet.rules) if policy.rank(rule) == rank)
    return asked.met[first] & asked.met[second] & (1 << lower) - 1
