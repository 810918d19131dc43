"""Where customers stand on the ladder: noted with its date and reasons whenever it changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from amends.app.actions.customers.records import AS_USUAL, Standing, records_of
from amends.app.actions.ingest.sql import as_names, run
from amends.app.actions.policy import current_policy
from amends.app.ledger import models
from amends.core.rulebook.interpret import answer_of
from amends.policies.customers import LADDER

STEPS = ("as_usual", "one_more_proof", "person_looks", "legal_minimum", "part_ways")
AT_ONCE = 1_000
LOCK = """
    SELECT FROM ledger_customer WHERE ref = ANY(ARRAY(SELECT jsonb_array_elements_text(%s)))
    ORDER BY ref FOR NO KEY UPDATE
"""
NOT_AS_USUAL = """
    SELECT customer_id FROM (
        SELECT DISTINCT ON (customer_id) customer_id, step FROM ledger_standing
        ORDER BY customer_id, number DESC) AS latest
    WHERE step <> 'as_usual' AND customer_id > %s ORDER BY customer_id LIMIT %s
"""


class Step(NamedTuple):
    """A step, and the rule of the ladder that leads to it."""

    step: str
    rule: str = ""
    reasons: Mapping[str, str] = {}


def step_of(standing: Standing) -> Step:
    """Where a customer with this record stands; a rulebook without a ladder doubts nobody."""
    book = current_policy().rulebook
    if LADDER not in book.places:
        return Step(AS_USUAL)
    rule = answer_of(book, LADDER, standing.as_facts())[0]
    return Step(str(rule.outputs["claim_record"]), rule.id, rule.reasons)


@transaction.atomic
def note_standings(customers: Collection[str], *, now: datetime) -> dict[str, str]:
    """Write down where these customers stand, if they stood elsewhere; return who moved, where.

    Customers are locked first, so that two workers write no step twice.
    """
    if not customers:
        return {}
    run(LOCK, as_names(sorted(customers)))
    latest = _latest(customers)
    rows = []
    for ref, standing in records_of(customers, now=now).items():
        now_at, before = step_of(standing), latest.get(ref)
        if now_at.step != (before.step if before else AS_USUAL):
            rows.append(_row(ref, standing, now_at, before, now))
    models.Standing.objects.bulk_create(rows, batch_size=500)
    return {row.customer_id: row.step for row in rows}


def _latest(customers: Collection[str]) -> dict[str, models.Standing]:
    found = models.Standing.objects.filter(customer__in=customers)
    return {
        each.customer_id: each
        for each in found.order_by("customer", "-number").distinct("customer")
    }


def _row(
    ref: str, standing: Standing, step: Step, before: models.Standing | None, now: datetime
) -> models.Standing:
    return models.Standing(
        customer_id=ref,
        number=before.number + 1 if before else 1,
        step=step.step,
        rule=step.rule,
        facts=standing.as_facts(),
        claims=standing.record.rests_on(),
        rules=current_policy().rulebook.checksum,
        made_at=now,
    )


def renew_standings(*, now: datetime) -> int:
    """Time heals: look again at everybody who is not as usual; return how many moved."""
    moved, after = 0, ""
    while refs := [row[0] for row in run(NOT_AS_USUAL, after, AT_ONCE).fetchall()]:
        moved += len(note_standings(refs, now=now))
        after = refs[-1]
    return moved
