"""Today's follow-ups: take one, say the words, write down the answer."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amends.app.actions.desk import asking
from amends.app.actions.desk.script import words_to_say
from amends.app.console.forms import AnswerForm
from amends.app.console.gates import deed, page
from amends.app.console.telling import tell_error
from amends.app.console.words import word
from amends.app.ledger.models import FollowUp
from amends.core.errors import AmendsError


@page("see_follow_ups")
def follow_ups(request: HttpRequest) -> HttpResponse:
    """Who is to be asked now, who soon, and what was answered last."""
    now = timezone.now()
    due = asking.to_ask(request.GET.get("after", ""), now=now)
    done = asking.remedies_done(due.rows)
    context = {
        "now": now,
        "due": [
            (each, done.get(each.case_id, ""), asking.why_not(each, request.user))
            for each in due.rows
        ],
        "after": due.after,
        "coming": asking.coming(now=now),
        "answers": asking.last_answers(),
    }
    return render(request, "console/follow_ups.html", context)


@page("see_follow_ups")
def follow_up(request: HttpRequest, number: int) -> HttpResponse:
    """One follow-up: the words to say, and the answer."""
    return _show(request, _found(number), AnswerForm())


@deed("ask")
def ask(request: HttpRequest, number: int) -> HttpResponse:
    """Take the task."""
    try:
        asking.ask(_found(number), by=request.user, now=timezone.now())
    except AmendsError as error:
        tell_error(request, error)
    return redirect("console:follow-up", number)


@deed("ask")
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Write down what the customer answered."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _show(request, _found(number), form, status=400)
    try:
        given = form.answered()
        asking.answer(_found(number), given, by=request.user, now=timezone.now())
    except AmendsError as error:
        tell_error(request, error)
        return redirect("console:follow-up", number)
    messages.success(request, _said_afterwards(solved=given.solved))
    return redirect("console:follow-ups")


def _said_afterwards(*, solved: bool) -> str:
    if solved:
        return _("Solved. Thank you for asking.")
    return _("Noted: still not right. The case goes on with a new offer.")


def _found(number: int) -> FollowUp:
    try:
        return asking.one_to_ask(number)
    except FollowUp.DoesNotExist:
        raise Http404 from None


def _show(
    request: HttpRequest, found: FollowUp, form: AnswerForm, status: int = 200
) -> HttpResponse:
    now = timezone.now()
    why = asking.why_not(found, request.user)
    context: dict[str, Any] = {
        "now": now,
        "follow_up": found,
        "case": found.case,
        "why_not": word(f"ask_{why}", "error") if why else "",
        "is_mine": found.asked_by_id == request.user.pk and not why,
        "form": form,
        "script": words_to_say(found, by=request.user, language=get_language() or "en", now=now),
    }
    return render(request, "console/follow_up.html", context, status=status)
