"""The facts of cases, gathered from the record in a few queries however many cases there are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from amends.app.actions.accounts.paying import who_pays
from amends.app.actions.claims.verdicts import verdicts_of
from amends.app.actions.customers.records import Standing, records_of
from amends.app.actions.ingest.sql import as_names, run
from amends.app.actions.money import Money, money_of
from amends.app.actions.past import NOTHING_YET, Past, past_of
from amends.app.actions.places.slots import booked_up
from amends.app.actions.points import other_points
from amends.app.actions.policy import current_policy
from amends.app.actions.responsibility import found_for
from amends.app.ledger.models import Case
from amends.core import circumstances
from amends.core.offers import Place
from amends.core.situation import Situation

EVENTS = """
    SELECT subject, id, type, time, data->>'reported_by' FROM ledger_event
    WHERE subject = ANY(ARRAY(SELECT jsonb_array_elements_text(%s))) AND time <= %s
    ORDER BY time, id
"""
EARLIER = """
    SELECT DISTINCT known.customer_id, failure.promise_id, known.ref
    FROM ledger_order AS known
    JOIN ledger_promise AS promise ON promise.order_id = known.ref
    JOIN ledger_failure AS failure ON failure.promise_id = promise.id
    WHERE known.customer_id = ANY(ARRAY(SELECT jsonb_array_elements_text(%s)))
      AND failure.at BETWEEN %s AND %s AND failure.kind <> %s
"""
WARNING = "at_risk"
"""Who was warned ahead has not been let down: nothing is broken yet."""


class Happened(NamedTuple):
    """An event of an order; ``reported_by`` is who said so, or empty for the shop's own record."""

    id: int
    type: str
    time: datetime
    reported_by: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """The situation of one case, and the other points its customer could use."""

    situation: Situation
    points: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class _Records:
    events: Mapping[str, Sequence[Happened]]
    earlier: Mapping[str, int]
    past: Mapping[int, Past]
    money: Mapping[str, Money]
    points: Mapping[str, tuple[Place, ...]]
    booked_up: Collection[str]
    caused: Mapping[int, str]
    paid_by_contract: Collection[int]
    verdicts: Mapping[int, str]
    customers: Mapping[str, Standing]


def gather(cases: Sequence[Case], *, now: datetime) -> dict[str, Gathered]:
    """The situation of every case at ``now``, by its order.

    The cases come with ``order``, ``customer`` and ``promise`` loaded, and are of different orders.
    """
    records = _Records(
        events=_events(cases, now),
        earlier=_earlier_failures(cases, now),
        past=past_of(cases, now=now),
        money=money_of(cases, now=now),
        points=other_points(cases, now=now),
        booked_up=booked_up({case.order.location for case in cases}, now=now),
        caused=_caused(cases),
        paid_by_contract=who_pays(cases),
        verdicts=verdicts_of({id_ for case in cases for id_ in case.promise.evidence}),
        customers=records_of({case.customer_id for case in cases}, now=now),
    )
    return {case.order_id: _one(case, records, now) for case in cases}


def verdicts_now(cases: Sequence[Case], *, now: datetime) -> dict[str, str]:
    """What the record says of the failure of each case, by its order."""
    if not cases:
        return {}
    events = _events(cases, now)
    found = verdicts_of({id_ for case in cases for id_ in case.promise.evidence})
    return {case.order_id: _verdict(case, events.get(case.order_id, ()), found) for case in cases}


def _one(case: Case, records: _Records, now: datetime) -> Gathered:
    order, customer, promise = case.order, case.customer, case.promise
    happened = records.events.get(order.ref, ())
    points = records.points.get(case.order_id, ())
    money = records.money[case.order_id]
    past = records.past.get(case.pk, NOTHING_YET)
    first_order = customer.first_order_at or order.placed_at
    stage = _stage(happened)
    caused = records.caused.get(case.promise_id, current_policy().responsibility.otherwise.party)
    return Gathered(
        Situation(
            failure=case.failure_kind,
            promise=promise.kind,
            order_kind=order.kind,
            fulfilment=order.fulfilment,
            stage=stage,
            days_late=_days_late(case, happened, now),
            wasted_visits=promise.wasted_visits,
            value=order.total,
            delivery_price=order.delivery_price,
            currency=order.currency,
            prepaid=order.prepaid,
            perishable=any(item.get("perishable") for item in order.items),
            tenure_days=max((now - first_order).days, 0),
            failures_90d=max(records.earlier.get(customer.ref, 0), 0),
            round=case.round,
            tried=past.tried,
            chosen=past.chosen,
            overdue=past.overdue,
            refunded=0 < order.total <= money.paid_back,
            paid_back=money.paid_back,
            delivery_paid_back=money.delivery_paid_back,
            refund_promised=money.refund_promised,
            other_point_known=bool(points),
            like_known=bool(customer.likes),
            decided_on=now.astimezone(ZoneInfo(order.time_zone)).date(),
            days_since_failure=max((now - (promise.since or now)).days, 0),
            home_delivery=_delivers(order.location, records),
            caused=caused,
            controls=_controls(case, stage, caused),
            contract_pays=case.pk in records.paid_by_contract,
            **_as_declared(case, happened, records.verdicts),
            **records.customers[customer.ref].as_facts(),
        ),
        points,
    )


