"""The customer's page: each view reads the request, calls one action, shows the answer."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amends.app.actions import aftercare, choices
from amends.app.actions.claims.objecting import LONGEST_WORDS
from amends.app.actions.hands import word_of
from amends.app.actions.places.holds import Taken
from amends.app.actions.places.told import told_of
from amends.app.customer import drafts, looks
from amends.app.customer.doors import LANGUAGE_COOKIE, Visit, case_door, order_door
from amends.app.customer.drafts import Draft
from amends.app.customer.files import add_given, claim_objected_to, trouble
from amends.app.customer.forms import read_answer, read_details
from amends.app.customer.looks.common import Option, current_offer, is_chosen
from amends.app.customer.looks.points import Asked
from amends.app.customer.places import asked_again, choose_page, wish_of
from amends.app.customer.progress import look_of
from amends.app.ledger.models import Offer
from amends.app.locale import LANGUAGES
from amends.core.choices import option_of
from amends.core.errors import AmendsError, BadChoice

LANGUAGE_SECONDS = 90 * 24 * 3600
BACK_TO_FORM = frozenset({"address", "window", "point", "contact"})


@require_safe
@case_door
def page(visit: Visit) -> HttpResponse:
    """The case as it stands: what happened, what we offer, how it goes, how it ended."""
    return render(visit.request, f"customer/{visit.case.state}.html", looks.page(visit))


@require_safe
@case_door
def status(visit: Visit) -> HttpResponse:
    """Whether the page would look different from the one that is shown."""
    return JsonResponse({"look": look_of(visit.case)})


@require_http_methods(["GET", "POST"])
@case_door
def choose(visit: Visit, option: str) -> HttpResponse:
    """Ask for the details of an option, then show what exactly would be done."""
    offer = current_offer(visit)
    chosen = option_of(offer.body, option) if offer else None
    if offer is None or chosen is None or is_chosen(offer):
        return _back(visit, "not_on_offer")
    if visit.request.method == "GET":
        return _form(visit, offer, chosen, {})
    details, wish = read_details(visit.request.POST, offer), wish_of(visit)
    try:
        clean = choices.reserve(offer=offer, option=option, details=details, now=visit.now)
    except Taken as problem:
        response = _again(visit, option, problem)
        drafts.keep(visit, response, Draft(offer.pk, option, {}, wish=wish))
        return response
    except BadChoice as problem:
        return _refuse(visit, offer, chosen, problem, details)
    try:
        add_given(visit, claim_objected_to(visit.case, now=visit.now))
    except AmendsError as problem:
        return _form(visit, offer, chosen, details, note=visit.speech.say(trouble(problem)))
    shown = told_of(visit.case, visit.request.POST.get("shown", ""), clean.get("point", ""))
    words = visit.request.POST.get("words", "")[:LONGEST_WORDS]
    response = HttpResponseRedirect(visit.url("confirm", option=option))
    drafts.keep(visit, response, Draft(offer.pk, option, clean, shown, words, wish))
    return response


@require_http_methods(["GET", "POST"])
@case_door
def confirm(visit: Visit, option: str) -> HttpResponse:
    """Show the exact final action; an explicit yes accepts it."""
    if visit.request.method == "POST":
        return _accept(visit, option)
    offer = current_offer(visit)
    chosen = option_of(offer.body, option) if offer else None
    if offer is None or chosen is None or is_chosen(offer):
        return _back(visit, "not_on_offer")
    kept = drafts.kept(visit)
    if kept is None or (kept.offer, kept.option) != (offer.pk, option):
        kept = Draft(offer.pk, option, {})
    try:
        _, clean = choices.check(offer, option, kept.details, now=visit.now)
    except BadChoice as problem:
        return _again(visit, option, problem)
    context = looks.confirmation(visit, offer, chosen, clean, shown=kept.shown)
    context["words"] = kept.words
    context["draft"] = drafts.pack(visit, replace(kept, details=clean))
    return render(visit.request, "customer/confirm.html", context)


@require_POST
@case_door
def answer(visit: Visit) -> HttpResponse:
    """Whether everything is right now."""
    said = read_answer(visit.request.POST)
    if said.solved is None:
        return _back(visit, "answer_missing")
    through = visit.through()
    try:
        aftercare.answer(
            case=visit.case,
            solved=said.solved,
            satisfied=said.satisfied,
            recommends=said.recommends,
            comment=said.comment,
            now=visit.now,
            by=word_of(through),
            through=through,
        )
    except aftercare.NotNow as problem:
        return _back(visit, problem.code)
    return _back(visit)


def _speak(visit: Visit) -> HttpResponse:
    """Speak another language, on this link only."""
    home = visit.url("page")
    asked = visit.request.POST.get("next", "")
    is_ours = asked.startswith(home) and "\\" not in asked
    response = HttpResponseRedirect(asked if is_ours else home)
    chosen = visit.request.POST.get("language", "")
    if chosen in LANGUAGES:
        response.set_cookie(
            LANGUAGE_COOKIE,
            chosen,
            max_age=LANGUAGE_SECONDS,
            path=home,
            secure=visit.request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response


language = require_POST(case_door(_speak))
order_language = require_POST(order_door(_speak))


def _form(
    visit: Visit, offer: Offer, option: Option, filled: dict[str, str], *, note: str = ""
) -> HttpResponse:
    context = looks.form(visit, offer, option, filled, asked=_wished(visit, offer, option))
    if not note:
        return choose_page(visit, context)
    context |= {"note": note, "words": visit.request.POST.get("words", "")}
    return choose_page(visit, context, status=422)


def _wished(visit: Visit, offer: Offer, option: Option) -> Asked | None:
    """What the customer wished for before they chose: what they wrote stays, and is looked up anew.

    It comes with the form, or is in the draft that their browser kept.
    """
    if "point" not in option["needs"]:
        return None
    kept = drafts.kept(visit)  # of an offer that may have been made anew since
    said = kept.wish if kept and kept.option == option["key"] else {}
    return asked_again(visit, offer, wish_of(visit) or said)


def _refuse(
    visit: Visit,
    offer: Offer,
    option: Option,
    problem: BadChoice,
    details: dict[str, str],
) -> HttpResponse:
    if problem.where not in BACK_TO_FORM:
        return _back(visit, problem.code)
    posted: QueryDict = visit.request.POST
    filled = {**details, "place": posted.get("place", "")}
    context = looks.form(visit, offer, option, filled, asked=_wished(visit, offer, option))
    context |= {"wrong": problem.where, "note": visit.speech.say(f"trouble.{problem.code}")}
    return choose_page(visit, context, status=422)


def _accept(visit: Visit, option: str) -> HttpResponse:
    draft = drafts.unpack(visit, visit.request.POST.get("draft", ""))
    offer = Offer.objects.filter(case=visit.case, pk=draft.offer).first() if draft else None
    if draft is None or offer is None or draft.option != option:
        return _back(visit, "not_on_offer")
    through = visit.through()
    try:
        choices.choose(
            offer=offer,
            option=option,
            details=draft.details,
            now=visit.now,
            by=word_of(through),
            handled_by=through,
            shown=draft.shown,
            words=draft.words,
        )
    except BadChoice as problem:
        return _again(visit, option, problem)
    response = _back(visit)
    drafts.forget(visit, response)
    return response


def _again(visit: Visit, option: str, problem: BadChoice) -> HttpResponse:
    if problem.where not in BACK_TO_FORM:
        return _back(visit, problem.code)
    query = "" if problem.code.endswith("_missing") else "?" + urlencode({"note": problem.code})
    return HttpResponseRedirect(visit.url("choose", option=option) + query)


def _back(visit: Visit, note: str = "") -> HttpResponse:
    query = "?" + urlencode({"note": note}) if note else ""
    return HttpResponseRedirect(visit.url("page") + query)
