"""Cases by urgency. What is searched for is posted: a name has no place in an address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from amends.app.actions.desk.cases import (
    HISTORY,
    NEEDING_US,
    SENT_BACK,
    Wanted,
    brands,
    failure_kinds,
    find_cases,
    list_cases,
)
from amends.app.console.gates import gate, page
from amends.app.ledger.models import Case

STATES = (NEEDING_US, SENT_BACK, *Case.State.values, HISTORY)


@page("see_cases")
def cases(request: HttpRequest) -> HttpResponse:
    """One page of cases, filtered."""
    wanted = Wanted(
        state=request.GET.get("state", NEEDING_US),
        failure=request.GET.get("failure", ""),
        brand=request.GET.get("brand", ""),
        after=request.GET.get("after", ""),
        incident=request.GET.get("incident", ""),
    )
    now = timezone.now()
    context = {"page": list_cases(wanted, now=now), "wanted": wanted, "now": now, **_filters()}
    return render(request, "console/cases.html", context)


@gate("see_cases")
def find(request: HttpRequest) -> HttpResponse:
    """The cases of an order or of a customer; who comes back to the address finds all of them."""
    if request.method != "POST":
        return redirect("console:cases")
    now, text = timezone.now(), request.POST.get("text", "")[:200]
    context = {"page": find_cases(text, now=now), "wanted": Wanted(), "text": text, "now": now}
    return render(request, "console/cases.html", {**context, **_filters()})


def _filters() -> dict[str, object]:
    return {"states": STATES, "failures": failure_kinds(), "brands": brands()}
