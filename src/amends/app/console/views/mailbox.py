"""What was sent to whom."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from amends.app.actions.desk.letters import list_letters, one_letter
from amends.app.console.gates import page
from amends.app.ledger.models import Message


@page("see_mailbox")
def mailbox(request: HttpRequest) -> HttpResponse:
    """Messages, the newest first."""
    state = request.GET.get("state", "")
    context = {
        "now": timezone.now(),
        "page": list_letters(state, request.GET.get("after", "")),
        "state": state,
        "states": Message.State.values,
    }
    return render(request, "console/mailbox.html", context)


@page("see_mailbox")
def message(request: HttpRequest, number: int) -> HttpResponse:
    """One message as the customer got it."""
    try:
        found = one_letter(number)
    except Message.DoesNotExist:
        raise Http404 from None
    context = {"now": timezone.now(), "message": found, "case": found.case}
    return render(request, "console/message.html", context)
