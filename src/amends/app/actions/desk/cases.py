"""Cases by urgency: who is waiting, since when, and what happens next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Upper

from amends.app.actions.desk.incidents import of_incident
from amends.app.actions.desk.next_steps import NextStep, next_step
from amends.app.actions.desk.pages import ROWS, Page, cut, mark, moment, read_mark
from amends.app.actions.desk.sent_back import sent_back
from amends.app.actions.desk.unreached import cases_unreached
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Brand, Case, Customer, FollowUp, Offer, Order, Remedy, SentBack

WAITING = (Case.State.OPEN, Case.State.OFFERED, Case.State.MENDING)
NEEDING_US = "live"
HISTORY = "history"
SENT_BACK = "sent_back"
CALLED_OFF = "called_off"
SHORTEST_SEARCH = 2
MOST_FOUND = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases: ``state`` is one of the case's, ``live``, ``sent_back`` or ``history``; empty
    asks for all.

    ``incident`` is the number of one whose customers were told.
    """

    state: str = NEEDING_US
    failure: str = ""
    brand: str = ""
    after: str = ""
    incident: str = ""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in a list; ``sent_back`` counts what a reviewer found and nobody saw to yet."""

    case: Case
    brand: str
    since: datetime
    waited: timedelta
    is_waiting: bool
    next: NextStep
    sent_back: int = 0


def list_cases(wanted: Wanted, *, now: datetime) -> Page[CaseRow]:
    """One page of cases, the most urgent and longest open first; settled ones newest first."""
    found = _chosen(wanted)
    page = _by_urgency(found, wanted) if _is_live(wanted) else _newest(found, wanted)
    return Page(_rows(page.rows, now), page.after)


def find_cases(text: str, *, now: datetime) -> Page[CaseRow]:
    """The newest cases of an order with this number, or of customers whose name begins so."""
    text = text.strip()
    if len(text) < SHORTEST_SEARCH:
        return Page([])
    names = Customer.objects.annotate(upper=Upper("name")).filter(
        upper__startswith=text.upper().replace("\x00", "")
    )
    customers = list(names.values_list("ref", flat=True)[:MOST_FOUND])
    orders = list(Order.objects.filter(ref=text.replace("\x00", "")).values_list("ref", flat=True))
    found = _loaded().filter(Q(order__in=orders) | Q(customer__in=customers))
    return Page(_rows(list(found.order_by("-id")[:ROWS]), now))


def most_urgent(count: int, *, now: datetime) -> Sequence[CaseRow]:
    """The few cases to look at first."""
    found = _chosen(Wanted()).order_by("-urgency", "opened_at", "id")[:count]
    return _rows(list(found), now)


def failure_kinds() -> Sequence[str]:
    """Every kind of failure that the shop's promises can show."""
    found: set[str] = set()
    for kind in current_policy().declarations.promises.values():
        found |= {*kind.broken_by.values(), kind.overdue, kind.late}
        found |= {CALLED_OFF} if kind.called_off_by else set()
    return sorted(found - {""})


def brands() -> Sequence[Brand]:
    """The brands that one may filter by."""
    return list(Brand.objects.order_by("name")[:MOST_FOUND])


def brand_names(codes: set[str]) -> Mapping[str, str]:
    """The names of brands by their codes."""
    return dict(Brand.objects.filter(code__in=codes).values_list("code", "name"))


def waiting_since(case: Case) -> datetime:
    """The moment from which the customer waits for what was promised."""
    return case.promise.since or case.opened_at


def waited(case: Case, now: datetime) -> timedelta:
    """How long the customer has waited, or had waited when it was mended."""
    end = now if case.state in WAITING else case.state_at
    return max(end - waiting_since(case), timedelta())


def _loaded() -> QuerySet[Case, Any]:
    latest = Offer.objects.filter(case=OuterRef("pk")).order_by("-id").values("valid_until")[:1]
    return Case.objects.select_related("order", "customer", "promise").annotate(
        valid_until=Subquery(latest)
    )


def _is_live(wanted: Wanted) -> bool:
    return wanted.state in (NEEDING_US, SENT_BACK, *Case.LIVE)


def _chosen(wanted: Wanted) -> QuerySet[Case, Any]:
    found = _loaded().filter(history=wanted.state == HISTORY)
    if wanted.state in Case.State.values:
        found = found.filter(state=wanted.state)
    if _is_live(wanted):
        found = found.filter(state__in=Case.LIVE)
    if wanted.state == SENT_BACK:
        found = found.filter(pk__in=SentBack.objects.filter(seen_at=None).values("case"))
    if wanted.failure:
        found = found.filter(failure_kind=wanted.failure)
    if wanted.brand:
        found = found.filter(order__brand=wanted.brand)
    if wanted.incident.isascii() and wanted.incident[:15].isdecimal():
        found = found.filter(of_incident(int(wanted.incident[:15])))
    return found


def _by_urgency(found: QuerySet[Case, Any], wanted: Wanted) -> Page[Case]:
    after = read_mark(wanted.after, 3)
    if after is not None:
        urgency, opened_at, number = after[0], moment(after[1]), after[2]
        same = Q(urgency=urgency) & (
            Q(opened_at__gt=opened_at) | Q(opened_at=opened_at, id__gt=number)
        )
        found = found.filter(Q(urgency__lt=urgency) | same, urgency__lte=urgency)
    ordered = found.order_by("-urgency", "opened_at", "id")[: ROWS + 1]
    return Page(*cut(ordered, lambda case: mark(case.urgency, case.opened_at, case.pk)))


def _newest(found: QuerySet[Case, Any], wanted: Wanted) -> Page[Case]:
    after = read_mark(wanted.after, 1)
    if after is not None:
        found = found.filter(id__lt=after[0])
    return Page(*cut(found.order_by("-id")[: ROWS + 1], lambda case: mark(case.pk)))


def _rows(cases: Sequence[Case], now: datetime) -> Sequence[CaseRow]:
    numbers = [case.pk for case in cases]
    remedies: dict[int, list[Remedy]] = defaultdict(list)
    for remedy in Remedy.objects.filter(case__in=numbers):
        remedies[remedy.case_id].append(remedy)
    follow_ups = {
        each.case_id: each for each in FollowUp.objects.filter(case__in=numbers, answered_at=None)
    }
    unreached, back = cases_unreached(numbers), sent_back(numbers)
    names = brand_names({case.order.brand for case in cases})
    return [
        CaseRow(
            case=case,
            brand=names.get(case.order.brand, case.order.brand),
            since=waiting_since(case),
            waited=waited(case, now),
            is_waiting=case.state in WAITING,
            next=next_step(
                case,
                valid_until=getattr(case, "valid_until", None),
                remedies=remedies[case.pk],
                follow_up=follow_ups.get(case.pk),
                unreached=unreached.get(case.pk, ""),
                now=now,
            ),
            sent_back=back.get(case.pk, 0),
        )
        for case in cases
    ]
