"""Customers' records, gathered in a few queries however many customers there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from amends.app.actions.ingest.sql import as_names, run
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Peers, Ruling
from amends.core import circumstances
from amends.core.claims.claim import read_value
from amends.core.customers import Bought, Record, Told, peers_of, record_of
from amends.core.customers import Peers as Known
from amends.core.errors import AmendsError

NOTHING, AS_USUAL, USUAL = "nothing", "as_usual", "usual"
NEVER = "-infinity"
MOST_CLAIMS = 1_000
"""Of one customer, the last ones."""
ORDERED = """
    SELECT customer_id, mode() WITHIN GROUP (ORDER BY kind), min(placed_at),
           sum(power(0.5::float8, extract(epoch FROM %s::timestamptz - placed_at)::float8 / %s))
    FROM ledger_order
    WHERE customer_id = ANY(ARRAY(SELECT jsonb_array_elements_text(%s))) AND placed_at <= %s
    GROUP BY customer_id
"""
CLAIMED = """
    SELECT known.customer_id, claim.id, known.ref, claim.kind, claim.fields, claim.said_at,
           known.placed_at, known.total, known.currency, known.time_zone,
           event.data->>'text', finding.verdict, finding.made_at
    FROM ledger_order AS known
    JOIN ledger_claim AS claim ON claim."order" = known.ref AND claim.said_at <= %s
    JOIN ledger_event AS event ON event.id = claim.event_id
    JOIN LATERAL (
        SELECT verdict, made_at FROM ledger_finding WHERE claim_id = claim.id
        ORDER BY number DESC LIMIT 1) AS finding ON true
    WHERE known.customer_id = ANY(ARRAY(SELECT jsonb_array_elements_text(%s)))
    ORDER BY claim.said_at, claim.id
"""


class Words(NamedTuple):
    """What people decided of a customer and what still holds of it.

    ``said`` of the record, ``conduct`` of their manners; what was claimed before ``since`` counts
    no more.
    """

    said: str = NOTHING
    conduct: str = USUAL
    since: datetime | None = None


class Standing(NamedTuple):
    """One customer's record, and what people decided."""

    record: Record
    words: Words
    told: tuple[Told, ...] = ()

    def as_facts(self) -> dict[str, Any]:
        """What the rulebook may know of it."""
        return {
            **self.record.as_facts(),
            "person_said": self.words.said,
            "conduct": self.words.conduct,
        }


def records_of(customers: Collection[str], *, now: datetime) -> Mapping[str, Standing]:
    """The record of each of these customers at ``now``."""
    told, bought = _told(customers, now), _bought(customers, now)
    words, peers = _words(customers, now), _peers()
    return {
        ref: _one(told.get(ref, ()), bought.get(ref, NEW), words.get(ref, Words()), peers, now)
        for ref in customers
    }


def told_by(customer: str, *, now: datetime) -> Sequence[Told]:
    """What this customer claimed and was answered, as far as it still counts."""
    told, words = _told({customer}, now), _words({customer}, now)
    return _counted(told.get(customer, ()), words.get(customer, Words()))


NEW = Bought(0.0, "", 0)


def _one(
    told: Sequence[Told], bought: Bought, words: Words, peers: Mapping[str, Known], now: datetime
) -> Standing:
    rules = current_policy().customers.rules
    counted = _counted(told, words)
    group = peers.get(peers_of(bought, rules)) or Known(rules.start_share, rules.start_worth)
    record = record_of(counted, bought, group, rules=rules, now=now)
    return Standing(record, words, tuple(counted))


def _counted(told: Sequence[Told], words: Words) -> Sequence[Told]:
    return [each for each in told if words.since is None or each.said_at > words.since]


def _bought(customers: Collection[str], now: datetime) -> dict[str, Bought]:
    half = current_policy().customers.rules.half_life.total_seconds()
    rows = run(ORDERED, now, half, as_names(customers), now).fetchall()
    return {ref: Bought(orders, kind, (now - first).days) for ref, kind, first, orders in rows}


def _told(customers: Collection[str], now: datetime) -> dict[str, list[Told]]:
    found: dict[str, list[Told]] = defaultdict(list)
    for ref, *row in run(CLAIMED, now, as_names(customers)).fetchall():
        found[ref].append(_read(*row))
    return {ref: told[-MOST_CLAIMS:] for ref, told in found.items()}


def _read(
    number: int,
    order: str,
    kind: str,
    fields: Mapping[str, Any],
    said_at: datetime,
    placed_at: datetime,
    total: Decimal,
    currency: str,
    zone: str,
    text: str | None,
    verdict: str,
    answered_at: datetime,
) -> Told:
    per_unit = current_policy().facts["worth"]["per_unit"]
    worth = circumstances.worth(total, currency, per_unit=per_unit)
    local = said_at.astimezone(ZoneInfo(zone))
    return Told(
        number=number,
        order=order,
        kind=kind,
        verdict=verdict,
        said_at=local,
        placed_at=placed_at,
        answered_at=answered_at,
        fields=_values(kind, fields, ZoneInfo(zone)),
        text=text or "",
        worth=None if worth is None else float(worth),
    )


def _values(kind: str, fields: Mapping[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    """Fields as values; what a form does not understand stays as it was told."""
    declared = current_policy().declarations.claims.get(kind)
    forms = declared.fields if declared else {}
    found: dict[str, Any] = {}
    for name, value in fields.items():
        try:
            found[name] = read_value(value, forms[name], where=name, zone=zone)
        except (AmendsError, KeyError):
            found[name] = value
    return found


def _peers() -> Mapping[str, Known]:
    rows = Peers.objects.values_list("name", "share", "worth", "customers")
    return {name: Known(share, worth, many) for name, share, worth, many in rows}


def _words(customers: Collection[str], now: datetime) -> dict[str, Words]:
    """The last word on each; a word that has run out says nothing, a clean start stays."""
    found: dict[str, Words] = {}
    rulings = Ruling.objects.filter(customer__in=customers, made_at__lte=now).order_by("id")
    for each in rulings:
        words = found.get(each.customer_id, Words())
        holds = each.until is None or each.until > now
        if each.about == Ruling.About.CONDUCT:
            words = words._replace(conduct=each.value if holds else USUAL)
        elif each.value == AS_USUAL:
            words = words._replace(said=NOTHING, since=each.made_at)
        else:
            words = words._replace(said=each.value if holds else NOTHING)
        found[each.customer_id] = words
    return found
