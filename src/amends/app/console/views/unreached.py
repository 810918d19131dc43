"""Customers whom no letter reached: write or call, and say that it was done."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.app.actions.desk.letters import one_letter
from amends.app.actions.desk.unreached import list_unreached
from amends.app.actions.held import close_held, send_held
from amends.app.actions.messages import told_by_phone
from amends.app.console.gates import deed, page
from amends.app.console.telling import is_confirmed, tell_error
from amends.app.ledger.models import Message
from amends.core.errors import AmendsError

Deed = Callable[..., None]


@page("see_cases")
def unreached(request: HttpRequest) -> HttpResponse:
    """Who does not know yet what we offer, and why."""
    context = {"now": timezone.now(), "page": list_unreached(request.GET.get("after", ""))}
    return render(request, "console/unreached.html", context)


@deed("act_on_cases")
def told(request: HttpRequest, number: int) -> HttpResponse:
    """The customer was told by phone."""
    return _do(request, number, told_by_phone, _("Noted: the customer knows now."))


@deed("act_on_cases")
def send(request: HttpRequest, number: int) -> HttpResponse:
    """The letter that was held goes out."""
    return _do(request, number, send_held, _("The letter is on its way."))


@deed("act_on_cases")
def close(request: HttpRequest, number: int) -> HttpResponse:
    """Nobody is told, and the case is over."""
    return _do(request, number, close_held, _("The case is closed; nobody was told."))


def _do(request: HttpRequest, number: int, act: Deed, done: str) -> HttpResponse:
    try:
        letter = one_letter(number)
    except Message.DoesNotExist:
        raise Http404 from None
    if is_confirmed(request):
        try:
            act(letter, by=request.user, now=timezone.now())
            messages.success(request, done)
        except AmendsError as error:
            tell_error(request, error)
    return redirect("console:case", letter.case.public_id)
