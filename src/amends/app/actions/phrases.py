"""An offer in words: what a letter and the customer's page say about each option."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Manager

from amends.app.actions.zones import zone_of
from amends.app.ledger.models import Brand, Case, Choice, Location, Offer, Point
from amends.app.locale import Speech, spoken
from amends.core import times
from amends.core.choices import gesture_of, option_of
from amends.core.offers import PERSON
from amends.core.wording import most_telling

Option = Mapping[str, Any]


def speech_for(case: Case, *, now: datetime, language: str = "") -> Speech:
    """How to speak to the customer of a case: their language and their time zone."""
    return Speech(language or spoken(case.customer.language), zone_of(case), now)


def sender(case: Case) -> tuple[str, str]:
    """The names of the brand, or else of the retailer, and of the location, which may be empty."""
    order = case.order
    brand = _name(Brand.objects, order.brand) or settings.AMENDS_RETAILER
    return brand, _name(Location.objects, order.location)


def _name(named: Manager[Any], code: str) -> str:
    if not code:
        return ""
    names = named.filter(code=code).values_list("name", flat=True)
    return next(iter(names), "") or code


def apology(speech: Speech, offer: Offer) -> list[str]:
    """The apology's sentences, in the order of the table."""
    visits = int(offer.decision.facts.get("wasted_visits", 0))
    return apologies(speech, offer.body["apology"], visits=visits)


def apologies(speech: Speech, lines: Iterable[str], *, visits: int) -> list[str]:
    """The lines that the table names, in words."""
    keys = [most_telling(f"apology.{key}.{visits}", f"apology.{key}") for key in lines]
    return [speech.say(key, count=visits) for key in keys if key]


def title(speech: Speech, option: Option) -> str:
    """The option in a few words; one that a shop added says the reason of its rule."""
    key = most_telling(f"remedy.{option['remedy']}.{option['who']}", f"remedy.{option['remedy']}")
    return speech.say(key) if key else reason(speech, option["reasons"])


def detail(speech: Speech, offer: Offer, option: Option) -> str:
    """What the option means for the customer."""
    key = most_telling(f"detail.{option['remedy']}.{option['who']}", f"detail.{option['remedy']}")
    return speech.say(key, amount=_money(speech, offer, option["amount"])) if key else ""


def action(speech: Speech, offer: Offer, option: Option, *, order: str) -> str:
    """The exact final action, as the customer confirms it."""
    key = most_telling(f"action.{option['remedy']}.{option['who']}", f"action.{option['remedy']}")
    if not key:
        return title(speech, option)
    return speech.say(key, order=order, amount=_money(speech, offer, option["amount"]))


def chosen(choice: Choice) -> Option:
    """The option that a choice is: it was on offer, or it could not have been chosen."""
    option = option_of(choice.offer.body, choice.option)
    assert option is not None
    return option


def where(offer: Offer, details: Mapping[str, str]) -> str:
    """The chosen address, or the name and address of the chosen point, or an empty text."""
    return details.get("address") or point_name(offer, details.get("point", ""))


def gesture(speech: Speech, offer: Offer, option: Option | None = None) -> str:
    """What comes on top of the option, or an empty text.

    Without an option: what comes on top of the choices, and on top of which it does not.
    """
    given = gesture_of(offer.body, option)
    if not given:
        return ""
    key = most_telling(f"gesture.{given['kind']}")
    amount = _money(speech, offer, given["amount"])
    said = (
        speech.say(key, what=given["what"], amount=amount)
        if key
        else reason(speech, given["reasons"])
    )
    deeds = [] if option else [o for o in offer.body["options"] if o.get("gives") != PERSON]
    without = [each for each in deeds if not gesture_of(offer.body, each)]
    if not without:
        return said
    titles = ", ".join(speech.say("gesture.quoted", title=title(speech, each)) for each in without)
    return f"{said} {speech.say('gesture.not_with', titles=titles)}"


def dues(speech: Speech, offer: Offer) -> list[str]:
    """What the law adds to whatever is chosen, a sentence each."""
    return [
        f"{_due(speech, offer, due)} {reason(speech, due['reasons'])}"
        for due in offer.body.get("dues", ())
    ]


def _due(speech: Speech, offer: Offer, due: Mapping[str, Any]) -> str:
    key = most_telling(f"due.{due['kind']}", "due.penalty")
    return speech.say(key, amount=_money(speech, offer, due["amount"]))


def approver(speech: Speech, option: Option) -> str:
    """Who has to say yes first, or an empty text."""
    key = most_telling(f"approver.{option.get('approver') or ''}")
    return speech.say(key) if key else ""


def who(speech: Speech, option: Option) -> str:
    """Who does it."""
    key = most_telling(f"who.{option['who']}")
    return speech.say(key) if key else str(option["who"])


def by_when(
    speech: Speech, option: Option, details: Mapping[str, str], *, agreed: datetime | None = None
) -> str:
    """The chosen window; else the latest moment: as it was agreed, or if it were chosen now."""
    if "window" in details:
        return window(speech, details["window"])
    return speech.by(agreed or times.by_when(option, details, now=speech.now, zone=speech.zone))


def window(speech: Speech, text: str) -> str:
    """A window such as an offer holds it, in words."""
    start, end = (datetime.fromisoformat(part) for part in text.split("/"))
    return speech.window(start, end)


def point_name(offer: Offer, code: str) -> str:
    """The name and address of a point: as it was offered, else as it is stored now."""
    offered = offer.body["possible"]["points"]
    known = next((point for point in offered if point["code"] == code), None)
    if known is None and code:
        known = Point.objects.filter(code=code).values("name", "address").first()
    return ", ".join(filter(None, (known["name"], known["address"]))) if known else code


def reason(speech: Speech, reasons: Mapping[str, str]) -> str:
    """Why a rule applied, in the customer's language or else in English."""
    return reasons.get(speech.language) or reasons.get("en", "")


def _money(speech: Speech, offer: Offer, amount: str) -> str:
    return speech.money(amount, offer.body["currency"]) if amount else ""
