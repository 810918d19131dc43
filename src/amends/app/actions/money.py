"""What of the price of orders went back already, by us or by the shop, and what was promised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

import orjson
from psycopg.types.json import Jsonb

from amends.app.actions.ingest.sql import as_names, run
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Case, Remedy
from amends.core.events import read_amount
from amends.core.paid import Given, Paid, paid_by_others

NOTHING = Decimal(0)
GIVEN_UP = (Remedy.State.FAILED, Remedy.State.DEAD, Remedy.State.CANCELLED)


GIVEN = """
    SELECT given.order_id, remedy.key, remedy.kind, remedy.amount, remedy.planned_at
    FROM ledger_case AS given JOIN ledger_remedy AS remedy ON remedy.case_id = given.id
    WHERE given.order_id = ANY(ARRAY(SELECT jsonb_array_elements_text(%s)))
      AND remedy.amount > 0 AND remedy.state <> ALL(%s)
"""
TOLD = """
    SELECT subject, id, type, time, data::text FROM ledger_event
    WHERE subject = ANY(ARRAY(SELECT jsonb_array_elements_text(%s)))
      AND type = ANY(%s) AND time <= %s
    ORDER BY time, id
"""


class Told(NamedTuple):
    """An event that tells of money."""

    id: int
    type: str
    time: datetime
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Money:
    """The money of one order that went or goes back; the facts of the same names."""

    paid_back: Decimal
    delivery_paid_back: Decimal
    refund_promised: Decimal


def money_of(cases: Sequence[Case], *, now: datetime) -> dict[str, Money]:
    """The money of the cases' orders at ``now``, in two queries; ``promise`` is loaded."""
    given, told = _given(cases), _told(cases, now)
    return {
        case.order_id: _money(case, given.get(case.order_id, ()), told.get(case.order_id, ()))
        for case in cases
    }


def _money(case: Case, given: Sequence[Given], told: Sequence[Told]) -> Money:
    facts = current_policy().facts
    promised = _promised(case, [e for e in told if e.type in _events("refund_promised")])
    paid = [_paid(event) for event in told if event.type in _events("paid_back")]
    others = paid_by_others(paid, given, unsaid=promised or case.order.total)
    of_delivery = facts["delivery_paid_back"].get("remedies", ())
    besides = facts["paid_back"].get("without", ())
    return Money(
        paid_back=others + sum((g.amount for g in given if g.kind not in besides), NOTHING),
        delivery_paid_back=sum((g.amount for g in given if g.kind in of_delivery), NOTHING),
        refund_promised=promised,
    )


def types_of_money() -> frozenset[str]:
    """The types of event after which other money is left than before."""
    return frozenset((*_events("paid_back"), *_events("refund_promised")))


def has_moved(money: Money, facts: Mapping[str, Any]) -> bool:
    """Whether the money stands otherwise than in the facts of an earlier decision."""
    return any(Decimal(facts[name]) != value for name, value in asdict(money).items())


def _events(fact: str) -> Sequence[str]:
    """The types of event that a fact is made of, as the rulebook declares them."""
    types: Sequence[str] = current_policy().facts[fact].get("events", ())
    return types


def _promised(case: Case, told: Sequence[Told]) -> Decimal:
    """What the broken promise itself was about, else what was promised last."""
    amounts = {event.id: _amount(event.data) or NOTHING for event in told}
    last = next(reversed(amounts.values()), NOTHING)
    return amounts.get(case.promise.event_id or 0, last)


def _paid(event: Told) -> Paid:
    return Paid(event.time, _amount(event.data), str(event.data.get("remedy") or ""))


def _amount(data: Mapping[str, Any]) -> Decimal | None:
    said = data.get("amount")
    return None if said is None else read_amount(said, where="data.amount")


def _given(cases: Sequence[Case]) -> Mapping[str, Sequence[Given]]:
    """What our remedies and gestures give back, done or under way."""
    rows = run(GIVEN, _orders(cases), list(GIVEN_UP))
    found: dict[str, list[Given]] = defaultdict(list)
    for order, key, kind, amount, planned_at in rows.fetchall():
        found[order].append(Given(str(key), kind, amount, planned_at))
    return found


def _told(cases: Sequence[Case], now: datetime) -> Mapping[str, Sequence[Told]]:
    """What the shop told of money, oldest first."""
    found: dict[str, list[Told]] = defaultdict(list)
    types = [*_events("paid_back"), *_events("refund_promised")]
    for order, id_, type_, time, data in run(TOLD, _orders(cases), types, now).fetchall():
        found[order].append(Told(id_, type_, time, orjson.loads(data)))
    return found


def _orders(cases: Sequence[Case]) -> Jsonb:
    return as_names({case.order_id for case in cases})
