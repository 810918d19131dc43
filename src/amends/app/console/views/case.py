"""One case with its whole line, and what may be done in it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amends.app.actions.aftercare import staff_did
from amends.app.actions.desk.claims import said_of
from amends.app.actions.desk.deeds import fresh_link as make_fresh_link
from amends.app.actions.desk.line import WAY, Step
from amends.app.actions.desk.reviews import FROM_REVIEWERS, is_blind
from amends.app.actions.desk.sent_back import sent_back_of
from amends.app.actions.desk.whole import WholeCase, whole_case
from amends.app.actions.freedom.stated import Stated, stated_for
from amends.app.actions.policy import current_policy
from amends.app.actions.staff import may
from amends.app.actions.time_spent.counting import spent_in
from amends.app.actions.zones import zone_of
from amends.app.console.gates import deed, page
from amends.app.console.telling import is_confirmed, tell_error
from amends.app.ledger.models import Case, Remedy
from amends.core.errors import AmendsError


@page("see_cases")
def case(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The whole line."""
    return _show(request, public_id)


@deed("act_on_cases")
def fresh_link(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A new link for the customer, shown once; it is never in an address of ours."""
    found = Case.objects.filter(public_id=public_id, history=False, decisions__isnull=False).first()
    if found is None:
        raise Http404
    link = make_fresh_link(found, by=request.user, now=timezone.now())
    return _show(request, public_id, link=link)


@deed("act_on_cases")
def remedy_done(request: HttpRequest, key: UUID) -> HttpResponse:
    """What staff did by hand."""
    remedy = Remedy.objects.select_related("case").filter(key=key).first()
    if remedy is None:
        raise Http404
    if is_confirmed(request):
        try:
            staff_did(remedy=remedy, by=request.user, now=timezone.now())
            messages.success(request, _("Noted as done. Somebody else will ask how it is."))
        except AmendsError as error:
            tell_error(request, error)
    return redirect("console:case", remedy.case.public_id)


def _show(request: HttpRequest, public_id: UUID, link: str = "") -> HttpResponse:
    now = timezone.now()
    reader: Any = request.user
    try:
        hidden = FROM_REVIEWERS if is_blind(public_id, reader) else ()
        whole = whole_case(public_id, now=now, hidden=hidden)
    except Case.DoesNotExist:
        raise Http404 from None
    context = {
        "now": now,
        "whole": whole,
        "case": whole.case,
        "zone": str(zone_of(whole.case)),
        "way": WAY,
        "link": link,
        "steps": [(step, f"console/steps/{step.kind}.html") for step in whole.steps],
        "firsts": _firsts(whole.steps),
        "stated": _stated(request, whole, now),
        "spent": spent_in(whole.case, request.user),
        "beat": current_policy().time_spent,
        "key": uuid4(),
        "sent_back": [] if hidden else sent_back_of(whole.case),
        "said": said_of(whole.case, now=now, language=get_language() or "en"),
    }
    return render(request, "console/case.html", context)


def _stated(request: HttpRequest, whole: WholeCase, now: datetime) -> Stated | None:
    """What the reader may give in this case."""
    if not may(request.user, "give"):
        return None
    return stated_for(whole.case, request.user, now=now, decision=whole.decision)


def _firsts(steps: Sequence[Step]) -> frozenset[int]:
    """The places of the first step of each kind: where the way at the top leads to."""
    kinds = [step.kind for step in steps]
    return frozenset(kinds.index(kind) for kind in set(kinds))
