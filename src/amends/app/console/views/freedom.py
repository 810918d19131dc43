"""What staff give on their own, who says yes above it, what rules may learn, and time spent."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.app.actions.desk.kindness import mine, to_answer
from amends.app.actions.freedom.answering import answer as answer_kindness
from amends.app.actions.freedom.drafting import draft as write_draft
from amends.app.actions.freedom.drafting import set_aside
from amends.app.actions.freedom.giving import Wish
from amends.app.actions.freedom.giving import give as give_kindness
from amends.app.actions.freedom.learning import proposals as listed
from amends.app.actions.freedom.learning import situation_from
from amends.app.actions.freedom.shown import shown_in
from amends.app.actions.policy import current_policy
from amends.app.actions.staff import may
from amends.app.actions.time_spent.comparing import compared
from amends.app.actions.time_spent.counting import beat, spent_by
from amends.app.actions.zones import zone_of
from amends.app.console.costs import drawn
from amends.app.console.gates import deed, page
from amends.app.console.telling import is_confirmed, tell_error
from amends.app.ledger.models import Case, Kindness, Proposal
from amends.core.errors import AmendsError


@deed("give")
def give(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a kindness in a case, or ask for it."""
    case = _case(public_id)
    if is_confirmed(request):
        try:
            given = give_kindness(
                case,
                _wish(request, case),
                by=request.user,  # type: ignore[arg-type]
                key=_key(request),
                now=timezone.now(),
            )
            if given.state == Kindness.State.GIVEN:
                messages.success(request, _("Given, and written into the journal."))
            else:
                messages.success(request, _("Asked: somebody with more freedom decides."))
        except AmendsError as error:
            tell_error(request, error)
    return redirect("console:case", public_id)


@deed("act_on_cases")
def here(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The page of a case is before somebody's eyes: count the time."""
    beat(_case(public_id), by=request.user, now=timezone.now())
    return HttpResponse(status=204)


@page("give")
def freedom(request: HttpRequest) -> HttpResponse:
    """What waits for a yes, and what the reader gave."""
    now, user = timezone.now(), request.user
    today, month = spent_by(user, now=now)
    approves = may(user, "approve_kindness")
    context = {
        "now": now,
        "mine": mine(user, now=now),
        "today": today,
        "month": month,
        "page": to_answer(user, request.GET.get("after", ""), now=now) if approves else None,
    }
    return render(request, "console/freedom.html", context)


@deed("approve_kindness")
def answer(request: HttpRequest, key: UUID) -> HttpResponse:
    """Yes or no to what somebody asked for."""
    found = get_object_or_404(Kindness.objects.select_related("case"), key=key)
    said = request.POST.get("answer")
    if said not in ("yes", "no"):
        raise Http404
    try:
        answer_kindness(
            found,
            yes=said == "yes",
            reason=request.POST.get("reason", ""),
            by=request.user,  # type: ignore[arg-type]
            now=timezone.now(),
        )
        messages.success(request, _("Done, and written into the journal."))
    except AmendsError as error:
        tell_error(request, error)
    return redirect("console:freedom")


def _case(public_id: UUID) -> Case:
    return get_object_or_404(
        Case.objects.select_related("order", "customer"), public_id=public_id, history=False
    )


def _key(request: HttpRequest) -> UUID:
    """The form's own key: sent twice, it gives once."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()


def _wish(request: HttpRequest, case: Case) -> Wish:
    said = request.POST
    kind = said.get("kind", "")
    return Wish(
        kind=kind,
        why=said.get("why", ""),
        amount=_amount(said.get(f"amount_{kind}", "")),
        what=said.get(f"what_{kind}", ""),
        due=_moment(said.get(f"due_{kind}", ""), case),
    )


def _amount(text: str) -> Decimal | None:
    try:
        return Decimal(text.strip().replace(",", ".").replace("\u00a0", "")[:20])
    except InvalidOperation:
        return None


def _moment(text: str, case: Case) -> datetime | None:
    """A day and time as the browser sends it, where the customer is."""
    try:
        return datetime.fromisoformat(text[:16]).replace(tzinfo=ZoneInfo(str(zone_of(case))))
    except ValueError:
        return None


@page("propose_rules")
def proposals(request: HttpRequest) -> HttpResponse:
    """What was given often: rules may learn it."""
    now, book = timezone.now(), current_policy().rulebook
    edition = f"{book.name}@{book.version}"
    context = {"now": now, "found": listed(now=now), "shown": shown_in(), "edition": edition}
    return render(request, "console/proposals.html", context)


@deed("propose_rules")
def decide(request: HttpRequest) -> HttpResponse:
    """Write a draft of the rulebook, or set a proposal aside with a word."""
    situation = situation_from(request.POST)
    step = request.POST.get("step")
    if situation is None or step not in ("draft", "aside"):
        raise Http404
    who: dict[str, Any] = {"by": request.user, "now": timezone.now()}
    try:
        if step == "draft":
            write_draft(situation, **who)
            messages.success(request, _("Drafted. Nothing changes before it is published."))
        else:
            set_aside(situation, word=request.POST.get("word", ""), **who)
            messages.success(request, _("Set aside."))
    except AmendsError as error:
        tell_error(request, error)
    return redirect("console:proposals")


@page("propose_rules")
def draft(request: HttpRequest, number: int) -> HttpResponse:
    """The folder of a draft, to be checked, compared and tried."""
    found = get_object_or_404(Proposal, pk=number, state=Proposal.State.DRAFTED)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(found.files.items()):
            archive.writestr(name, text)
    response = HttpResponse(packed.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="draft-{number}.zip"'
    return response


@page("propose_rules")
def time_spent(request: HttpRequest) -> HttpResponse:
    """Whether looking into it costs more than paying at once."""
    now, rules = timezone.now(), current_policy().time_spent
    context = {"now": now, "lines": drawn(compared(now=now)), "rules": rules, "shown": shown_in()}
    return render(request, "console/time_spent.html", context)
