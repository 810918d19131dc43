"""Input that was not understood: look at it, mend it, or say that it is not needed."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.app.actions import quarantine as actions
from amends.app.actions.desk.refused import list_refused, one_refused
from amends.app.console.gates import deed, page
from amends.app.console.shapes import readable
from amends.app.console.telling import is_confirmed, tell_error
from amends.app.ledger.models import Quarantined
from amends.core.errors import AmendsError

State = Quarantined.State


@page("see_quarantine")
def quarantine(request: HttpRequest) -> HttpResponse:
    """What was refused, with the reason and a hint."""
    state = request.GET.get("state", "")
    state = state if state in State.values else State.WAITING
    context = {
        "now": timezone.now(),
        "page": list_refused(state, request.GET.get("after", "")),
        "state": state,
        "states": State.values,
        "groups": actions.groups(state),
    }
    return render(request, "console/quarantine.html", context)


@page("see_quarantine")
def row(request: HttpRequest, number: int) -> HttpResponse:
    """One row, as it came in."""
    found = _found(number)
    return _show(request, found, readable(found.mended or found.raw))


@deed("mend")
def mend(request: HttpRequest, number: int) -> HttpResponse:
    """Put the mended event beside what came in, and read it again."""
    found, by, now = _found(number), request.user.get_username(), timezone.now()
    text = request.POST.get("text", "")
    try:
        actions.mend(number=number, text=text, by=by, now=now)
        actions.replay(number=number, by=by, now=now)
    except AmendsError as error:
        return _show(request, found, text, trouble=error, status=409)
    messages.success(request, _("Understood now, and recorded."))
    return redirect("console:quarantine")


@deed("mend")
def dismiss(request: HttpRequest, number: int) -> HttpResponse:
    """Say that it is not needed; it stays listed."""
    if not is_confirmed(request):
        return redirect("console:quarantined", number)
    reason = request.POST.get("reason", "")[:500]
    try:
        actions.dismiss(
            number=number, reason=reason, by=request.user.get_username(), now=timezone.now()
        )
        messages.success(request, _("Dismissed. It stays listed as such."))
    except AmendsError as error:
        tell_error(request, error)
    return redirect("console:quarantine")


def _show(
    request: HttpRequest,
    found: Quarantined,
    text: str,
    *,
    trouble: AmendsError | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"now": timezone.now(), "row": found, "text": text, "trouble": trouble}
    return render(request, "console/quarantined.html", context, status=status)


def _found(number: int) -> Quarantined:
    try:
        return one_refused(number)
    except Quarantined.DoesNotExist:
        raise Http404 from None
