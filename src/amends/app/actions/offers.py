"""Decide cases and make their offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Max

from amends.app.actions.policy import current_policy
from amends.app.actions.situations import Gathered, gather
from amends.app.ledger.models import Case, Customer, Decision, Offer
from amends.core import offers, rulebook


@dataclass(frozen=True, slots=True)
class Made:
    """A case, what the rulebook said of it, and the offer that was stored."""

    case: Case
    decision: rulebook.Decision
    offer: Offer


def make_offers(cases: Sequence[Case], *, now: datetime) -> list[Made]:
    """Decide every case at ``now`` and store decision and offer; sets urgency and state too.

    Runs in the caller's transaction, with the cases locked or new.
    """
    gathered = gather(cases, now=now)
    numbers = _last_numbers(cases)
    book = current_policy().rulebook
    decided = [(case, book.decide(gathered[case.pk].situation.as_facts())) for case in cases]
    stored = Decision.objects.bulk_create(
        _decision_row(case, decision, numbers.get(case.pk, 0) + 1, now)
        for case, decision in decided
    )
    bodies = [_offer_body(case, decision, gathered[case.pk], now) for case, decision in decided]
    made = Offer.objects.bulk_create(
        Offer(
            case=case,
            decision=row,
            made_at=now,
            valid_until=datetime.fromisoformat(body["valid_until"]),
            body=body,
        )
        for (case, _), row, body in zip(decided, stored, bodies, strict=True)
    )
    _move_on(decided, now)
    return [Made(case, decision, o) for (case, decision), o in zip(decided, made, strict=True)]


def _last_numbers(cases: Sequence[Case]) -> dict[int, int]:
    rows = Decision.objects.filter(case__in=[case.pk for case in cases]).values("case")
    return dict(rows.annotate(last=Max("number")).values_list("case", "last"))


def _decision_row(case: Case, decision: rulebook.Decision, number: int, now: datetime) -> Decision:
    return Decision(
        case=case,
        number=number,
        round=case.round,
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
    pace = decision.one("delivery").outputs
    zone = ZoneInfo(case.order.time_zone)
    possible = offers.Possible(
        addresses=tuple(_address(address) for address in case.customer.addresses[:5]),
        windows=offers.windows(
            now=now,
            zone=zone,
            slots=current_policy().delivery_slots,
            days=int(pace["window_days"]),
            lead_hours=int(pace["window_lead_hours"]),
        ),
        points=gathered.points,
        like=str(next(iter(case.customer.likes), "")),
        contact=_contact(case.customer),
    )
    return offers.build_offer(gathered.situation, decision, possible, now=now, zone=zone).as_data()


def _address(address: dict[str, Any]) -> dict[str, str]:
    return {"label": str(address.get("label", "")), "text": str(address.get("text", ""))}


def _contact(customer: Customer) -> str:
    """How we reach them by what we know: by telephone, else by e-mail."""
    known = customer.phone or customer.email
    return known if len(known) <= offers.LONGEST_CONTACT else ""


def _move_on(decided: Sequence[tuple[Case, rulebook.Decision]], now: datetime) -> None:
    for case, decision in decided:
        case.urgency = int(decision.one("urgency").outputs["urgency"])
        case.state = Case.State.OFFERED
        case.state_at = now
    Case.objects.bulk_update(
        [case for case, _ in decided], ["urgency", "state", "state_at", "round", "failure_kind"]
    )
