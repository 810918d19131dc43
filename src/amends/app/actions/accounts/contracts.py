"""Contracts of partners: loaded from a file, and what they pay for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from amends.app.actions.journal import note
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Case, Contract, Partner
from amends.core import accounts, circumstances
from amends.core.accounts import PartnerTerms


@dataclass(slots=True)
class Loaded:
    """What a file of partners brought: their codes, and "partner number" of contracts."""

    new: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    contracts: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)


def load_partners(text: str, *, now: datetime, by: str) -> Loaded:
    """Take the partners and contracts of a file; a contract that changed is a new version.

    Nothing is forgotten: a contract that is no more in the file stays, and ends on its own day.
    Raise ``BadPartners`` for a file that is not understood; then nothing of it is taken.
    """
    policy = current_policy()
    terms = accounts.read_partners(
        text,
        parties=[name for name, party in policy.responsibility.parties.items() if party.partner]
        + [name for name, party in policy.responsibility.parties.items() if party.stage],
        failures=policy.rulebook.facts["failure"].values,
    )
    loaded = Loaded()
    with transaction.atomic():
        for each in terms:
            _take(each, loaded, now)
        note(action="partners loaded", now=now, case=None, actor=by, contracts=loaded.contracts)
    return loaded


def _take(terms: PartnerTerms, loaded: Loaded, now: datetime) -> None:
    party, who = terms.partner
    partner, is_new = Partner.objects.update_or_create(
        party=party,
        who=who,
        defaults={
            "name": terms.name,
            "language": terms.language,
            "time_zone": terms.time_zone,
            "address": terms.address,
            "email": terms.email,
            "described_at": now,
        },
    )
    (loaded.new if is_new else loaded.known).append(f"{party}:{who}")
    known = {row.number: row for row in _latest([partner.pk])}
    for contract in terms.contracts:
        written = _as_row(contract)
        before = known.get(contract.number)
        name = f"{party}:{who} {contract.number}"
        if before is not None and all(getattr(before, k) == v for k, v in written.items()):
            loaded.unchanged.append(name)
            continue
        version = before.version + 1 if before else 1
        Contract.objects.create(partner=partner, version=version, loaded_at=now, **written)
        loaded.contracts.append(name)


def _as_row(contract: accounts.Contract) -> dict[str, Any]:
    return {
        "number": contract.number,
        "valid_from": contract.valid_from,
        "valid_until": contract.valid_until,
        "days_to_answer": contract.days_to_answer,
        "terms": [
            {
                "number": clause.number,
                "failures": sorted(clause.failures),
                "per_cent": str(clause.per_cent),
                "most": {currency: str(amount) for currency, amount in clause.most.items()},
                "text": dict(clause.text),
            }
            for clause in contract.clauses
        ],
    }


def as_contract(row: Contract) -> accounts.Contract:
    """A contract of the record as the core takes it."""
    return accounts.Contract(
        number=row.number,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        days_to_answer=row.days_to_answer,
        clauses=tuple(
            accounts.Clause(
                number=said["number"],
                failures=frozenset(said["failures"]),
                per_cent=Decimal(said["per_cent"]),
                most={currency: Decimal(amount) for currency, amount in said["most"].items()},
                text=said["text"],
            )
            for said in row.terms
        ),
    )


def _latest(partners: Collection[int]) -> list[Contract]:
    rows = Contract.objects.filter(partner__in=partners).order_by("partner", "number", "-version")
    return list(rows.distinct("partner", "number"))


def contracts_of(
    partners: Iterable[accounts.Partner],
) -> dict[accounts.Partner, list[accounts.Contract]]:
    """The contracts of these partners, each in its last version."""
    wanted = set(partners)
    rows = Partner.objects.filter(
        party__in={each.party for each in wanted}, who__in={each.who for each in wanted}
    )
    named = {row.pk: accounts.Partner(row.party, row.who) for row in rows}
    named = {number: partner for number, partner in named.items() if partner in wanted}
    found: dict[accounts.Partner, list[accounts.Contract]] = defaultdict(list)
    for row in _latest(list(named)) if named else ():
        found[named[row.partner_id]].append(as_contract(row))
    return dict(found)


def in_partners_hands(case: Case, party: str) -> bool:
    """Whether this party works for itself in such an order, and not as the shop's own hands."""
    policy, order = current_policy(), case.order
    rule = policy.responsibility.parties.get(party)
    if rule is None or not rule.stage:
        return rule is not None and rule.partner
    partner_at = policy.facts["controls"]["partner_at"]
    held = circumstances.controls(rule.stage, order.kind, order.fulfilment, partner_at=partner_at)
    return held == circumstances.PARTNER


def day_of(case: Case) -> date:
    """The day on which it went wrong, by the order's clock."""
    moment = case.promise.since or case.opened_at
    return moment.astimezone(ZoneInfo(case.order.time_zone)).date()


def covered(
    case: Case,
    failure: str,
    shares: Sequence[accounts.Partner],
    known: Mapping[accounts.Partner, Sequence[accounts.Contract]],
) -> dict[accounts.Partner, accounts.Covered]:
    """Of those who caused it, who pays for it by which clause."""
    on = day_of(case)
    found = {
        partner: accounts.covering(known.get(partner, ()), failure, on)
        for partner in shares
        if in_partners_hands(case, partner.party)
    }
    return {partner: paid for partner, paid in found.items() if paid is not None}