def _delivers(location: str, records: _Records) -> bool:
    return bool(current_policy().delivery_slots) and location not in records.booked_up


def _as_declared(
    case: Case, happened: Sequence[Happened], verdicts: Mapping[int, str]
) -> dict[str, Any]:
    """The facts of which the policy says what they are made of."""
    policy, order = current_policy(), case.order
    return {
        "jurisdiction": _jurisdiction(order.jurisdiction),
        "checked": policy.law.only_checked,
        "time_essential": any(item.get("time_essential") for item in order.items),
        "worth": circumstances.worth(order.total, order.currency, **_made_of("worth", "per_unit")),
        "verdict": _verdict(case, happened, verdicts),
    }


def _verdict(case: Case, happened: Sequence[Happened], found: Mapping[int, str]) -> str:
    return circumstances.verdict(
        (
            circumstances.Shown(each.reported_by, found.get(each.id, ""))
            for each in happened
            if each.id in case.promise.evidence
        ),
        **_made_of("verdict", "unconfirmed_by"),
    )


def _controls(case: Case, stage: str, caused: str) -> str:
    """Who controls the step that went wrong: where the party that caused it works."""
    party, order = current_policy().responsibility.parties.get(caused), case.order
    if party is not None and not party.stage:
        return circumstances.PARTNER if party.partner else circumstances.SHOP
    return circumstances.controls(
        party.stage if party else stage,
        order.kind,
        order.fulfilment,
        **_made_of("controls", "partner_at"),
    )


def _caused(cases: Sequence[Case]) -> dict[int, str]:
    found = found_for([case.promise_id for case in cases])
    return {promise: each.shares[0].party for promise, each in found.items()}


def _made_of(fact: str, key: str) -> dict[str, Any]:
    return {key: current_policy().facts[fact][key]}


def _jurisdiction(code: str) -> str:
    policy = current_policy()
    return circumstances.jurisdiction(
        code,
        known=policy.rulebook.facts["jurisdiction"].values,
        switched_on=policy.law.jurisdictions,
        **_made_of("jurisdiction", "areas"),
    )


def _stage(happened: Sequence[Happened]) -> str:
    types = current_policy().declarations.events
    stages = [types[each.type].stage for each in happened if each.type in types]
    return next((stage for stage in reversed(stages) if stage), "with_seller")


def _days_late(case: Case, happened: Sequence[Happened], now: datetime) -> int:
    promise = case.promise
    if promise.due_at is None:
        return 0
    times = {each.id: each.time for each in happened}
    kept = [times[id_] for id_ in promise.evidence if id_ in times]
    end = max(kept) if kept else now
    return max((end - promise.due_at).days, 0)


def _events(cases: Sequence[Case], now: datetime) -> dict[str, list[Happened]]:
    found: dict[str, list[Happened]] = defaultdict(list)
    refs = {case.order_id for case in cases}
    for subject, id_, type_, time, by in run(EVENTS, as_names(refs), now).fetchall():
        found[subject].append(Happened(id_, type_, time, by or ""))
    return found


def _earlier_failures(cases: Sequence[Case], now: datetime) -> Counter[str]:
    days = int(current_policy().facts["failures_90d"]["days"])
    customers = as_names({case.customer_id for case in cases})
    rows = run(EARLIER, customers, now - timedelta(days=days), now, WARNING).fetchall()
    own = {case.order_id for case in cases}
    return Counter(customer for customer, _, order in rows if order not in own)
