"""What a history load would have offered: it decides everything and carries nothing out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from amends.app.actions.ingest.sql import as_json, run

FIRST, ON_TOP, BY_LAW = "would_be_offered_first", "would_come_on_top", "would_be_due_by_law"
ALWAYS = "infinity"
COUNT = """
    WITH latest AS (
        SELECT DISTINCT ON (offer.case_id) offer.body, offer.body->'options'->0 AS first
        FROM ledger_offer AS offer
        JOIN ledger_case AS cause ON cause.id = offer.case_id AND cause.history
        JOIN ledger_order AS known ON known.ref = cause.order_id
        WHERE offer.made_at <= COALESCE((%s->>known.time_zone)::timestamptz, %s::timestamptz)
        ORDER BY offer.case_id, offer.id DESC),
    given AS (
        SELECT body, %s AS what, first->>'remedy' AS kind, first->>'amount' AS amount FROM latest
        UNION ALL
        SELECT body, %s, body->'gesture'->>'kind', body->'gesture'->>'amount' FROM latest
        WHERE jsonb_typeof(body->'gesture') = 'object' AND (first->>'gesture')::bool
        UNION ALL
        SELECT body, %s, due->>'kind', due->>'amount'
        FROM latest, jsonb_array_elements(COALESCE(body->'dues', '[]')) AS due)
    SELECT kind, what, body->>'borne_by', body->>'currency', count(*),
           COALESCE(sum(NULLIF(amount, '')::numeric), 0)
    FROM given WHERE kind IS NOT NULL GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
"""


class WouldBe(NamedTuple):
    """How many of one kind, as ``what``, and what it would cost whom (``party``)."""

    kind: str
    what: str
    party: str
    currency: str
    many: int
    cost: Decimal


def would_be(ends: Mapping[str, datetime] | None, own: datetime | None) -> list[WouldBe]:
    """Of each case of a history the first option of its latest offer, and what comes with it.

    ``ends`` is the moment that is reported by time zone, ``own`` the one for any other zone; None
    for both asks for everything.
    """
    moments = {zone: end.isoformat() for zone, end in (ends or {}).items()}
    rows = run(COUNT, as_json(moments), own.isoformat() if own else ALWAYS, FIRST, ON_TOP, BY_LAW)
    return [WouldBe(*row) for row in rows.fetchall()]
