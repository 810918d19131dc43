"""What became of the claims behind a case's evidence: the verdict that the rulebook reads."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from amends.app.actions.ingest.sql import as_json, run

LATEST = """
    SELECT DISTINCT ON (told.id) told.id, latest.verdict
    FROM (SELECT jsonb_array_elements_text(%s)::bigint AS id) AS told
    JOIN ledger_claim AS claim ON claim.event_id = told.id OR claim.shows_id = told.id
    CROSS JOIN LATERAL (
        SELECT verdict FROM ledger_finding WHERE claim_id = claim.id
        ORDER BY number DESC LIMIT 1) AS latest
    ORDER BY told.id, array_position(
        ARRAY['confirmed', 'unconfirmed', 'contradicted'], latest.verdict::text)
"""


def verdicts_of(events: Collection[int]) -> Mapping[int, str]:
    """The latest verdict on what these events tell, for those that a customer's words are behind.

    The latest finding of a claim holds. Where several claims are behind one event, one that is
    confirmed is enough: who says it again with less detail does not make it less so.
    """
    if not events:
        return {}
    return dict(run(LATEST, as_json(sorted(events))).fetchall())
