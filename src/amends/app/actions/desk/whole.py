"""One case with all that staff need to know when they speak to its customer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Exists, OuterRef

from amends.app.actions.desk.cases import brand_names, waited, waiting_since
from amends.app.actions.desk.freedom import Freedom, freedom_of
from amends.app.actions.desk.legs import Fault, fault_of
from amends.app.actions.desk.line import MOST, Followed, Step, followed, line_of
from amends.app.actions.desk.next_steps import NextStep, next_step
from amends.app.actions.desk.partners import Shown, borne_by_shop, in_case
from amends.app.actions.desk.reasons import Words
from amends.app.actions.desk.unreached import letter_to_tell, reasons_held
from amends.app.ledger.models import (
    Case,
    Decision,
    FollowUp,
    Journal,
    Kindness,
    Location,
    Message,
    Offer,
    Partner,
    Point,
    Promise,
)

MOST_EARLIER = 10


@dataclass(frozen=True, slots=True)
class Around:
    """What stands beside the line: the order's places and promises, letters, journal, the past."""

    brand: str
    location: str
    point: Point | None
    promises: Sequence[Promise]
    messages: Sequence[Message]
    journal: Sequence[Journal]
    earlier: Sequence[Case]


@dataclass(frozen=True, slots=True)
class WholeCase:
    """All that the page of one case shows."""

    case: Case
    since: datetime
    waited: timedelta
    next: NextStep
    steps: Sequence[Step]
    reached: frozenset[str]
    decision: Decision | None
    offer: Offer | None
    follow_up: FollowUp | None
    freedom: Sequence[Freedom]
    fault: Fault | None
    partners: Sequence[tuple[Partner, Sequence[Shown]]]
    own: Sequence[tuple[str, Decimal]]
    to_tell: Message | None
    why_held: Words
    around: Around


def whole_case(public_id: UUID, *, now: datetime, hidden: Collection[str] = ()) -> WholeCase:
    """The case with this public number, without ``hidden`` lines of the journal.

    Raise ``Case.DoesNotExist``.
    """
    given = Exists(Kindness.objects.filter(case=OuterRef("pk")))
    found = Case.objects.select_related("order", "customer", "promise", "handled_by")
    case = found.annotate(has_kindness=given).get(public_id=public_id)
    after = followed(case)
    steps = line_of(case, after)
    around = _around(case, hidden)
    to_tell = letter_to_tell(case, around.messages)
    return WholeCase(
        case=case,
        since=waiting_since(case),
        waited=waited(case, now),
        next=_next(case, after, now, unreached=to_tell.state if to_tell else ""),
        steps=steps,
        reached=frozenset(step.kind for step in steps),
        decision=after.decisions[-1] if after.decisions else None,
        offer=after.offer,
        follow_up=after.follow_up,
        freedom=freedom_of(after.offer),
        fault=fault_of(case),
        partners=in_case(case),
        own=borne_by_shop(case),
        to_tell=to_tell,
        why_held=reasons_held([to_tell] if to_tell else []).get(case.pk, {}),
        around=around,
    )


def _next(case: Case, after: Followed, now: datetime, *, unreached: str) -> NextStep:
    return next_step(
        case,
        valid_until=after.offer.valid_until if after.offer else None,
        remedies=after.remedies,
        follow_up=after.follow_up,
        unreached=unreached,
        now=now,
    )


def _around(case: Case, hidden: Collection[str]) -> Around:
    order = case.order
    places = Location.objects.filter(code=order.location).values_list("name", flat=True)
    location = places.first() if order.location else ""
    earlier = Case.objects.filter(customer=case.customer_id).exclude(pk=case.pk)
    journal = Journal.objects.filter(case=case).exclude(action__in=hidden)
    return Around(
        brand=brand_names({order.brand} - {""}).get(order.brand, order.brand),
        location=location or order.location,
        point=Point.objects.filter(code=order.point).first(),
        promises=list(Promise.objects.filter(order=order).order_by("made_at", "id")[:MOST]),
        messages=list(Message.objects.filter(case=case).order_by("-id")[:MOST]),
        journal=list(journal.order_by("-at", "-id")[:MOST]),
        earlier=list(earlier.order_by("-opened_at")[:MOST_EARLIER]),
    )
