"""Where another point would suit, as an agent types it; fields belong to their option."""

from __future__ import annotations

from django.http import HttpRequest

from amends.app.actions.places.wishes import LONGEST, Said, Wish
from amends.app.console.words import word
from amends.app.ledger.models import Offer
from amends.core.places.roads import Mode


def option_asked(request: HttpRequest, deed: str) -> str:
    """The option whose button was pressed, or an empty text."""
    return request.POST.get(deed, "").partition(":")[0]


def read_wish(request: HttpRequest, option: str, offer: Offer) -> Wish:
    """Near a known address, or from one place to another."""
    posted = request.POST
    start, end = (_said(request, f"{option}.{name}") for name in ("start", "end"))
    known = posted.get("find", "").partition(":")[2]
    if known:
        start, end = Said(_known(known, offer)), Said()
    return Wish(
        start=start,
        end=end,
        mode=Mode.CAR if posted.get(f"{option}.by") == Mode.CAR else Mode.WALK,
        window=posted.get(f"{option}.when", ""),
    )


def words_against(reason: str) -> str:
    """A reason in the language in force."""
    return word(reason, "point_why")


def _said(request: HttpRequest, name: str) -> Said:
    """What was picked counts for the text that it was picked for only."""
    text = request.POST.get(name, "")[:LONGEST]
    is_same = text == request.POST.get(f"{name}_was", "")
    return Said(text, request.POST.get(f"{name}_is", "") if is_same else "")


def _known(number: str, offer: Offer) -> str:
    known = offer.body["possible"]["addresses"]
    return str(known[int(number)]["text"]) if number in map(str, range(len(known))) else ""
