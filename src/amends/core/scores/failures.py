"""Who caused failures, against the truth of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from amends.core.scores.confusion import Confusion, Share

MISSING = "missing"
MOST_LISTED = 200


class FailureRow(NamedTuple):
    """One broken promise: who caused it in truth, by share, and who was found to have.

    ``shown`` is whether the record allows to tell; ``found`` is empty where it was not found.
    """

    order: str
    failure: str
    shown: bool
    true: Mapping[str, float]
    found: Mapping[str, float]


def score_failures(rows: Sequence[FailureRow]) -> dict[str, Any]:
    """The confusion of the party with the largest share, and how far shares are off."""
    shown = [row for row in rows if row.shown]
    pairs = [(_first(row.true), _first(row.found)) for row in shown]
    wrong = [row for row, (true, found) in zip(shown, pairs, strict=True) if true != found]
    of_all = sum(_first(row.true) == _first(row.found) for row in rows)
    return {
        "failures": len(rows),
        "shown_by_the_record": len(shown),
        "right_where_shown": Confusion(pairs).right.as_data(),
        "right_of_all": Share(of_all, len(rows)).as_data(),
        "share_error": _error(shown),
        "confusion": Confusion(pairs).as_data(),
        "by_failure": _by_failure(shown),
        "wrong": [
            {
                "order": row.order,
                "failure": row.failure,
                "true": dict(row.true),
                "found": dict(row.found),
            }
            for row in wrong[:MOST_LISTED]
        ],
    }


def _first(shares: Mapping[str, float]) -> str:
    return max(shares, key=lambda party: shares[party]) if shares else MISSING


def _error(rows: Sequence[FailureRow]) -> float | None:
    """The mean of half the sum of the differences: 0 is right, 1 is all on others."""
    found = [row for row in rows if row.found]
    if not found:
        return None
    errors = (
        sum(
            abs(row.true.get(party, 0.0) - row.found.get(party, 0.0))
            for party in {*row.true, *row.found}
        )
        / 2
        for row in found
    )
    return round(sum(errors) / len(found), 6)


def _by_failure(rows: Sequence[FailureRow]) -> dict[str, Any]:
    kinds: dict[str, list[FailureRow]] = defaultdict(list)
    for row in rows:
        kinds[row.failure].append(row)
    return {
        kind: Confusion(
            (_first(row.true), _first(row.found)) for row in kinds[kind]
        ).right.as_data()
        for kind in sorted(kinds)
    }
