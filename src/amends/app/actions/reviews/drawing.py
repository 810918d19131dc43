"""The sample of each day's cases, drawn once, soon after the day has ended."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import LiteralString

from django.db import transaction
from django.utils.timezone import get_default_timezone, localdate

from amends.app.actions.ingest.sql import as_json, run
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import CaseSample, SampledCase
from amends.core.staff import Unit, draw

DAY = timedelta(days=1)
CASES: LiteralString = """
    WITH chosen AS (
        SELECT one.id, one.order_id, one.failure_kind, one.round, staff.username
        FROM ledger_case AS one LEFT JOIN auth_user AS staff ON staff.id = one.handled_by_id
        WHERE NOT one.history AND one.opened_at >= %s AND one.opened_at < %s),
    marked AS (SELECT person FROM ledger_staffstanding WHERE marked_on IS NOT NULL),
    found AS (
        SELECT DISTINCT ON (claim.id) claim."order" AS ref, finding.verdict, finding.conflicting
        FROM ledger_claim AS claim JOIN ledger_finding AS finding ON finding.claim_id = claim.id
        WHERE claim."order" IN (SELECT order_id FROM chosen)
        ORDER BY claim.id, finding.number DESC),
    worked AS (
        SELECT told.subject AS ref FROM ledger_event AS told JOIN marked
          ON marked.person = coalesce(told.data->>'agent', told.data->>'staff')
        WHERE told.subject IN (SELECT order_id FROM chosen))
    SELECT one.id, one.failure_kind, array_remove(ARRAY[
        CASE WHEN one.order_id IN (SELECT ref FROM found WHERE verdict = 'contradicted')
            THEN 'contradicted' END,
        CASE WHEN one.order_id IN (SELECT ref FROM found WHERE conflicting)
            THEN 'conflicting' END,
        CASE WHEN one.id IN (SELECT case_id FROM ledger_objection) THEN 'objected' END,
        CASE WHEN one.round > 1 THEN 'second_round' END,
        CASE WHEN one.username IS NOT NULL THEN 'by_hand' END,
        CASE WHEN orders.total / nullif((%s::jsonb->>orders.currency)::numeric, 0)
            >= %s::numeric THEN 'costly' END,
        CASE WHEN one.username IN (SELECT person FROM marked)
            OR one.order_id IN (SELECT ref FROM worked) THEN 'marked' END]::text[], NULL)
    FROM chosen AS one JOIN ledger_order AS orders ON orders.ref = one.order_id
    ORDER BY one.id
"""


def draw_samples(*, now: datetime) -> int:
    """Draw the sample of each past day that has none; return how many cases were drawn.

    A day is one of the installation's clock. Days older than a review may wait are left out: their
    cases would be out of date before anybody saw them.
    """
    return sum(draw_sample(day, now=now) for day in _days(now))


def _days(now: datetime) -> Sequence[date]:
    """The past days without a sample, from the first that was ever drawn on."""
    yesterday = localdate(now) - DAY
    oldest = yesterday - current_policy().reviews.open_for + DAY
    first = CaseSample.objects.order_by("day").values_list("day", flat=True).first() or yesterday
    drawn = set(CaseSample.objects.filter(day__gte=oldest).values_list("day", flat=True))
    found = [max(oldest, first) + DAY * n for n in range((yesterday - max(oldest, first)).days + 1)]
    return [day for day in found if day not in drawn]


@transaction.atomic
def draw_sample(day: date, *, now: datetime, seed: str = "") -> int:
    """Draw the sample of one day; return how many cases are in it.

    Of two at the same time one draws. The ``seed`` is a secret until then: nobody can know
    beforehand which cases will be looked at.
    """
    declared = current_policy().reviews
    found = _cases_of(day)
    units = [Unit(number, stratum, len(risks)) for number, stratum, risks in found]
    sample, is_new = CaseSample.objects.get_or_create(
        day=day,
        defaults={
            "drawn_at": now,
            "seed": seed or secrets.token_hex(16),
            "cases": len(units),
            "strata": dict(Counter(unit.stratum for unit in units)),
            "rules": current_policy().rulebook.checksum,
        },
    )
    if not is_new:
        return 0
    risks_of = {number: risks for number, _, risks in found}
    drawn = draw(units, rules=declared.sample, seed=sample.seed)
    SampledCase.objects.bulk_create(
        SampledCase(
            sample=sample,
            case_id=each.number,
            stratum=each.stratum,
            drawn_by=each.by,
            risks=risks_of[each.number],
            probability=each.probability,
            second=each.second,
        )
        for each in drawn
    )
    return len(drawn)


def _cases_of(day: date) -> list[tuple[int, str, list[str]]]:
    """The cases that were opened on this day: number, stratum, and the reasons to look at each."""
    policy = current_policy()
    declared, zone = policy.reviews, get_default_timezone()
    begin, end = (datetime.combine(each, time(), tzinfo=zone) for each in (day, day + DAY))
    rates = as_json(policy.facts["worth"]["per_unit"])
    rows = run(CASES, begin, end, rates, declared.costly).fetchall()
    return [
        (number, stratum, [risk for risk in risks if risk in declared.risks])
        for number, stratum, risks in rows
    ]
