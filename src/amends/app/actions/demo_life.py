"""Live a simulated town's days through, hour by hour, as a shop would have lived them.

Its customers choose, its shop carries out, its manager asks and its customers answer, all through
the actions that real ones use; only the clock is made up. For ``amends demo`` alone.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet

from amends.app.actions import aftercare, messages, remedies
from amends.app.actions.choices import choose
from amends.app.actions.demo_kindness import staff_give
from amends.app.actions.demo_partners import deal_with_partners
from amends.app.actions.demo_reviews import review_the_day
from amends.app.actions.due import take_due
from amends.app.actions.places.on_offer import OnOffer, on_offer
from amends.app.actions.record import receive
from amends.app.connectors.messenger.mailbox import Mailbox
from amends.app.connectors.shop.memory import MemoryShop
from amends.app.ledger.models import Case, FollowUp, Remedy
from amends.core.times import lies_ahead

HOUR = timedelta(hours=1)
NOON = 12
Say = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Habits:
    """How the people of the town behave; shares between 0 and 1.

    ``left_open`` is the time before the end in which nobody acts any more, so that a visitor finds
    something to do.
    """

    choose: float = 0.15
    give: float = 0.04
    carry_out: float = 0.2
    answer: float = 0.3
    solved: float = 0.92
    left_open: timedelta = timedelta(hours=8)


@dataclass(slots=True)
class Town:
    """The people: the shop that carries out, and the staff who do what is left to hands."""

    staff: Mapping[str, User]
    chance: random.Random
    habits: Habits = field(default_factory=Habits)
    shop: MemoryShop = field(default_factory=MemoryShop)


def live_through(
    events: Iterable[dict[str, Any]], *, until: datetime, town: Town, say: Say = lambda _: None
) -> int:
    """Live the events through in the order of their times; return how many there were."""
    count = 0
    for hour, happened in groupby(events, key=_hour):
        now = min(hour + HOUR, until)
        some = list(happened)
        receive(some, now=now)
        _act(now, acting=now < until - town.habits.left_open, town=town)
        count += len(some)
        say(len(some))
    return count


def _hour(event: Mapping[str, Any]) -> datetime:
    time = datetime.fromisoformat(event["time"])
    return time.replace(minute=0, second=0, microsecond=0)


def _act(now: datetime, *, acting: bool, town: Town) -> None:
    while take_due(now=now):
        pass
    for letter in messages.due_messages(now=now):
        messages.send(letter, now=now, messenger=Mailbox())
    if acting:
        staff_give(now, staff=town.staff, chance=town.chance, share=town.habits.give)
        _customers_choose(now, town)
    _shop_carries_out(now, town, acting=acting)
    if acting:
        _customers_answer(now, town)
        if now.hour == NOON:
            deal_with_partners(now, manager=town.staff["manager"], chance=town.chance)
            review_the_day(now, quality=town.staff["quality"], chance=town.chance)
    aftercare.start_due_follow_ups(now=now)
    aftercare.close_quiet_cases(now=now)
    aftercare.end_unanswered_offers(now=now)


def _customers_choose(now: datetime, town: Town) -> None:
    for case in _live(Case.State.OFFERED):
        if town.chance.random() < town.habits.choose:
            _choose(case, now, town)


def _choose(case: Case, now: datetime, town: Town) -> None:
    offer = case.offers.latest("pk")
    option = town.chance.choice(offer.body["options"][:3])
    now_there = on_offer(case, offer.body, now=now)
    details = _details(option["needs"], offer.body["possible"], now_there)
    if details is not None:
        choose(offer=offer, option=option["key"], details=details, now=now, by="customer")


def _details(
    needs: Sequence[str], possible: Mapping[str, Any], now_there: OnOffer
) -> dict[str, str] | None:
    """The first of what is possible for each need; None where a need has nothing left."""
    first = {
        "address": [each["text"] for each in possible["addresses"]],
        "window": now_there.windows,
        "point": now_there.codes,
        "contact": [each for each in (possible["contact"],) if each],
    }
    if not all(first[need] for need in needs):
        return None
    return {need: first[need][0] for need in needs}


def _shop_carries_out(now: datetime, town: Town, *, acting: bool) -> None:
    """What was agreed for a time is done then; the rest soon, while anybody acts."""
    planned = Remedy.objects.filter(state=Remedy.State.PLANNED, case__history=False)
    for remedy in planned.order_by("pk"):
        if not _is_done_now(remedy, now, town, acting=acting):
            continue
        if remedy.next_attempt_at is None:
            aftercare.staff_did(remedy=remedy, by=town.staff["agent"], now=now)
        else:
            remedies.attempt(remedy.pk, now=now, shop=town.shop)


def _is_done_now(remedy: Remedy, now: datetime, town: Town, *, acting: bool) -> bool:
    if "window" in remedy.details:
        return not lies_ahead(remedy.details, now=now)
    if "point" in remedy.details:
        return _is_urgent(remedy, now)
    return acting and (town.chance.random() < town.habits.carry_out or _is_urgent(remedy, now))


def _is_urgent(remedy: Remedy, now: datetime) -> bool:
    """Whether it could not wait for the next hour: a meal that was promised in fifteen minutes."""
    return remedy.due_at is not None and remedy.due_at <= now + HOUR


def _customers_answer(now: datetime, town: Town) -> None:
    asked = FollowUp.objects.filter(answered_at=None, started_at__isnull=False)
    for follow_up in asked.select_related("case").order_by("pk"):
        if town.chance.random() < town.habits.answer:
            _answer(follow_up, now, town)


def _answer(follow_up: FollowUp, now: datetime, town: Town) -> None:
    aftercare.ask(follow_up=follow_up, by=town.staff["manager"], now=now)
    solved = town.chance.random() < town.habits.solved
    aftercare.answer(
        case=follow_up.case,
        solved=solved,
        satisfied=town.chance.choice((4, 5, 5) if solved else (1, 2)),
        recommends=solved,
        comment="",
        now=now,
        by="customer",
    )


def _live(state: Case.State) -> QuerySet[Case]:
    return Case.objects.filter(state=state, history=False).order_by("pk")
