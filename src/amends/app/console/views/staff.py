"""Where staff stand against the mix of their cases: a picture, one's own record, and marks."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.app.actions.desk import staff as desk
from amends.app.actions.staff import may
from amends.app.actions.staff_truth.looking import look
from amends.app.console.gates import deed, page
from amends.app.console.telling import tell_error
from amends.app.ledger.models import StaffStanding
from amends.core.errors import AmendsError


@page("see_own_record")
def staff(request: HttpRequest) -> HttpResponse:
    """The reader's own record; the pictures and the marks for whoever may see them."""
    user = _reader(request)
    context: dict[str, Any] = {"now": timezone.now(), "own": desk.own(user)}
    if may(user, "see_staff"):
        context["funnels"] = desk.funnels(user)
        context["marks"] = desk.marks(user)
    return render(request, "console/staff.html", context)


@page("see_own_record")
def person(request: HttpRequest, number: int) -> HttpResponse:
    """One person's record, before themselves or who may know names."""
    standing = get_object_or_404(StaffStanding, pk=number)
    if not desk.may_see(standing, _reader(request)):
        return render(request, "console/not_yours.html", status=403)
    return _show(request, standing)


@deed("name_staff")
def looked(request: HttpRequest, number: int) -> HttpResponse:
    """Write down what was found behind a mark."""
    standing = get_object_or_404(StaffStanding, pk=number)
    found = request.POST.get("found", "")
    try:
        look(standing, found=found, by=_reader(request), now=timezone.now())
    except AmendsError as error:
        tell_error(request, error)
        return _show(request, standing, status=409)
    messages.success(request, _("Written down. The person reads it."))
    return redirect("console:person", number)


def _show(request: HttpRequest, standing: StaffStanding, status: int = 200) -> HttpResponse:
    context = {
        "now": timezone.now(),
        "person": standing.person,
        "stands": desk.of_person(standing.person),
        "is_reader": standing.person == _reader(request).get_username(),
        "given": request.POST,
        "given_to": standing.pk,
    }
    return render(request, "console/person.html", context, status=status)


def _reader(request: HttpRequest) -> Any:
    return request.user
