"""Remedies that need a person, and what a person may decide about them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.app.actions import remedies
from amends.app.actions.desk import doubts as desk
from amends.app.actions.desk.deeds import ask_now
from amends.app.actions.desk.next_steps import is_by_hand
from amends.app.actions.zones import zone_of
from amends.app.console.gates import deed, page
from amends.app.console.telling import is_confirmed, tell_error
from amends.app.ledger.models import Remedy
from amends.core.errors import AmendsError

Deed = Callable[[HttpRequest, Remedy, datetime], None]


def _ask(request: HttpRequest, remedy: Remedy, now: datetime) -> None:
    ask_now(remedy, by=request.user, now=now)


def _requeue(request: HttpRequest, remedy: Remedy, now: datetime) -> None:
    remedies.requeue(remedy, by=request.user, now=now)


def _give_up(request: HttpRequest, remedy: Remedy, now: datetime) -> None:
    remedies.give_up(remedy, by=request.user, now=now)


def _settle(request: HttpRequest, remedy: Remedy, now: datetime, *, done: bool) -> None:
    detail = request.POST.get("detail", "")[:500]
    remedies.settle_by_hand(remedy, done=done, detail=detail, by=request.user, now=now)


def _gesture(request: HttpRequest, remedy: Remedy, now: datetime, *, given: bool) -> None:
    detail = request.POST.get("detail", "")[:500]
    remedies.settle_gesture(remedy, given=given, detail=detail, by=request.user, now=now)


def _approve(request: HttpRequest, remedy: Remedy, now: datetime) -> None:
    remedies.approve(remedy, by=request.user, now=now)


DEEDS: Mapping[str, Deed] = {
    "approve": _approve,
    "ask": _ask,
    "requeue": _requeue,
    "give_up": _give_up,
    "was_done": lambda request, remedy, now: _settle(request, remedy, now, done=True),
    "was_not_done": lambda request, remedy, now: _settle(request, remedy, now, done=False),
    "given": lambda request, remedy, now: _gesture(request, remedy, now, given=True),
    "not_given": lambda request, remedy, now: _gesture(request, remedy, now, given=False),
}
"""What a person may decide."""

ALLOWED: Mapping[str, tuple[str, ...]] = {
    "in_doubt": ("ask", "was_done", "was_not_done"),
    "accepted": ("ask", "was_done", "was_not_done"),
    "dead": ("requeue", "give_up"),
    "planned": ("give_up",),
}
"""What may be decided in which state; the actions insist on it."""

OF_GESTURES: Mapping[str, tuple[str, ...]] = {**ALLOWED, "failed": ("given", "not_given")}
"""The same for gestures: nothing takes the place of one that failed."""


WITH_DETAIL = ("was_done", "was_not_done", "given", "not_given")
"""What is believed on somebody's word: they say how they know."""


@page("see_doubts")
def doubts(request: HttpRequest) -> HttpResponse:
    """Remedies by kind of doubt."""
    now = timezone.now()
    kind = request.GET.get("kind", "")
    kinds = [kind] if kind in desk.KINDS else list(desk.KINDS)
    after = request.GET.get("after", "") if len(kinds) == 1 else ""
    pages = [(each, desk.list_doubts(each, after, now=now)) for each in kinds]
    context = {
        "now": now,
        "kind": kind,
        "kinds": list(desk.KINDS),
        "pages": pages,
        "found": any(each.rows for _kind, each in pages),
    }
    return render(request, "console/doubts.html", context)


@page("see_doubts")
def doubt(request: HttpRequest, key: UUID) -> HttpResponse:
    """One remedy: what is known of it, and what may be decided."""
    now, remedy = timezone.now(), _found(key)
    by_hand = is_by_hand(remedy)
    context: dict[str, Any] = {
        "now": now,
        "remedy": remedy,
        "case": remedy.case,
        "zone": str(zone_of(remedy.case)),
        "kind": desk.doubt_of(remedy, now=now),
        "attempts": desk.attempts_of(remedy),
        "is_by_hand": by_hand,
        "deeds": _deeds(remedy),
        "with_detail": WITH_DETAIL,
    }
    return render(request, "console/doubt.html", context)


def _deeds(remedy: Remedy) -> tuple[str, ...]:
    allowed = (OF_GESTURES if remedy.is_gesture else ALLOWED).get(remedy.state, ())
    return ("approve", *allowed) if remedy.approver and remedy.state == "planned" else allowed


@deed("settle")
def settle(request: HttpRequest, key: UUID) -> HttpResponse:
    """Do what was decided, after an explicit yes."""
    remedy = _found(key)
    act = DEEDS.get(request.POST.get("deed", ""))
    if act is None:
        raise Http404
    if is_confirmed(request):
        try:
            act(request, remedy, timezone.now())
            messages.success(request, _("Done, and written into the journal."))
        except AmendsError as error:
            tell_error(request, error)
    return redirect("console:doubt", key)


def _found(key: UUID) -> Remedy:
    try:
        return desk.one_doubt(key)
    except Remedy.DoesNotExist:
        raise Http404 from None
