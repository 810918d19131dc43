"""What customers claim, learned anew from the shop's own orders, group by group."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db import transaction

from amends.app.actions.ingest.sql import as_json, run
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Peers
from amends.core.customers import fit_peers

HALF_LIVES = 2
"""Orders of the last so many half-lives are counted."""
COUNTS = """
    WITH counted AS (
        SELECT known.customer_id, mode() WITHIN GROUP (ORDER BY known.kind) AS kind,
               count(*) AS orders, min(known.placed_at) AS first,
               count(*) FILTER (WHERE doubted."order" IS NOT NULL) AS claimed
        FROM ledger_order AS known
        LEFT JOIN (
            SELECT DISTINCT claim."order" FROM ledger_claim AS claim
            JOIN LATERAL (
                SELECT verdict FROM ledger_finding WHERE claim_id = claim.id
                ORDER BY number DESC LIMIT 1) AS finding ON finding.verdict <> 'confirmed'
            WHERE claim.said_at <= %s) AS doubted ON doubted."order" = known.ref
        WHERE known.placed_at BETWEEN %s AND %s
        GROUP BY known.customer_id)
    SELECT width_bucket(extract(day FROM %s - first)::int,
                        ARRAY(SELECT jsonb_array_elements_text(%s)::int)),
           kind, claimed, orders, count(*) FROM counted GROUP BY 1, 2, 3, 4
"""


@transaction.atomic
def learn_peers(*, now: datetime) -> int:
    """Learn all groups anew; return how many there are. One query over the orders that count."""
    rules = current_policy().customers.rules
    since = now - HALF_LIVES * rules.half_life
    seen: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    days = as_json(list(rules.tenure_days))
    for group, kind, claimed, orders, many in run(COUNTS, now, since, now, now, days):
        seen[f"{group}/{kind}"].append((claimed, orders, many))
    learned = {name: fit_peers(rows, rules) for name, rows in seen.items()}
    Peers.objects.exclude(name__in=learned).delete()
    Peers.objects.bulk_create(
        (
            Peers(name=name, learned_at=now, **peers._asdict())
            for name, peers in sorted(learned.items())
        ),
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["share", "worth", "customers", "learned_at"],
    )
    return len(learned)
