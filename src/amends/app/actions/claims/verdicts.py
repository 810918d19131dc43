"""What became of the claims behind a case's evidence: the verdict that the rulebook reads."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from amends.app.actions.ingest.sql import as_json, run

LATEST = """
    SELECT DISTINCT ON (told.id) told.id, finding.verdict
    FROM (SELECT jsonb_array_elements_text(%s)::bigint AS id) AS told
    JOIN ledger_claim AS claim ON claim.event_id = told.id OR claim.shows_id = told.id
    JOIN ledger_finding AS finding ON finding.claim_id = claim.id
    ORDER BY told.id, finding.made_at DESC, finding.id DESC
"""


def verdicts_of(events: Collection[int]) -> Mapping[int, str]:
    """The latest verdict on what these events tell, for those that a customer's words are behind.

    Where several claims are behind one event, the latest finding holds.
    """
    if not events:
        return {}
    return dict(run(LATEST, as_json(sorted(events))).fetchall())
