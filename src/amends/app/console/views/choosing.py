"""Choose for a customer: the same offer, the same exact action shown, the same explicit yes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amends.app.actions.claims.objecting import LONGEST_WORDS
from amends.app.actions.desk.choosing import ToChoose, check, offer_to_choose
from amends.app.actions.desk.deeds import choose_for
from amends.app.actions.desk.elsewhere import Elsewhere, look_elsewhere, why_not
from amends.app.actions.places.looking import one_look
from amends.app.actions.places.told import told_of
from amends.app.actions.places.wishes import LONGEST
from amends.app.console.gates import gate
from amends.app.console.maps import map_of_search, show_with_map
from amends.app.console.telling import words_of
from amends.app.console.wishes import option_asked, read_wish, words_against
from amends.app.ledger.models import Case
from amends.core.errors import AmendsError

NEEDS = {
    need: f"console/parts/needs/{need}.html" for need in ("address", "window", "point", "contact")
}
"""What an option may ask for, and the fields that ask for it."""
SEARCHES = ("find", "why")


@require_http_methods(["GET", "HEAD", "POST"])
@gate("act_on_cases")
@one_look()
def choose(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """First the options, then the exact action, then it is done."""
    now = timezone.now()
    try:
        offered = offer_to_choose(public_id, now=now, language=get_language() or "en")
    except Case.DoesNotExist:
        raise Http404 from None
    if offered is None:
        messages.error(request, _("Nothing is to be chosen in this case now."))
        return redirect("console:case", public_id)
    context = {
        "now": now,
        "offered": offered,
        "case": offered.case,
        "needs": NEEDS,
        **_given(request),
    }
    context["elsewhere"] = _look(request, offered, context)
    if request.method != "POST" or any(each in request.POST for each in SEARCHES):
        return _form(request, context)
    return _go_on(request, offered, context)


def _look(request: HttpRequest, offered: ToChoose, context: dict[str, Any]) -> Elsewhere | None:
    """Where another point would suit, if one may be chosen; a search chooses its option."""
    if not any("point" in each.needs for each in offered.options):
        return None
    now, case = context["now"], offered.case
    option = option_asked(request, "find") or option_asked(request, "why")
    context["option"] = option or context["option"]
    wish = read_wish(request, option, offered.offer) if option else None
    if option_asked(request, "why"):
        text = request.POST.get(f"{option}.why", "")[:LONGEST]
        context["why_text"] = text
        context["why_not"] = why_not(
            case, text, words=words_against, theirs=offered.customers.language, now=now
        )
    return look_elsewhere(case, wish, ours=offered.speech, theirs=offered.customers, now=now)


def _form(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    elsewhere = context["elsewhere"]
    context["map"] = map_of_search(elsewhere) if elsewhere else None
    found = {each.code for each in elsewhere.points} if elsewhere else set()
    context["others"] = [p for p in context["offered"].points if p["code"] not in found]
    return show_with_map(request, "console/choose.html", context, status=status)


def _go_on(request: HttpRequest, offered: ToChoose, context: dict[str, Any]) -> HttpResponse:
    option, details = context["option"], context["details"]
    try:
        if request.POST.get("offer") != str(offered.offer.pk):
            raise AmendsError("this offer was replaced", code="offer_replaced")
        shown = told_of(offered.case, context["told"], details.get("point", ""))
        context["chosen"] = check(offered, option, details, now=context["now"], shown=shown)
        if request.POST.get("confirmed") != "yes":
            return render(request, "console/confirm.html", context)
        by, now, words = request.user, context["now"], context["words"]
        choose_for(offered.offer, option, details, by=by, now=now, shown=shown, words=words)
    except AmendsError as error:
        context["error"] = words_of(error)
        return _form(request, context, status=409)
    messages.success(request, _("Chosen for the customer. The confirmation is on its way to them."))
    return redirect("console:case", offered.case.public_id)


def _given(request: HttpRequest) -> dict[str, Any]:
    """Details belong to their option: two options may both ask for an address."""
    option = request.POST.get("option", "")
    details = {need: request.POST.get(f"{option}.{need}", "") for need in NEEDS}
    if not details["address"].strip():
        details["address"] = request.POST.get(f"{option}.known_address", "")
    return {
        "option": option,
        "details": {name: text for name, text in details.items() if text},
        "told": request.POST.get("told", ""),
        "words": request.POST.get(f"{option}.words", "")[:LONGEST_WORDS],
    }
