"""The claim file for a partner: what happened, on whose leg, what it cost, and which clause pays.

It holds nothing of the customer: no name, no address, no words of theirs; the partner knows the
parcel by the order's number. Staff are not named either.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from amends.app.actions.accounts.contracts import as_contract
from amends.app.actions.accounts.correcting import CORRECTED
from amends.app.actions.accounts.standing import (
    Standing,
    answer_by,
    standing_of,
    steps_of,
)
from amends.app.actions.responsibility import found_for, timelines
from amends.app.ledger.models import Case, Contract, Entry, Event, Order, Partner
from amends.core.accounts import Bucket, Clause
from amends.core.errors import AmendsError
from amends.core.judging import Order as Judged
from amends.core.money import minor_unit
from amends.core.responsibility import Leg, Timeline

TOLD = ("carrier", "status", "reason", "due", "ship_by", "point")
"""The fields of an event's data that a partner sees."""
MOST_EVENTS = 200
COSTS = ("cost", CORRECTED)


class NoDemand(AmendsError):
    """A partner of whom nothing was ever asked for this case."""

    code = "no_demand"


def claim_file(partner: Partner, case: Case, *, now: datetime) -> dict[str, Any]:
    """All that the partner needs to pay or to dispute, as plain values.

    Amounts are texts in whole minor units, moments ISO 8601 in UTC. Raise ``NoDemand``.
    """
    entry = _last_demand(partner, case)
    held = standing_of(partner, case)
    if entry is None or not held:
        raise NoDemand("nothing was asked of this partner for this case", where="case")
    said = next(each for each in entry.because["demands"] if _is_of(each, partner))
    contract = _contract(partner, said["contract"], entry.at)
    clause = next(each for each in as_contract(contract).clauses if each.number == said["clause"])
    currency = entry.postings.earliest("pk").currency
    seen, told = _timeline(case)
    return {
        "reference": reference_of(partner, case),
        "made_at": now.isoformat(),
        "partner": {
            "party": partner.party,
            "who": partner.who,
            "name": partner.name,
            "address": partner.address,
        },
        "order": {"number": case.order_id, "placed_at": case.order.placed_at.isoformat()},
        "failure": {
            "kind": entry.because["failure"],
            "since": case.promise.since.isoformat() if case.promise.since else None,
            "promised_by": case.promise.due_at.isoformat() if case.promise.due_at else None,
        },
        "contract": _as_contract(contract, clause),
        "shares": entry.because["shares"],
        "timeline": _legs(told, seen),
        "evidence": _evidence(case, told),
        "costs": _costs(case),
        "part": _text(Decimal(said["part"]), currency),
        "currency": currency,
        "demand": [as_demand(each) for each in held],
        "answer_by": _day(answer_by(partner, case)),
        "history": [
            {
                "at": each.at.isoformat(),
                "step": each.kind,
                "amount": _text(each.amount, each.currency),
                "currency": each.currency,
                "reason": each.reason,
            }
            for each in steps_of(partner, case)
        ],
    }


def reference_of(partner: Partner, case: Case) -> str:
    """The number by which both sides call this demand."""
    return f"{case.pk}-{partner.pk}"


def _last_demand(partner: Partner, case: Case) -> Entry | None:
    entries = Entry.objects.filter(case=case, because__has_key="demands").order_by("-id")
    return next(
        (e for e in entries if any(_is_of(each, partner) for each in e.because["demands"])), None
    )


def _is_of(said: dict[str, Any], partner: Partner) -> bool:
    return (said["party"], said["who"]) == (partner.party, partner.who)


def _contract(partner: Partner, number: str, at: datetime) -> Contract:
    """The version of the contract by which it was charged."""
    rows = Contract.objects.filter(partner=partner, number=number)
    known = rows.filter(loaded_at__lte=at).order_by("-version").first()
    return known or rows.earliest("version")


def _as_contract(row: Contract, clause: Clause) -> dict[str, Any]:
    return {
        "number": row.number,
        "version": row.version,
        "valid_from": str(row.valid_from),
        "valid_until": _day(row.valid_until),
        "days_to_answer": row.days_to_answer,
        "clause": clause.number,
        "text": dict(clause.text),
        "per_cent": str(clause.per_cent),
        "most": {currency: str(amount) for currency, amount in clause.most.items()},
    }


def _timeline(case: Case) -> tuple[datetime, Timeline]:
    order: Order = case.order
    seen = found_for([case.promise_id])[case.promise_id].seen_at
    judged = Judged(order.ref, order.placed_at, order.time_zone, order.history)
    return seen, timelines([judged], at=seen)[order.ref]


def _legs(told: Timeline, seen: datetime) -> list[dict[str, Any]]:
    return [
        {
            "leg": leg.name,
            "party": leg.party,
            "began": leg.began.isoformat(),
            "due": _due(leg, told.way.zone),
            "ended": leg.ended.isoformat() if leg.ended else None,
            "days_over": str(round(Decimal(leg.overrun(seen, told.way.zone)), 1)),
        }
        for leg in told.legs
    ]


def _due(leg: Leg, zone: Any) -> str | None:
    if leg.due is None:
        return None
    return leg.due.astimezone(zone).isoformat() if isinstance(leg.due, datetime) else str(leg.due)


def _evidence(case: Case, told: Timeline) -> list[dict[str, Any]]:
    wanted = {*case.promise.evidence, *(id_ for leg in told.legs for id_ in leg.events)}
    found = Event.objects.filter(subject=case.order_id, pk__in=wanted).order_by("time", "pk")
    return [
        {
            "event": each.pk,
            "time": each.time.isoformat(),
            "type": each.type,
            "source": each.source,
            **{name: str(each.data[name]) for name in TOLD if each.data.get(name)},
        }
        for each in found[:MOST_EVENTS]
    ]


def _costs(case: Case) -> list[dict[str, Any]]:
    rows = Entry.objects.filter(case=case, kind__in=COSTS).order_by("id")
    rows = rows.prefetch_related("postings")
    return [
        {
            "what": row.because["remedy"],
            "corrects": row.kind == CORRECTED,
            "estimated": row.because["estimated"],
            "at": row.at.isoformat(),
            "amount": _text(-posting.amount, posting.currency),
            "currency": posting.currency,
        }
        for row in rows
        for posting in row.postings.all()
        if posting.account == Bucket.CUSTOMER
    ]


def as_demand(held: Standing) -> dict[str, str]:
    """How a demand stands, as texts in whole minor units."""
    buckets = ("prepared", "charged", "disputed", "written_off", "recovered", "owed")
    return {
        "currency": held.currency,
        **{name: _text(getattr(held, name), held.currency) for name in buckets},
    }


def _text(amount: Decimal, currency: str) -> str:
    return f"{amount.quantize(minor_unit(currency)):f}"


def _day(day: date | None) -> str | None:
    return None if day is None else str(day)


def local(moment: str, partner: Partner) -> datetime:
    """A moment of the file by the partner's clock."""
    return datetime.fromisoformat(moment).astimezone(ZoneInfo(partner.time_zone))
