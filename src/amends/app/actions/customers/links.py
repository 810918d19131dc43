"""Accounts that may be one customer's, by facts that the shop declared it may use; only a reason
for a person to look."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from psycopg import sql

from amends.app.actions.ingest.sql import as_names, run
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Suggestion

SAME = {
    "phone": sql.SQL("one.phone <> '' AND other.phone = one.phone"),
    "email": sql.SQL("one.email <> '' AND lower(other.email) = lower(one.email)"),
    "address": sql.SQL(
        "EXISTS (SELECT 1 FROM jsonb_array_elements(one.addresses) AS a,"
        " jsonb_array_elements(other.addresses) AS b"
        " WHERE lower(trim(a->>'text')) = lower(trim(b->>'text')) AND trim(a->>'text') <> '')"
    ),
}
FOUND = sql.SQL("""
    SELECT one.ref, other.ref FROM ledger_customer AS one
    JOIN ledger_customer AS other ON other.ref <> one.ref AND {same}
    WHERE one.ref = ANY(ARRAY(SELECT jsonb_array_elements_text(%s)))
    ORDER BY one.ref, other.ref LIMIT 10000
""")


def suggest_links(customers: Collection[str], *, now: datetime) -> None:
    """Suggest to look at accounts that share with these all of what one rule names.

    What more accounts share than the rulebook says tells nothing: a house, an office.
    """
    declared = current_policy().customers
    for shared in declared.linked_by if customers else ():
        pairs = _pairs(customers, shared)
        counts = {one: sum(each == one for each, _ in pairs) for one, _ in pairs}
        Suggestion.objects.bulk_create(
            (
                Suggestion(
                    about=Suggestion.About.LINK,
                    customer_id=one,
                    other_id=other,
                    detail={"shared": list(shared)},
                    made_at=now,
                )
                for one, other in pairs
                if counts[one] < declared.most_linked
            ),
            ignore_conflicts=True,
            batch_size=500,
        )


def _pairs(customers: Collection[str], shared: tuple[str, ...]) -> list[tuple[str, str]]:
    """Cheap comparisons come first: addresses are unfolded only where the rest is the same."""
    order = sorted(shared, key=list(SAME).index)
    query = FOUND.format(same=sql.SQL(" AND ").join(SAME[name] for name in order))
    return [(one, other) for one, other in run(query, as_names(sorted(customers)))]
