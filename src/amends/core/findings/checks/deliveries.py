"""Whether and when the order reached the customer."""

from __future__ import annotations

from collections.abc import Iterator

from amends.core.claims import Claim
from amends.core.findings.evidence import Evidence
from amends.core.findings.record import Happening, Record
from amends.core.findings.rules import Rules
from amends.core.findings.seen import promised, seen, told
from amends.core.findings.signatures import Signer, signer

DELIVERED = "parcel.delivered"
BROUGHT = frozenset({DELIVERED, "parcel.reported_delivered", "order.handed_over"})
LOST = frozenset({"parcel.lost"})
SENT = frozenset({"parcel.handed_to_carrier"})


def not_received(claim: Claim, record: Record, rules: Rules) -> Iterator[Evidence]:
    """No delivery, a loss after it, or a delivery: signed by whom, or not at all.

    Of several deliveries the one that proves most counts: machines report one twice. Where another
    parcel of the order is still to come, none of them says that it came.
    """
    brought, lost = seen(claim, record, BROUGHT), seen(claim, record, LOST)
    weights = rules.weights
    if lost and (not brought or lost[-1].time >= brought[-1].time):
        yield _shown("scan", "lost", weights.lost, lost[-1], record)
    if not brought:
        facts = {"placed": told(record.order.placed_at, record)}
        yield Evidence(
            "no_delivery_recorded", "for", weights.no_delivery, (record.order.placed_id,), facts
        )
        return
    if _more_to_come(brought, seen(claim, record, SENT)):
        return
    yield max((_proof(each, record, rules) for each in brought), key=lambda e: (e.weight, e.events))


def _more_to_come(brought: list[Happening], sent: list[Happening]) -> bool:
    """Whether a parcel was sent after the last delivery, or more of them than were delivered."""
    parcels = {each.data["tracking"] for each in sent if each.data.get("tracking")}
    return len(parcels) > len(brought) or bool(sent and sent[-1].time > brought[-1].time)


def _proof(brought: Happening, record: Record, rules: Rules) -> Evidence:
    how, weight = _how(brought, record, rules)
    facts = {"how": how, "at": told(brought.time, record)}
    name = str(brought.data.get("signed_by") or "")
    if name and how.startswith("signed"):
        facts["signed_by"] = name
    return Evidence("signed_delivery", "against", weight, (brought.id,), facts)


def _how(brought: Happening, record: Record, rules: Rules) -> tuple[str, float]:
    weights = rules.weights
    if brought.type == "order.handed_over":
        return "handed_over", weights.handed_over
    if not brought.data.get("signed"):
        return "unsigned", weights.delivered_unsigned
    order = record.order
    who = signer(
        str(brought.data.get("signed_by") or ""), order.customer, order.household, rules.words
    )
    by_whom = {
        Signer.CUSTOMER: weights.signed_by_customer,
        Signer.HOUSEHOLD: weights.signed_by_household,
        Signer.ANOTHER: weights.signed_by_another,
        Signer.NOBODY: weights.signed_by_nobody_named,
    }
    return f"signed_by_{who}", by_whom[who]


def came_late(claim: Claim, record: Record, rules: Rules) -> Iterator[Evidence]:
    """When it was brought, against the latest of the days that the order itself promised."""
    brought = seen(claim, record, {*BROUGHT, "parcel.arrived_at_point"})
    dues = promised(record)
    if not brought or not dues:
        return
    first, due = brought[0], dues[-1]
    late = first.time > due.over
    weights = rules.weights
    facts = {"at": told(first.time, record), "due": told(due.last, record)}
    yield Evidence(
        "delivery_time",
        "for" if late else "against",
        weights.delivered_late if late else weights.delivered_in_time,
        (first.id,),
        facts,
    )


def called_off(claim: Claim, record: Record, rules: Rules) -> Iterator[Evidence]:
    """The shop called the order off."""
    for each in seen(claim, record, {"order.called_off"})[:1]:
        yield _shown("order_log", "called_off", rules.weights.called_off, each, record)


def _shown(kind: str, how: str, weight: float, what: Happening, record: Record) -> Evidence:
    return Evidence(kind, "for", weight, (what.id,), {"how": how, "at": told(what.time, record)})
