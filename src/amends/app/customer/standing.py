"""The customer does not agree with how they are met."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from amends.app.actions.customers.ruling import BadRuling, object_to_step
from amends.app.customer.doors import Visit, case_door


@require_POST
@case_door
def object_(visit: Visit) -> HttpResponse:
    """Their words wait for somebody who has not decided about them before."""
    text, note = visit.request.POST.get("text", ""), "step_objected"
    try:
        object_to_step(visit.case.customer, text=text, now=visit.now, through=visit.through())
    except BadRuling as problem:
        note = problem.code
    return HttpResponseRedirect(f"{visit.url('page')}?note={note}#stands")
