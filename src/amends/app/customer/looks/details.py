"""The form of the details that an option needs, and the confirmation."""

from __future__ import annotations

from collections.abc import Mapping

from amends.app.actions import choices
from amends.app.actions.places.on_offer import on_offer
from amends.app.actions.places.shown import Facts, as_agreed, reasons
from amends.app.actions.policy import current_policy
from amends.app.customer.doors import Visit
from amends.app.customer.looks.cards import agreed, card
from amends.app.customer.looks.common import Context, Option, common
from amends.app.customer.looks.points import Asked, points
from amends.app.customer.slots import timetable
from amends.app.ledger.models import Offer
from amends.core.wording import most_telling

NEED = "point"


def form(
    visit: Visit,
    offer: Offer,
    option: Option,
    filled: Mapping[str, str],
    *,
    asked: Asked | None = None,
) -> Context:
    """What the customer may fill in, and what they filled in already.

    ``asked``: what they said of where it would suit them, and what that led to.
    """
    possible = offer.body["possible"]
    now_there = on_offer(visit.case, offer.body, now=visit.now)
    addresses = [
        {"label": _label(visit, address["label"]), "text": address["text"]}
        for address in possible["addresses"]
    ]
    with_points: Context = {}
    if NEED in option["needs"]:
        with_points = points(visit, offer, option, now_there.points, asked)
    return {
        **common(visit),
        "card": card(visit, offer, option),
        "needs": option["needs"],
        "objects": option["remedy"] in current_policy().objections.remedies,
        "addresses": addresses,
        "ask_where": visit.speech.say(
            most_telling(f"page.ask_where.{option['remedy']}", "page.ask_where")
        ),
        "days": timetable(now_there.windows, visit.speech),
        "filled": {"contact": possible.get("contact", ""), **filled},
        **with_points,
    }


def confirmation(
    visit: Visit,
    offer: Offer,
    option: Option,
    details: Mapping[str, str],
    *,
    shown: Facts,
) -> Context:
    """The exact final action, before the explicit yes; ``shown``: what was told of the point."""
    back = visit.url("choose", option=option["key"]) if option["needs"] else visit.url("page")
    due_at = choices.agreed_by(visit.case, option, details, now=visit.now)
    return {
        **common(visit),
        **agreed(visit, offer, option, details, due_at=due_at),
        "why": reasons(as_agreed(shown, due_at), visit.speech) if shown else (),
        "back": back,
    }


def _label(visit: Visit, label: str) -> str:
    known = most_telling(f"page.address.{label.strip().lower()}")
    return visit.speech.say(known) if known else label
