"""The customer takes up again what was over."""

from __future__ import annotations

from contextlib import suppress

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from amends.app.actions import aftercare
from amends.app.actions.hands import word_of
from amends.app.customer.doors import Visit, case_door


@require_POST
@case_door
def reopen(visit: Visit) -> HttpResponse:
    """A new round with a new offer; if the case goes on already, its page is shown."""
    with suppress(aftercare.NotNow):
        aftercare.reopen(case=visit.case, now=visit.now, by=word_of(visit.through()))
    return HttpResponseRedirect(visit.url("page"))
