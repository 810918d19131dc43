"""What the staff of the demo's town give on their own, and how long they look at a case."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.contrib.auth.models import User

from amends.app.actions.freedom.answering import answer
from amends.app.actions.freedom.giving import BadKindness, Wish, give
from amends.app.actions.time_spent.counting import beat
from amends.app.ledger.models import Case, Kindness
from amends.core.errors import AmendsError
from amends.core.money import minor_unit, rounded_down

WHYS = (
    "She waited half an hour in the cold",
    "He came twice for nothing",
    "It was meant for a birthday",
    "They have ordered with us for years",
    "He stayed kind although we were not quick",
)
GIFTS = ("a box of sweets", "a notebook", "a small plant", "a mug")
SHARES = (Decimal("0.04"), Decimal("0.06"), Decimal("0.08"), Decimal("0.3"))
"""Of the order's price; the last is more than an agent gives alone."""
BEAT = timedelta(seconds=30)


def staff_give(
    now: datetime, *, staff: Mapping[str, User], chance: random.Random, share: float
) -> None:
    """Somebody looks at a few open cases and adds something; the manager answers what is asked."""
    for asked in Kindness.objects.filter(state=Kindness.State.ASKED).select_related("case"):
        _answer(asked, staff["manager"], chance, now)
    for case in Case.objects.filter(state=Case.State.OFFERED, history=False).order_by("pk"):
        if chance.random() < share:
            _give(case, staff[chance.choice(("agent", "agent", "manager"))], chance, now)


def _give(case: Case, by: User, chance: random.Random, now: datetime) -> None:
    for number in range(chance.randint(2, 6)):
        beat(case, by=by, now=now + number * BEAT)
    amount = rounded_down(case.order.total * chance.choice(SHARES), case.order.currency)
    wish = Wish(
        "small_gift",
        chance.choice(WHYS),
        max(amount, minor_unit(case.order.currency)),
        chance.choice(GIFTS),
    )
    try:
        give(case, wish, by=by, key=UUID(int=chance.getrandbits(128)), now=now)
    except BadKindness:
        return  # the rules give nothing in this case


def _answer(asked: Kindness, manager: User, chance: random.Random, now: datetime) -> None:
    yes = chance.random() < 0.6
    reason = "Rightly so" if yes else "Half of it is enough"
    try:
        answer(asked, yes=yes, reason=reason, by=manager, now=now)
    except AmendsError:
        return  # it is the director's, or the case is over
