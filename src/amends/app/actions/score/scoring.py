"""What the record holds of everything that the truth tells of, and how well the two agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from amends.app.actions.claims.taking import take_up_claims
from amends.app.actions.ingest.sql import as_rows, run
from amends.app.actions.score.customers import customers_section
from amends.app.actions.score.staff import score_staff
from amends.app.actions.score.truth import Truth
from amends.core.scores import ClaimRow, FailureRow, score_claims, score_failures

AT_ONCE = 5_000
CLAIMS = """
    SELECT asked.number, claim.kind, claim.state, finding.verdict,
           ARRAY(SELECT piece->>'kind' FROM jsonb_array_elements(finding.evidence) AS piece
                 WHERE piece->>'side' = 'against')
    FROM jsonb_to_recordset(%s) AS asked(number int, "order" text, event text)
    JOIN ledger_event AS event ON event.subject = asked."order" AND event.key = asked.event
    JOIN ledger_claim AS claim ON claim.event_id = event.id
    LEFT JOIN LATERAL (
        SELECT verdict, evidence FROM ledger_finding WHERE claim_id = claim.id AND by = 'system'
        ORDER BY number DESC LIMIT 1) AS finding ON true
"""
"""The system's own last finding: what a person changed is not its merit."""
FAILURES = """
    SELECT asked.number, found.party, found.share::float8
    FROM jsonb_to_recordset(%s) AS asked(number int, "order" text, promise text, failure text)
    JOIN LATERAL (
        SELECT promise.id FROM ledger_promise AS promise
        JOIN ledger_failure AS failure ON failure.promise_id = promise.id
        WHERE promise.order_id = asked."order" AND promise.kind = asked.promise
        ORDER BY (failure.kind = asked.failure) DESC, promise.id LIMIT 1) AS broken ON true
    JOIN LATERAL (
        SELECT party, share FROM ledger_responsibility AS one
        WHERE one.promise_id = broken.id AND one.number = (
            SELECT max(number) FROM ledger_responsibility WHERE promise_id = broken.id)
    ) AS found ON true
"""

Rows = Sequence[Mapping[str, Any]]


def score(truth: Truth, *, now: datetime) -> dict[str, Any]:
    """Hold all that waits against the record first, then the record against the truth."""
    while take_up_claims(now=now):
        pass
    return {
        "settings": truth.settings,
        **{name: made(truth) for name, made in SECTIONS.items()},
        "staff": score_staff(truth, now=now),
    }


def _claims(truth: Truth) -> dict[str, Any]:
    rows = truth.rows["claim"]
    found: dict[int, tuple[str, str, tuple[str, ...]]] = {}
    for number, kind, state, verdict, evidence in _asked(CLAIMS, rows, ("order", "event")):
        found[number] = (kind, verdict or state, tuple(evidence or ()))
    return score_claims(
        [_claim(row, *found.get(number, ("", "missing", ()))) for number, row in enumerate(rows)]
    )


def _claim(row: Mapping[str, Any], read: str, found: str, evidence: tuple[str, ...]) -> ClaimRow:
    return ClaimRow(
        order=row["order"],
        event=row["event"],
        kind=row["claim"],
        is_true=row["true"],
        refutable=row["refutable"],
        expected=row["expected"],
        by_words=row["text_only"],
        found=found,
        read=read,
        evidence=evidence,
    )


def _failures(truth: Truth) -> dict[str, Any]:
    rows = truth.rows["failure"]
    found: dict[int, dict[str, float]] = {}
    for number, party, share in _asked(FAILURES, rows, ("order", "promise", "failure")):
        found.setdefault(number, {})[party] = share
    return score_failures(
        [
            FailureRow(
                order=row["order"],
                failure=row["failure"],
                shown=row["record_shows"],
                true=row["shares"],
                found=found.get(number, {}),
            )
            for number, row in enumerate(rows)
        ]
    )


def _asked(statement: Any, rows: Rows, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Ask for the rows, some thousands at a time, each by its number among them."""
    numbered = ({"number": n, **{name: row[name] for name in names}} for n, row in enumerate(rows))
    while some := list(islice(numbered, AT_ONCE)):
        yield from run(statement, as_rows(some))


SECTIONS: Mapping[str, Callable[[Truth], dict[str, Any]]] = {
    "claims": _claims,
    "responsibility": _failures,
    "customers": customers_section,
}
