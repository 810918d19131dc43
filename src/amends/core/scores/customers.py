"""Where customers stand on the ladder, against what they are really like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from amends.core.scores.confusion import Share
from amends.core.scores.people import MOST_LISTED

DISHONEST = "dishonest"
GENTLE = ("as_usual", "one_more_proof")


class CustomerRow(NamedTuple):
    """One customer who claimed something: their character and how far they came on the ladder.

    ``step`` is the furthest on which they ever stood, though time has healed it since. ``group``
    is ``unlucky`` for honest ones who never claimed what was not so, ``mistaken`` for those who did
    by mistake, ``dishonest``. ``false`` is how many untrue claims they made, and ``after`` after
    how many of all claims each step was first reached, by step.
    """

    code: str
    group: str
    step: str
    false: int
    after: Mapping[str, int]


def score_customers(rows: Sequence[CustomerRow]) -> dict[str, Any]:
    """Steps by group; how many of the honest stand beyond one more proof; who was found, when."""
    honest = [row for row in rows if row.group != DISHONEST]
    guilty = [row for row in rows if row.group == DISHONEST]
    beyond = [row for row in honest if row.step not in GENTLE]
    caught = [row for row in guilty if row.after]
    return {
        "customers_who_claimed": len(rows),
        "confusion": {
            group: dict(sorted(Counter(row.step for row in rows if row.group == group).items()))
            for group in sorted({row.group for row in rows})
        },
        "honest_beyond_one_more_proof": Share(len(beyond), len(honest)).as_data(),
        "honest_asked_for_proof": Share(
            sum(row.step != GENTLE[0] for row in honest), len(honest)
        ).as_data(),
        "found": Share(len(caught), len(guilty)).as_data(),
        **{f"found_of_those_with_{least}_false": _found_of(guilty, least) for least in (2, 3, 4)},
        "found_after_claims": _after(caught),
        "wrongly_marked": [
            {"code": row.code, "group": row.group, "step": row.step} for row in beyond[:MOST_LISTED]
        ],
    }


def _found_of(guilty: Sequence[CustomerRow], least: int) -> Any:
    enough = [row for row in guilty if row.false >= least]
    return Share(sum(bool(row.after) for row in enough), len(enough)).as_data()


def _after(caught: Sequence[CustomerRow]) -> dict[str, dict[str, int]]:
    """By step, how many were found after how many claims."""
    counts: dict[str, Counter[int]] = {}
    for row in caught:
        for step, claims in row.after.items():
            counts.setdefault(step, Counter())[claims] += 1
    return {step: {str(n): many for n, many in sorted(c.items())} for step, c in counts.items()}
