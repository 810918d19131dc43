"""Customers whom no letter reached: call them, and say that it was done."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.app.actions.desk.letters import one_letter
from amends.app.actions.desk.unreached import list_unreached
from amends.app.actions.messages import told_by_phone
from amends.app.console.gates import deed, page
from amends.app.console.telling import is_confirmed, tell_error
from amends.app.ledger.models import Message
from amends.core.errors import AmendsError


@page("see_cases")
def unreached(request: HttpRequest) -> HttpResponse:
    """Who does not know yet what we offer, and why."""
    context = {"now": timezone.now(), "page": list_unreached(request.GET.get("after", ""))}
    return render(request, "console/unreached.html", context)


@deed("act_on_cases")
def told(request: HttpRequest, number: int) -> HttpResponse:
    """The customer was told by phone."""
    try:
        letter = one_letter(number)
    except Message.DoesNotExist:
        raise Http404 from None
    if is_confirmed(request):
        try:
            told_by_phone(letter, by=request.user, now=timezone.now())
            messages.success(request, _("Noted: the customer knows now."))
        except AmendsError as error:
            tell_error(request, error)
    return redirect("console:case", letter.case.public_id)
