"""Decide cases and make their offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil
from typing import Any

from django.db.models import Max

from amends.app.actions.ingest.rows import write_rows
from amends.app.actions.points import failing_point
from amends.app.actions.policy import current_policy, one_policy
from amends.app.actions.situations import Gathered, gather
from amends.app.ledger.models import Case, Customer, Decision, Offer
from amends.core import offers, rulebook
from amends.core.choices import LONGEST_CONTACT
from amends.core.situation import Situation

DECIDED = ("urgency", "state", "state_at", "round", "failure_kind", "offer_until", "failing_point")
"""What a decision sets in its case, or what was set before it."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A case, what the rulebook said of it, and the offer it leads to; nothing is stored yet."""

    case: Case
    decision: rulebook.Decision
    body: dict[str, Any]
    number: int


@dataclass(frozen=True, slots=True)
class Made:
    """A case, what the rulebook said of it, and the offer that was stored."""

    case: Case
    decision: rulebook.Decision
    offer: Offer


def decide(cases: Sequence[Case], *, now: datetime) -> list[Decided]:
    """Decide every case at ``now``, stored or not yet; sets its urgency, state and deadline.

    The cases are of different orders.
    """
    with one_policy():
        gathered = gather(cases, now=now)
        numbers = _last_numbers(cases)
        return [
            _decide(case, gathered[case.order_id], numbers.get(case.pk, 0) + 1, now)
            for case in cases
        ]


def _decide(case: Case, gathered: Gathered, number: int, now: datetime) -> Decided:
    decision = current_policy().rulebook.decide(_facts(gathered.situation))
    case.urgency = int(decision.one("urgency").outputs["urgency"])
    case.state, case.state_at = Case.State.OFFERED, now
    body = _offer_body(case, decision, gathered, now)
    case.offer_until = datetime.fromisoformat(body["valid_until"])
    case.failing_point = failing_point(case)
    return Decided(case, decision, body, number)


def _facts(situation: Situation) -> dict[str, Any]:
    """The facts; rulebooks of before there was a ladder ask for the step itself."""
    facts = situation.as_facts()
    if "claim_record" in current_policy().rulebook.facts:
        facts["claim_record"] = "as_usual"
    return facts


def decide_in_passing(case: Case, *, now: datetime, news: str = "none") -> Decision:
    """Decide a case whose remedy is under way: how urgent it is and what follows, but no offer.

    ``news`` is the type of the event that asks for it, if one does.
    """
    with one_policy() as policy:
        situation = replace(gather([case], now=now)[case.order_id].situation, news=news)
        decision = policy.rulebook.decide(_facts(situation))
    case.urgency = int(decision.one("urgency").outputs["urgency"])
    case.save(update_fields=["urgency"])
    number = _last_numbers([case]).get(case.pk, 0) + 1
    row = _decision_row(Decided(case, decision, {}, number), now)
    row.save(force_insert=True)
    return row


def store_offers(decided: Sequence[Decided], *, now: datetime) -> list[Made]:
    """Store decisions and offers of cases that are stored already."""
    rows = write_rows(_decision_row(each, now) for each in decided)
    made = write_rows(
        Offer(
            case=each.case,
            decision=row,
            made_at=now,
            valid_until=datetime.fromisoformat(each.body["valid_until"]),
            body=each.body,
        )
        for each, row in zip(decided, rows, strict=True)
    )
    return [Made(each.case, each.decision, o) for each, o in zip(decided, made, strict=True)]


def _last_numbers(cases: Sequence[Case]) -> dict[int, int]:
    known = [case.pk for case in cases if case.pk]
    if not known:
        return {}
    rows = Decision.objects.filter(case__in=known).values("case")
    return dict(rows.annotate(last=Max("number")).values_list("case", "last"))


def _decision_row(decided: Decided, now: datetime) -> Decision:
    decision = decided.decision
    return Decision(
        case=decided.case,
        number=decided.number,
        round=decided.case.round,
        made_at=now,
        rulebook=decision.rulebook,
        version=decision.version,
        checksum=decision.checksum,
        facts=plain(decision.facts),
        fired=[
            {"table": hit.table, "rule": hit.rule, "outputs": plain(hit.outputs)}
            for hit in decision.fired
        ],
    )


def plain(values: Any) -> dict[str, Any]:
    """Facts or outputs as JSON values; decimals become text, so that no digit is lost."""
    return {
        name: value if value is None or isinstance(value, bool | int | str) else str(value)
        for name, value in values.items()
    }


def _offer_body(
    case: Case, decision: rulebook.Decision, gathered: Gathered, now: datetime
) -> dict[str, Any]:
    policy, pace = current_policy(), decision.one("delivery").outputs
    approval = decision.one("approval").outputs
    known = case.customer.addresses[: policy.limits.addresses]
    possible = offers.Possible(
        addresses=tuple(_address(address) for address in known),
        delivery=offers.Delivery(
            slots=policy.delivery_slots,
            days=int(pace["window_days"]),
            lead_hours=ceil(pace["window_lead_hours"] + approval["approve_hours"]),
        ),
        points=gathered.points,
        like=str(next(iter(case.customer.likes), "")),
        contact=_contact(case.customer),
    )
    return offers.build_offer(gathered.situation, decision, possible, now=now).as_data()


def _address(address: dict[str, Any]) -> dict[str, str]:
    return {"label": str(address.get("label", "")), "text": str(address.get("text", ""))}


def _contact(customer: Customer) -> str:
    """How we reach them by what we know: by telephone, else by e-mail."""
    known = customer.phone or customer.email
    return known if len(known) <= LONGEST_CONTACT else ""
