"""Verdicts on claims against the truth of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from amends.core.scores.confusion import Confusion, Share

CONTRADICTED, UNREAD, MISSING = "contradicted", "unread", "missing"
MOST_LISTED = 200


class ClaimRow(NamedTuple):
    """One claim: its truth, and what was found of it.

    ``expected`` is the verdict that the record allows; ``refutable`` whether it can refute it.
    ``found`` is the verdict, ``unread`` where nobody could tell what is said, ``missing`` where
    there is no such claim. ``kind`` is the true kind, ``read`` the one that was found.
    """

    order: str
    event: str
    kind: str
    is_true: bool
    refutable: bool
    expected: str
    by_words: bool
    found: str
    read: str
    evidence: tuple[str, ...] = ()


def score_claims(rows: Sequence[ClaimRow]) -> dict[str, Any]:
    """The tables and rates of the verdicts; who was contradicted wrongly is listed."""
    wrong = [row for row in rows if row.found == CONTRADICTED and row.is_true]
    contradicted = sum(row.found == CONTRADICTED for row in rows)
    refutable = [row for row in rows if not row.is_true and row.refutable]
    refuted = sum(row.found == CONTRADICTED for row in refutable)
    return {
        "claims": len(rows),
        "contradicted_and_false": Share(contradicted - len(wrong), contradicted).as_data(),
        "refutable_and_contradicted": Share(refuted, len(refutable)).as_data(),
        "as_expected": Confusion((row.expected, row.found) for row in rows).right.as_data(),
        "confusion": Confusion((row.expected, row.found) for row in rows).as_data(),
        "by_kind": _by_kind(rows),
        "read_from_words": _read(rows),
        "wrongly_contradicted": [_listed(row) for row in wrong[:MOST_LISTED]],
        "not_refuted": [_listed(row) for row in refutable if row.found != CONTRADICTED][
            :MOST_LISTED
        ],
    }


def _by_kind(rows: Sequence[ClaimRow]) -> dict[str, dict[str, dict[str, int]]]:
    kinds: dict[str, list[ClaimRow]] = defaultdict(list)
    for row in rows:
        kinds[row.kind].append(row)
    return {
        kind: Confusion((row.expected, row.found) for row in kinds[kind]).as_data()
        for kind in sorted(kinds)
    }


def _read(rows: Sequence[ClaimRow]) -> dict[str, Any]:
    """Of claims in free words: how many were read, and of those how many as they were meant."""
    words = [row for row in rows if row.by_words]
    read = [row for row in words if row.found not in (UNREAD, MISSING)]
    right = sum(row.read == row.kind for row in read)
    return {
        "read": Share(len(read), len(words)).as_data(),
        "right": Share(right, len(read)).as_data(),
    }


def _listed(row: ClaimRow) -> dict[str, Any]:
    return {
        "order": row.order,
        "event": row.event,
        "claim": row.kind,
        "read_as": row.read,
        "found": row.found,
        "evidence": list(row.evidence),
    }
