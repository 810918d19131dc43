"""Where it would suit the customer: points on their way, and the streets of the map."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from amends.app.actions import throttle
from amends.app.actions.places.drawing import streets_in, with_tiles
from amends.app.actions.places.wishes import grant
from amends.app.customer import looks
from amends.app.customer.doors import HEADERS, Visit, case_door
from amends.app.customer.forms import read_wish
from amends.app.customer.looks.common import Context, current_offer, is_chosen
from amends.app.customer.looks.points import Asked
from amends.app.ledger.models import Offer
from amends.core.choices import option_of

POLICY = "Content-Security-Policy"
FIELDS = ("ask", "here", "start", "start_is", "start_was", "end", "end_is", "end_was", "by", "when")
LONGEST = 400
"""Letters of a field that is shown again."""
MOST_TILES = 600
WITHIN = timedelta(minutes=10)
KEPT = "private, max-age=86400"


@require_http_methods(["GET", "POST"])
@case_door
def find(visit: Visit, option: str) -> HttpResponse:
    """The points that suit where the customer says; asked by POST, so that no address tells it."""
    offer = current_offer(visit)
    chosen = option_of(offer.body, option) if offer else None
    if offer is None or chosen is None or is_chosen(offer) or "point" not in chosen["needs"]:
        return HttpResponseRedirect(visit.url("choose", option=option))
    if visit.request.method == "GET":
        return HttpResponseRedirect(visit.url("choose", option=option))
    asked = _granted(visit, offer, visit.request.POST)
    return choose_page(visit, looks.form(visit, offer, chosen, {}, asked=asked))


def wish_of(visit: Visit) -> dict[str, str]:
    """The fields of the wish that led to what is chosen, as the form of the choice carries them."""
    said = {name: visit.request.POST.get(f"wish_{name}", "")[:LONGEST] for name in FIELDS}
    return {name: text for name, text in said.items() if text}


def asked_again(visit: Visit, offer: Offer, said: Mapping[str, str]) -> Asked | None:
    """What a wish leads to now; ``None`` where nothing was wished for."""
    if not said:
        return None
    posted = QueryDict(mutable=True)
    posted.update(said)
    return _granted(visit, offer, posted)


def _granted(visit: Visit, offer: Offer, posted: QueryDict) -> Asked:
    wish = read_wish(posted, offer)
    fields = {name: posted.get(name, "")[:LONGEST] for name in FIELDS}
    return Asked(wish, grant(visit.case, wish, now=visit.now), fields)


@require_safe
@case_door
def streets(visit: Visit, zoom: int, x: int, y: int) -> HttpResponse:
    """The streets of one tile; the customer's own browser keeps them for a day."""
    what = ("streets", str(visit.case.pk))
    if not throttle.may_try(*what, most=MOST_TILES, within=WITHIN, now=visit.now):
        return JsonResponse({"error": "too_many"}, status=429)
    try:
        found = streets_in(zoom, x, y)
    except ValueError:
        found = None
    if found is None:
        return JsonResponse({"error": "no_such_tile"}, status=404)
    return JsonResponse(found, headers={"Cache-Control": KEPT})


def choose_page(visit: Visit, context: Context, status: int = 200) -> HttpResponse:
    """The form of an option's details; with a map, pictures from its tiles' host are let in."""
    response = render(visit.request, "customer/choose.html", context, status=status)
    if context.get("map"):
        response[POLICY] = with_tiles(HEADERS[POLICY])
    return response
