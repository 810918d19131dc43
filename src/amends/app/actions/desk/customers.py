"""One customer's page: who they are, what went wrong before, where they stand and on what facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from amends.app.actions.customers.looking import waiting_for_a_person
from amends.app.actions.customers.records import records_of
from amends.app.actions.customers.standings import Step, step_of
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Case, Customer, Ruling, Standing, Suggestion
from amends.core.customers import Told, earlier_tellings

MOST = 50
"""Rows of each list, the latest ones."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the record by its name, its value, and the claims that it rests on."""

    name: str
    value: Any
    claims: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One claim; ``repeats`` is the earlier telling that was answered, ``weight`` what is left."""

    told: Told
    repeats: Told | None
    weight: float


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """All that the page shows; ``half_life`` is after what time something counts half."""

    customer: Customer
    step: Step
    facts: Sequence[Fact]
    peers_share: float
    peers_count: int
    claims: Sequence[Row]
    cases: Sequence[Case]
    steps: Sequence[Standing]
    rulings: Sequence[Ruling]
    waiting: Sequence[Suggestion]
    half_life: timedelta
    conduct: str


def show_customer(public_id: UUID, *, now: datetime) -> CustomerPage:
    """The page of this customer; raise ``Customer.DoesNotExist``."""
    customer = Customer.objects.get(public_id=public_id)
    ref = customer.ref
    standing = records_of({ref}, now=now)[ref]
    rules = current_policy().customers.rules
    again = earlier_tellings(standing.told, rules)
    by_number = {each.number: each for each in standing.told}
    rests = standing.record.rests_on()
    cases = Case.objects.filter(customer=ref).order_by("-opened_at")
    return CustomerPage(
        customer=customer,
        step=step_of(standing),
        facts=_facts(standing.as_facts(), rests, by_number),
        peers_share=standing.record.peers.share,
        peers_count=standing.record.peers.customers,
        claims=[
            Row(each, again.get(each.number), rules.weight(each.said_at, now))
            for each in reversed(standing.told[-MOST:])
        ],
        cases=list(cases[:MOST]),
        steps=list(customer.standings.order_by("-number")[:MOST]),
        rulings=list(customer.rulings.select_related("by").order_by("-id")[:MOST]),
        waiting=waiting_for_a_person({ref})[:MOST],
        half_life=rules.half_life,
        conduct=standing.words.conduct,
    )


def _facts(
    facts: Mapping[str, Any], rests: Mapping[str, Sequence[int]], claims: Mapping[int, Told]
) -> list[Fact]:
    return [
        Fact(name, value, tuple(claims[n] for n in rests.get(name, ()) if n in claims))
        for name, value in facts.items()
    ]
