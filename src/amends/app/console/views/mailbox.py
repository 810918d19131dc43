"""What was sent to whom."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.app.actions.desk.letters import list_letters, one_letter
from amends.app.actions.messages import resend as send_again
from amends.app.console.gates import deed, page
from amends.app.console.telling import is_confirmed, tell_error
from amends.app.ledger.models import Message
from amends.core.errors import AmendsError

RESENT_FROM = (Message.State.IN_DOUBT, Message.State.FAILED)


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
    found = _found(number)
    context = {
        "now": timezone.now(),
        "message": found,
        "case": found.case,
        "may_be_resent": found.state in RESENT_FROM,
    }
    return render(request, "console/message.html", context)


@deed("act_on_cases")
def resend(request: HttpRequest, number: int) -> HttpResponse:
    """Send a message again that was not sent, or whose end is unknown."""
    found = _found(number)
    if is_confirmed(request):
        try:
            send_again(found, by=request.user, now=timezone.now())
            messages.success(request, _("It is being sent again."))
        except AmendsError as error:
            tell_error(request, error)
    return redirect("console:message", number)


def _found(number: int) -> Message:
    try:
        return one_letter(number)
    except Message.DoesNotExist:
        raise Http404 from None
