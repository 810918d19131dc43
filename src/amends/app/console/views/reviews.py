"""The controller's sample: what is to be reviewed, one review, and what all of them tell."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amends.app.actions.desk import reviews as desk
from amends.app.actions.desk.claims import said_of
from amends.app.actions.desk.whole import whole_case
from amends.app.actions.policy import current_policy
from amends.app.actions.reviews.results import DAYS
from amends.app.actions.reviews.results import results as what_they_tell
from amends.app.actions.reviews.reviewing import review, see_to
from amends.app.actions.zones import zone_of
from amends.app.console.gates import deed, page
from amends.app.console.telling import tell_error
from amends.app.ledger.models import SampledCase, SentBack
from amends.core.errors import AmendsError


@page("see_reviews")
def reviews(request: HttpRequest) -> HttpResponse:
    """What waits for this reviewer, and how much is done."""
    now, user = timezone.now(), _reader(request)
    context = {
        "now": now,
        "page": desk.list_reviews(user, now=now, after=request.GET.get("after", "")),
        "progress": desk.progress(now=now),
    }
    return render(request, "console/reviews.html", context)


@page("see_reviews")
def results(request: HttpRequest) -> HttpResponse:
    """The error rate with its interval, and how far reviewers agree."""
    asked = request.GET.get("days", "")
    days = int(asked) if asked in {str(each) for each in DAYS} else DAYS[1]
    now, user = timezone.now(), _reader(request)
    found = what_they_tell(now=now, days=days)
    context = {
        "now": now,
        "found": found,
        "days": days,
        "all_days": DAYS,
        "asks": _asks(),
        "wrong": desk.found_wrong(user, since=found.since),
    }
    return render(request, "console/review_results.html", context)


@page("see_reviews")
def one(request: HttpRequest, number: int) -> HttpResponse:
    """One sampled case with its whole line, and the questions."""
    return _show(request, number)


@deed("review")
def write(request: HttpRequest, number: int) -> HttpResponse:
    """Write down what was found."""
    found = get_object_or_404(SampledCase, pk=number)
    names = [question.name for question in current_policy().reviews.questions]
    try:
        review(
            found,
            answers={name: request.POST.get(f"answer-{name}", "") for name in names},
            comment=request.POST.get("comment", ""),
            send_back=request.POST.get("send_back") == "yes",
            by=_reader(request),
            now=timezone.now(),
        )
    except AmendsError as error:
        tell_error(request, error)
        return _show(request, number, status=409)
    messages.success(request, _("Written down. Thank you."))
    return redirect("console:reviews")


@deed("act_on_cases")
def seen(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody saw to what a reviewer sent back."""
    found = get_object_or_404(SentBack.objects.select_related("case"), pk=number)
    see_to(found, by=_reader(request), now=timezone.now())
    messages.success(request, _("Noted as seen to."))
    return redirect("console:case", found.case.public_id)


def _show(request: HttpRequest, number: int, status: int = 200) -> HttpResponse:
    now, user = timezone.now(), _reader(request)
    try:
        found = desk.to_review(number, user=user)
    except SampledCase.DoesNotExist:
        raise Http404 from None
    case = found.sampled.case
    whole = whole_case(case.public_id, now=now)
    context = {
        "now": now,
        "found": found,
        "whole": whole,
        "case": case,
        "zone": str(zone_of(case)),
        "steps": [(step, f"console/steps/{step.kind}.html") for step in whole.steps],
        "firsts": frozenset(),
        "said": said_of(case, now=now, language=get_language() or "en"),
        "questions": [
            (name, asks, request.POST.get(f"answer-{name}", "")) for name, asks in _asks().items()
        ],
        "given": request.POST,
    }
    return render(request, "console/review.html", context, status=status)


def _asks() -> dict[str, str]:
    """The questions of a review in the reader's language, or in English."""
    language = get_language() or "en"
    return {
        question.name: question.asks.get(language) or question.asks["en"]
        for question in current_policy().reviews.questions
    }


def _reader(request: HttpRequest) -> Any:
    return request.user
