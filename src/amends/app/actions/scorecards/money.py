"""What failures cost, by who caused them, and what partners were asked for, disputed and paid."""

from __future__ import annotations

from datetime import datetime
from typing import LiteralString, NamedTuple

from amends.app.actions.ingest.sql import run

CODE: LiteralString = """
    CASE blamed.party
        WHEN 'point' THEN coalesce(nullif(placed.point, ''), blamed.who)
        WHEN 'warehouse' THEN coalesce(nullif(placed.location, ''), 'own')
        WHEN 'call_centre' THEN coalesce((
            SELECT nullif(told.data->>'line', '') FROM ledger_event AS told
            WHERE told.id = promise.event_id), '?')
        ELSE coalesce(nullif(blamed.who, ''), '?') END
"""
"""The card on which it stands: of points each one, and not their operator; of lines the line, and
not the person."""
COST: LiteralString = (
    """
    WITH asked(since, until) AS (SELECT %s::timestamptz, %s::timestamptz),
    spent AS (
        SELECT entry.case_id, posting.currency, -sum(posting.amount) AS amount
        FROM asked, ledger_entry AS entry JOIN ledger_posting AS posting
            ON posting.entry_id = entry.id
        WHERE posting.account = 'customer' AND entry.at >= asked.since AND entry.at <= asked.until
        GROUP BY 1, 2
        UNION ALL
        SELECT remedy.case_id, remedy.currency, sum(remedy.amount)
        FROM asked, ledger_remedy AS remedy
        WHERE remedy.amount > 0 AND remedy.state NOT IN ('failed', 'cancelled', 'dead')
          AND remedy.planned_at >= asked.since AND remedy.planned_at <= asked.until
          AND NOT EXISTS (SELECT FROM ledger_caseaccount AS account
                          WHERE account.case_id = remedy.case_id)
        GROUP BY 1, 2)
    SELECT blamed.party, """
    + CODE
    + """, concat_ws('/', placed.kind, placed.fulfilment, nullif(placed.location, '')),
           spent.currency, sum(spent.amount * blamed.share)
    FROM spent JOIN ledger_case AS known ON known.id = spent.case_id
    JOIN ledger_order AS placed ON placed.ref = known.order_id
    JOIN ledger_promise AS promise ON promise.id = known.promise_id
    JOIN ledger_responsibility AS blamed ON blamed.promise_id = promise.id
        AND blamed.number = (SELECT max(number) FROM ledger_responsibility AS latest
                             WHERE latest.promise_id = promise.id)
    GROUP BY 1, 2, 3, 4
"""
)
"""By the entries of the accounts; of a case that has none yet, by its remedies and gestures."""
STEPS: LiteralString = (
    """
    SELECT blamed.party, """
    + CODE
    + """, entry.kind, posting.currency, count(DISTINCT entry.id), sum(posting.amount)
    FROM ledger_entry AS entry JOIN ledger_posting AS posting ON posting.entry_id = entry.id
    JOIN ledger_partner AS blamed ON blamed.id = posting.partner_id
    JOIN ledger_case AS known ON known.id = entry.case_id
    JOIN ledger_order AS placed ON placed.ref = known.order_id
    JOIN ledger_promise AS promise ON promise.id = known.promise_id
    WHERE posting.amount > 0 AND entry.at >= %s AND entry.at <= %s
      AND entry.kind IN ('approved', 'disputed', 'accepted', 'rejected', 'paid')
    GROUP BY 1, 2, 3, 4
"""
)
"""What was asked for, disputed, decided and paid."""


class Cost(NamedTuple):
    """What the failures of one who cost on one lane, by currency."""

    party: str
    who: str
    lane: str
    currency: str
    amount: float


class Step(NamedTuple):
    """How often something was done about the demands on one who, and of how much (``kind`` as in
    ``amends.core.accounts``: approved, disputed, accepted, rejected, paid)."""

    party: str
    who: str
    kind: str
    currency: str
    times: int
    amount: float


def costs(*, since: datetime, until: datetime) -> list[Cost]:
    """What was given to customers in that time, by who caused it."""
    rows = run(COST, since, until)
    return [Cost(*row)._replace(amount=float(row[4])) for row in rows.fetchall()]


def steps(*, since: datetime, until: datetime) -> list[Step]:
    """What was done about demands in that time."""
    rows = run(STEPS, since, until)
    return [Step(*row)._replace(amount=float(row[5])) for row in rows.fetchall()]
