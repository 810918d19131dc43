"""The facts of cases, gathered from the record in a few queries however many cases there are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from amends.app.actions.ingest.sql import as_names, run
from amends.app.actions.money import Money, money_of
from amends.app.actions.past import NOTHING_YET, Past, past_of
from amends.app.actions.points import other_points
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Case
from amends.core.offers import Place
from amends.core.situation import Situation

NONE = "none"
EVENTS = """
    SELECT subject, id, type, time FROM ledger_event
    WHERE subject = ANY(ARRAY(SELECT jsonb_array_elements_text(%s))) AND time <= %s
    ORDER BY time, id
"""
EARLIER = """
    SELECT DISTINCT known.customer_id, failure.promise_id, known.ref
    FROM ledger_order AS known
    JOIN ledger_promise AS promise ON promise.order_id = known.ref
    JOIN ledger_failure AS failure ON failure.promise_id = promise.id
    WHERE known.customer_id = ANY(ARRAY(SELECT jsonb_array_elements_text(%s)))
      AND failure.at BETWEEN %s AND %s
"""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The situation of one case, and the other points its customer could use."""

    situation: Situation
    points: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class _Records:
    events: Mapping[str, Sequence[tuple[int, str, datetime]]]
    earlier: Mapping[str, int]
    past: Mapping[int, Past]
    money: Mapping[str, Money]
    points: Mapping[str, tuple[Place, ...]]


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
    )
    return {case.order_id: _one(case, records, now) for case in cases}


def _one(case: Case, records: _Records, now: datetime) -> Gathered:
    order, customer, promise = case.order, case.customer, case.promise
    happened = records.events.get(order.ref, ())
    points = records.points.get(case.order_id, ())
    money = records.money[case.order_id]
    past = records.past.get(case.pk, NOTHING_YET)
    first_order = customer.first_order_at or order.placed_at
    return Gathered(
        Situation(
            failure=case.failure_kind,
            promise=promise.kind,
            order_kind=order.kind,
            fulfilment=order.fulfilment,
            stage=_stage(happened),
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
            home_known=bool(customer.addresses),
            other_point_known=bool(points),
            like_known=bool(customer.likes),
            jurisdiction=order.jurisdiction or NONE,
            days_since_failure=max((now - (promise.since or now)).days, 0),
        ),
        points,
    )


def _stage(happened: Sequence[tuple[int, str, datetime]]) -> str:
    types = current_policy().declarations.events
    stages = [types[type_].stage for _, type_, _ in happened if type_ in types]
    return next((stage for stage in reversed(stages) if stage), "with_seller")


def _days_late(case: Case, happened: Sequence[tuple[int, str, datetime]], now: datetime) -> int:
    promise = case.promise
    if promise.due_at is None:
        return 0
    times = {id_: time for id_, _, time in happened}
    kept = [times[id_] for id_ in promise.evidence if id_ in times]
    end = max(kept) if kept else now
    return max((end - promise.due_at).days, 0)


def _events(cases: Sequence[Case], now: datetime) -> dict[str, list[tuple[int, str, datetime]]]:
    found: dict[str, list[tuple[int, str, datetime]]] = defaultdict(list)
    refs = {case.order_id for case in cases}
    for subject, id_, type_, time in run(EVENTS, as_names(refs), now).fetchall():
        found[subject].append((id_, type_, time))
    return found


def _earlier_failures(cases: Sequence[Case], now: datetime) -> Counter[str]:
    days = int(current_policy().facts["failures_90d"]["days"])
    customers = as_names({case.customer_id for case in cases})
    rows = run(EARLIER, customers, now - timedelta(days=days), now).fetchall()
    own = {case.order_id for case in cases}
    return Counter(customer for customer, _, order in rows if order not in own)
