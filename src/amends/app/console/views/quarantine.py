"""Input that was not understood: look at it, mend it, or say that it is not needed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from amends.app.actions.desk.refused import list_refused, one_refused
from amends.app.console.gates import deed, page
from amends.app.console.shapes import readable
from amends.app.ledger.models import Quarantined

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
    }
    return render(request, "console/quarantine.html", context)


@page("see_quarantine")
def row(request: HttpRequest, number: int) -> HttpResponse:
    """One row, as it came in."""
    found = _found(number)
    return _show(request, found, readable(found.raw))


@deed("mend")
def mend(request: HttpRequest, number: int) -> HttpResponse:
    raise Http404


@deed("mend")
def dismiss(request: HttpRequest, number: int) -> HttpResponse:
    raise Http404


def _show(
    request: HttpRequest, found: Quarantined, text: str, trouble: str = "", status: int = 200
) -> HttpResponse:
    context = {"now": timezone.now(), "row": found, "text": text, "trouble": trouble}
    return render(request, "console/quarantined.html", context, status=status)


def _found(number: int) -> Quarantined:
    try:
        return one_refused(number)
    except Quarantined.DoesNotExist:
        raise Http404 from None
