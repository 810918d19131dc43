"""One customer with their record, and what waits for a person to look at."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.app.actions.customers.ruling import VALUES, rule
from amends.app.actions.customers.ruling import settle as settle_suggestion
from amends.app.actions.desk.customers import show_customer
from amends.app.actions.desk.suggestions import ABOUT, list_suggestions
from amends.app.console.gates import deed, page
from amends.app.console.telling import is_confirmed, tell_error
from amends.app.ledger.models import Customer, Suggestion
from amends.core.errors import AmendsError


@page("see_customers")
def customer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """History, likes, earlier failures; the record, its facts and the step."""
    now = timezone.now()
    try:
        shown = show_customer(public_id, now=now)
    except Customer.DoesNotExist:
        raise Http404 from None
    context = {"now": now, "shown": shown, "customer": shown.customer, "values": VALUES}
    return render(request, "console/customer.html", context)


@page("see_customers")
def suggestions(request: HttpRequest) -> HttpResponse:
    """What a person should look at, the oldest first."""
    about = request.GET.get("about", "")
    found = list_suggestions(about, request.GET.get("after", ""))
    context = {"now": timezone.now(), "page": found, "about": about, "kinds": ABOUT}
    return render(request, "console/suggestions.html", context)


@deed("judge_customers")
def decide(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A person decides about a customer, with a reason."""
    found = get_object_or_404(Customer, public_id=public_id)
    if is_confirmed(request):
        try:
            rule(
                found,
                about=request.POST.get("about", ""),
                value=request.POST.get("value", ""),
                reason=request.POST.get("reason", ""),
                by=request.user,  # type: ignore[arg-type]
                now=timezone.now(),
            )
            messages.success(request, _("Done, and written into the journal."))
        except AmendsError as error:
            tell_error(request, error)
    return redirect("console:customer", public_id)


@deed("judge_customers")
def settle(request: HttpRequest, number: int) -> HttpResponse:
    """A suggestion is confirmed or dismissed, with a reason."""
    found = get_object_or_404(Suggestion, pk=number)
    if is_confirmed(request):
        try:
            settle_suggestion(
                found,
                answer=request.POST.get("answer", ""),
                reason=request.POST.get("reason", ""),
                by=request.user,  # type: ignore[arg-type]
                now=timezone.now(),
            )
            messages.success(request, _("Done, and written into the journal."))
        except AmendsError as error:
            tell_error(request, error)
    return redirect("console:suggestions")
