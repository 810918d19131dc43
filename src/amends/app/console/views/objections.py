"""What customers object to, before somebody who had no part in it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amends.app.actions.claims.answering import VERDICTS, answer_objection
from amends.app.actions.desk.objections import ToAnswer, list_objections, one_objection
from amends.app.actions.zones import zone_of
from amends.app.console.gates import deed, page
from amends.app.console.telling import tell_error
from amends.app.ledger.models import Objection
from amends.core.errors import AmendsError


@page("see_objections")
def objections(request: HttpRequest) -> HttpResponse:
    """Those that wait."""
    found = list_objections(request.user, request.GET.get("after", ""))
    return render(request, "console/objections.html", {"now": timezone.now(), "page": found})


@page("see_objections")
def objection(request: HttpRequest, number: int) -> HttpResponse:
    """One objection: what was said, and what was found."""
    return _show(request, _found(request, number))


@deed("answer_objections")
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """What another person finds, and why."""
    found = _found(request, number)
    by: Any = request.user
    verdict, reason = request.POST.get("verdict", ""), request.POST.get("reason", "")
    try:
        answer_objection(found.objection, verdict=verdict, reason=reason, by=by, now=timezone.now())
    except AmendsError as error:
        tell_error(request, error)
        return _show(request, found, status=409)
    messages.success(request, _("Answered. The customer is told, and the case goes on by it."))
    return redirect("console:case", found.objection.case.public_id)


def _found(request: HttpRequest, number: int) -> ToAnswer:
    language = get_language() or "en"
    try:
        return one_objection(number, user=request.user, now=timezone.now(), language=language)
    except Objection.DoesNotExist:
        raise Http404 from None


def _show(request: HttpRequest, found: ToAnswer, status: int = 200) -> HttpResponse:
    case = found.objection.case
    context = {
        "now": timezone.now(),
        "found": found,
        "objection": found.objection,
        "case": case,
        "zone": str(zone_of(case)),
        "verdicts": VERDICTS,
        "given": request.POST,
    }
    return render(request, "console/objection.html", context, status=status)
