"""What customers object to, before somebody who had no part in it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amends.app.actions.claims.answering import VERDICTS, answer_objection
from amends.app.actions.desk.objections import list_objections, one_objection
from amends.app.actions.staff import may
from amends.app.actions.zones import zone_of
from amends.app.console.gates import gate, page
from amends.app.console.telling import tell_error
from amends.app.ledger.models import Objection
from amends.core.errors import AmendsError


@page("see_objections")
def objections(request: HttpRequest) -> HttpResponse:
    """Those that wait."""
    found = list_objections(request.user, request.GET.get("after", ""))
    return render(request, "console/objections.html", {"now": timezone.now(), "page": found})


@require_http_methods(["GET", "HEAD", "POST"])
@gate("see_objections")
def objection(request: HttpRequest, number: int) -> HttpResponse:
    """One objection: what was said, what was found, and the answer."""
    now, user = timezone.now(), request.user
    language = get_language() or "en"
    try:
        found = one_objection(number, user=user, now=now, language=language)
    except Objection.DoesNotExist:
        raise Http404 from None
    may_answer = request.method == "POST" and may(user, "answer_objections")
    if may_answer and _answer(request, found.objection):
        return redirect("console:case", found.objection.case.public_id)
    context = {
        "now": now,
        "found": found,
        "objection": found.objection,
        "case": found.objection.case,
        "zone": str(zone_of(found.objection.case)),
        "verdicts": VERDICTS,
        "given": request.POST,
    }
    return render(request, "console/objection.html", context)


def _answer(request: HttpRequest, objection: Objection) -> bool:
    by: Any = request.user
    verdict, reason = request.POST.get("verdict", ""), request.POST.get("reason", "")
    try:
        answer_objection(objection, verdict=verdict, reason=reason, by=by, now=timezone.now())
    except AmendsError as error:
        tell_error(request, error)
        return False
    messages.success(request, _("Answered. The customer is told, and the case goes on by it."))
    return True
