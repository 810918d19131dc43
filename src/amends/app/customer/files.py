"""Photos and documents of the customer: added, shown to them again, removed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST, require_safe

from amends.app.actions.attachments import Given, TooManyFiles, content_of, remove_file
from amends.app.actions.attachments.answering import as_download
from amends.app.actions.claims.objecting import contradicted
from amends.app.actions.claims.said import add_to_claim
from amends.app.actions.hands import CUSTOMER, word_of
from amends.app.actions.policy import current_policy
from amends.app.actions.throttle import may_try
from amends.app.customer.doors import WITHIN, Visit, case_door
from amends.app.ledger.models import Case, Claim
from amends.core.errors import AmendsError
from amends.core.wording import most_telling

FILES = "customer files"
MOST_TIMES = 15


@require_POST
@case_door
def add(visit: Visit) -> HttpResponse:
    """Add files to the last thing that the customer said of this order."""
    last = Claim.objects.filter(order=visit.case.order_id).order_by("-said_at", "-id").first()
    try:
        note = "files_added" if add_given(visit, last) else "files_missing"
    except AmendsError as problem:
        note = trouble(problem).removeprefix("trouble.")
    return HttpResponseRedirect(f"{visit.url('page')}?note={note}#files")


@require_safe
@case_door
def show(visit: Visit, key: UUID) -> HttpResponse:
    """One file of this order, as a download that can do nothing."""
    found = content_of(visit.case.order_id, key)
    if found is None:
        raise Http404
    return as_download(*found)


@require_POST
@case_door
def remove(visit: Visit, key: UUID) -> HttpResponse:
    """Remove a file; only what came from the customer themselves."""
    found = content_of(visit.case.order_id, key)
    if found is not None and found[0].attachment.added_by.startswith(CUSTOMER):
        remove_file(found[0].attachment, by=word_of(visit.through()), now=visit.now)
    return HttpResponseRedirect(f"{visit.url('page')}#files")


def given(visit: Visit) -> list[Given]:
    """The files that came with the form; what is too large or too many is not even read whole.

    Each is opened in a process of its own, which costs: a link may bring some so often only. Raise
    ``TooManyFiles``.
    """
    limits = current_policy().attachments
    sent = visit.request.FILES.getlist("files")[: limits.at_once + 1]
    if sent and not may_try(FILES, visit.token, most=MOST_TIMES, within=WITHIN, now=visit.now):
        raise TooManyFiles("files came too often", hint="wait a while", where="files")
    return [Given(each.name or "", each.read(limits.bytes + 1)) for each in sent]


def add_given(visit: Visit, claim: Claim | None) -> int:
    """Add what came with the form; return how many. Raise ``AmendsError``."""
    files = given(visit)
    if files:
        by = word_of(visit.through())
        add_to_claim(claim, files, order=visit.case.order, by=by, now=visit.now)
    return len(files)


def claim_objected_to(case: Case, *, now: datetime) -> Claim | None:
    """The claim that was found to be otherwise, if there is one."""
    found = contradicted(case.order, now=now)
    return found[-1].claim if found else None


def trouble(problem: AmendsError) -> str:
    """The key of the words for what was wrong with a file or a field."""
    return most_telling(f"trouble.{problem.code}", "trouble.not_taken")
