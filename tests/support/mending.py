"""A case whose customer has chosen, straight through the actions and without any event."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count

from amends.app.actions import remedies
from amends.app.actions.cases import open_cases
from amends.app.actions.choices import choose
from amends.app.connectors.patience import Patience
from amends.app.connectors.shop.memory import MemoryShop
from amends.app.ledger.models import Case, Customer, Failure, Order, Promise, Remedy

NOON = datetime(2026, 11, 20, 9, tzinfo=UTC)
_numbers = count(1)

PATIENCE = Patience(
    answer_within=timedelta(seconds=10),
    clock_skew=timedelta(seconds=5),
    tries=3,
    first_delay=timedelta(seconds=10),
    longest_delay=timedelta(seconds=1000),
    growth=10,
    jitter=0,
)


def offered_case() -> Case:
    """An order that is a day late; its case is decided and the customer was told."""
    number = next(_numbers)
    customer = Customer.objects.create(
        ref=f"M{number}", name="Anna", email="anna@example.test", language="en"
    )
    order = Order.objects.create(
        ref=f"M{number}",
        customer=customer,
        kind="online",
        fulfilment="home",
        placed_at=NOON - timedelta(days=5),
        currency="EUR",
        total=Decimal(50),
        delivery_price=Decimal(4),
        time_zone="Europe/Berlin",
    )
    due_at = NOON - timedelta(days=1)
    promise = Promise.objects.create(
        order=order,
        kind="delivered_by",
        due_at=due_at,
        made_at=order.placed_at,
        made_by="order",
        state="broken",
        failure_kind="undelivered",
    )
    failure = Failure.objects.create(promise=promise, kind="undelivered", at=due_at, found_at=NOON)
    [case] = open_cases([failure.pk], now=NOON)
    return Case.objects.get(pk=case.pk)


def chosen_case(option: str = "money_back") -> Case:
    case = offered_case()
    choose(offer=case.offers.latest("pk"), option=option, details={}, now=NOON, by="customer")
    return Case.objects.get(pk=case.pk)


def planned_remedy() -> Remedy:
    """The remedy itself, not the gesture on top of it."""
    return chosen_case().remedies.get(is_gesture=False)


def attempt(remedy: Remedy, shop: MemoryShop, now: datetime = NOON) -> str:
    """One attempt, as the sweep makes it."""
    return remedies.attempt(remedy.pk, now=now, shop=shop, patience=PATIENCE)


def fresh(remedy: Remedy) -> Remedy:
    return Remedy.objects.get(pk=remedy.pk)


def case_of(remedy: Remedy) -> Case:
    return Case.objects.get(pk=remedy.case_id)


def run_until_settled(remedy: Remedy, shop: MemoryShop) -> str:
    """Look again whenever the remedy asks to be looked at, as the sweep does."""
    for _ in range(40):
        look_again = fresh(remedy).next_attempt_at
        if look_again is None:
            break
        attempt(remedy, shop, max(look_again, NOON))
    return fresh(remedy).state


def due_in(minutes: int) -> Remedy:
    """A planned remedy that is due so many minutes after noon."""
    remedy = planned_remedy()
    Remedy.objects.filter(pk=remedy.pk).update(due_at=NOON + timedelta(minutes=minutes))
    return fresh(remedy)
