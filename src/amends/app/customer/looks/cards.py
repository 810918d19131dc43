"""Options as cards, and an option as it was agreed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from amends.app.actions import phrases
from amends.app.actions.places.on_offer import on_offer
from amends.app.customer.doors import Visit
from amends.app.customer.looks.common import Context, Option
from amends.app.customer.looks.decided import Reason, reason_of
from amends.app.ledger.models import Offer

PICTURES = frozenset(
    {
        "bring_home",
        "other_point",
        "money_back",
        "send_again",
        "make_again",
        "delivery_price_back",
        "take_back",
        "person_calls",
    }
)


@dataclass(frozen=True, slots=True)
class Card:
    """One option as a card."""

    key: str
    picture: str
    title: str
    detail: str
    who: str
    when: str
    approver: str
    reason: Reason
    url: str


def card(visit: Visit, offer: Offer, option: Option) -> Card:
    """What, who, by when, and why."""
    step = "choose" if option["needs"] else "confirm"
    return Card(
        key=option["key"],
        picture=_picture(option["remedy"]),
        title=phrases.title(visit.speech, option),
        detail=phrases.detail(visit.speech, offer, option),
        who=phrases.who(visit.speech, option),
        when=_when(visit, offer, option),
        approver=phrases.approver(visit.speech, option),
        reason=reason_of(visit, offer, option),
        url=visit.url(step, option=option["key"]),
    )


def agreed(
    visit: Visit,
    offer: Offer,
    option: Option,
    details: Mapping[str, str],
    *,
    due_at: datetime | None = None,
) -> Context:
    """The exact action with its details; ``due_at`` is what was agreed, if it was chosen."""
    speech = visit.speech
    return {
        "picture": _picture(option["remedy"]),
        "action": phrases.action(speech, offer, option, order=visit.case.order.ref),
        "where": phrases.where(offer, details),
        "contact": details.get("contact", ""),
        "window": phrases.window(speech, details["window"]) if "window" in details else "",
        "by": phrases.by_when(speech, option, details, agreed=due_at),
        "who": phrases.who(speech, option),
        "approver": phrases.approver(speech, option),
        "gesture": phrases.gesture(speech, offer, option),
        "dues": phrases.dues(speech, offer),
    }


def _when(visit: Visit, offer: Offer, option: Option) -> str:
    if "window" in option["needs"]:
        free = on_offer(visit.case, offer.body, now=visit.now).windows
        if free:
            first = datetime.fromisoformat(free[0].split("/")[0])
            return visit.speech.say("page.earliest", day=visit.speech.day(first))
    return phrases.by_when(visit.speech, option, {})


def _picture(remedy: str) -> str:
    name = remedy if remedy in PICTURES else "other"
    return f"customer/icons/{name}.svg"
