"""What cases cost that were paid at once, and those that were looked into, by failure and claim.

A case was looked into where somebody had to see a proof, look at it or say yes before anything was
given, or where the customer objected to what was found. Only cases that are over count, and only
those opened since time is counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, LiteralString, NamedTuple

from amends.app.actions.ingest.sql import as_json, run
from amends.app.actions.policy import current_policy
from amends.core.staff.comparing import Compared, Cost, compare

LOOKED = ("prove", "look", "evidence")
"""Stances in which somebody looks before anything is given."""
CASES: LiteralString = """
    WITH counted AS (SELECT min(day) AS since FROM ledger_timespent),
    over AS (
        SELECT one.id, one.failure_kind, one.order_id
        FROM counted, ledger_case AS one JOIN ledger_order AS placed ON placed.ref = one.order_id
        WHERE %s::jsonb->>placed.currency IS NOT NULL
          AND one.state IN ('solved', 'closed') AND NOT one.history
          AND one.opened_at >= counted.since AND one.opened_at >= %s AND one.state_at <= %s)
    SELECT over.failure_kind,
           coalesce((SELECT claim.kind FROM ledger_claim AS claim
                     WHERE claim.order = over.order_id AND claim.kind <> ''
                     ORDER BY claim.id LIMIT 1), '') AS claim,
           (SELECT coalesce(bool_or(hit->'outputs'->>'stance' = ANY(%s)), false)
            FROM ledger_decision AS decision, jsonb_array_elements(decision.fired) AS hit
            WHERE decision.case_id = over.id AND hit->>'table' = 'stance')
           OR EXISTS (SELECT FROM ledger_objection AS said WHERE said.case_id = over.id)
           OR EXISTS (SELECT FROM ledger_journal AS line
                      WHERE line.case_id = over.id AND line.action = 'remedy approved') AS looked,
           (SELECT coalesce(sum(-posting.amount / (%s::jsonb->>posting.currency)::numeric), 0)
            FROM ledger_posting AS posting JOIN ledger_entry AS entry ON entry.id = posting.entry_id
            WHERE entry.case_id = over.id AND posting.account = 'customer') AS money,
           (SELECT coalesce(sum(seconds), 0) / 60.0 FROM ledger_timespent AS spent
            WHERE spent.case_id = over.id) AS minutes
    FROM over
"""


class Line(NamedTuple):
    """The comparison for one kind of failure and of claim (empty: nobody claimed anything)."""

    failure: str
    claim: str
    compared: Compared


def compared(*, now: datetime) -> list[Line]:
    """Every kind of failure and claim that there were cases of, by name; all together first."""
    rules = current_policy().time_spent
    found: dict[tuple[str, str], dict[bool, list[Cost]]] = defaultdict(
        lambda: {True: [], False: []}
    )
    for failure, claim, looked, money, minutes in _cases(now, rules.days):
        cost = Cost(float(money), float(minutes))
        for key in (("", ""), (failure, claim)):
            found[key][looked].append(cost)
    return [
        Line(
            *key,
            compare(
                sides[False],
                sides[True],
                hour_costs=float(rules.hour_costs),
                least=rules.least_cases,
                sure=rules.sure,
            ),
        )
        for key, sides in sorted(found.items())
    ]


def as_data(*, now: datetime) -> dict[str, Any]:
    """The comparison as plain values, for the report."""
    rules = current_policy().time_spent
    return {
        "hour_costs": str(rules.hour_costs),
        "least_cases": rules.least_cases,
        "lines": [
            {
                "failure": each.failure,
                "claim": each.claim,
                "less": _rounded(each.compared.less),
                "low": _rounded(each.compared.low),
                "high": _rounded(each.compared.high),
                "verdict": each.compared.verdict,
                "at_once": _side(each.compared.at_once),
                "looked_into": _side(each.compared.looked_into),
            }
            for each in compared(now=now)
        ],
    }


def _side(side: Any) -> Mapping[str, float | int | None]:
    return {name: _rounded(value) for name, value in side._asdict().items()}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _cases(now: datetime, days: int) -> Sequence[tuple[Any, ...]]:
    rates = as_json(current_policy().facts["worth"]["per_unit"])
    since = now - timedelta(days=days)
    return run(CASES, rates, since, now, list(LOOKED), rates).fetchall()
