"""What the templates show: the case as plain values, already in the customer's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amends.app.actions import phrases
from amends.app.actions.story import story_of
from amends.app.customer.doors import LANGUAGE_COOKIE, Visit
from amends.app.customer.hours import readable
from amends.app.customer.progress import look_of, progress_of
from amends.app.customer.slots import timetable
from amends.app.ledger.models import Choice, FollowUp, Offer, Remedy
from amends.core.wording import most_telling

Option = Mapping[str, Any]
Context = dict[str, Any]

LANGUAGE_NAMES = (("en", "EN", "English"), ("ru", "РУ", "Русский"), ("mn", "МН", "Монгол"))
PERSON = "person_calls"
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
MOUTHS = (
    ("1", "M15 34c4-7 14-7 18 0"),
    ("2", "M17 32c4-3 10-3 14 0"),
    ("3", "M17 31h14"),
    ("4", "M17 29c4 4 10 4 14 0"),
    ("5", "M15 28c3 8 15 8 18 0z"),
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
    reason: str
    url: str


def common(visit: Visit) -> Context:
    """What every page shows: who speaks, to whom, about which order, in which language."""
    brand, place = phrases.sender(visit.case)
    said = visit.speech.say
    trouble = visit.request.GET.get("note", "")
    return {
        "brand": brand or place,
        "place": place if brand else "",
        "initial": (brand or place or "?")[:1].upper(),
        "language": visit.speech.language,
        "languages": LANGUAGE_NAMES,
        "language_cookie": LANGUAGE_COOKIE,
        "urls": {name: visit.url(name) for name in ("page", "answer", "language", "status")},
        "here": visit.request.get_full_path(),
        "title": said("page.title", order=visit.case.order.ref),
        "note": said(f"trouble.{trouble}") if most_telling(f"trouble.{trouble}") else "",
        "name": visit.case.customer.name,
        "state": visit.case.state,
        "look": look_of(visit.case),
    }


def page(visit: Visit) -> Context:
    """The page in the state the case is in."""
    visits = visit.case.promise.wasted_visits
    context = {
        **common(visit),
        "story": story_of(visit.case, speech=visit.speech),
        "visits": visit.speech.say("page.visits", count=visits) if visits else "",
    }
    offer = current_offer(visit)
    return (
        {**context, **BY_STATE.get(visit.case.state, _nothing)(visit, offer)} if offer else context
    )


def current_offer(visit: Visit) -> Offer | None:
    """The latest offer of the case."""
    offers = Offer.objects.filter(case=visit.case).select_related("decision", "choice")
    return offers.order_by("-id").first()


def option_of(offer: Offer, key: str) -> Option | None:
    """One option of an offer."""
    return next((option for option in offer.body["options"] if option["key"] == key), None)


def form(visit: Visit, offer: Offer, option: Option, filled: Mapping[str, str]) -> Context:
    """The form of the details that an option needs."""
    possible = offer.body["possible"]
    return {
        **common(visit),
        "card": card(visit, offer, option),
        "needs": option["needs"],
        "addresses": [
            {"label": _label(visit, address["label"]), "text": address["text"]}
            for address in possible["addresses"]
        ],
        "days": timetable(possible["windows"], visit.speech),
        "points": [
            {**point, "hours": readable(point["hours"], visit.speech)}
            for point in possible["points"]
        ],
        "filled": filled,
    }


def confirmation(visit: Visit, offer: Offer, option: Option, details: Mapping[str, str]) -> Context:
    """The exact final action, before the explicit yes."""
    return {
        **common(visit),
        **_agreed(visit, offer, option, details),
        "back": visit.url("choose", option=option["key"]) if option["needs"] else visit.url("page"),
    }


def card(visit: Visit, offer: Offer, option: Option) -> Card:
    """One option as a card."""
    step = "choose" if option["needs"] else "confirm"
    return Card(
        key=option["key"],
        picture=_picture(option["remedy"]),
        title=phrases.title(visit.speech, option),
        detail=phrases.detail(visit.speech, offer, option),
        who=phrases.who(visit.speech, option),
        when=_when(visit, offer, option),
        reason=phrases.reason(visit.speech, option["reasons"]),
        url=visit.url(step, option=option["key"]),
    )


def _when(visit: Visit, offer: Offer, option: Option) -> str:
    windows = offer.body["possible"]["windows"]
    free = [text for text in windows if datetime.fromisoformat(text.split("/")[0]) > visit.now]
    if "window" in option["needs"] and free:
        first = datetime.fromisoformat(free[0].split("/")[0])
        return visit.speech.say("page.earliest", day=visit.speech.day(first))
    return phrases.by_when(visit.speech, option, {})


def _picture(remedy: str) -> str:
    name = remedy if remedy in PICTURES else "other"
    return f"customer/icons/{name}.svg"


def _label(visit: Visit, label: str) -> str:
    known = most_telling(f"page.address.{label.strip().lower()}")
    return visit.speech.say(known) if known else label


def _agreed(visit: Visit, offer: Offer, option: Option, details: Mapping[str, str]) -> Context:
    said = visit.speech
    return {
        "offer": offer,
        "picture": _picture(option["remedy"]),
        "agreed": phrases.title(said, option),
        "action": phrases.action(said, offer, option, order=visit.case.order.ref),
        "where": phrases.where(offer, details),
        "window": phrases.window(said, details["window"]) if "window" in details else "",
        "by": phrases.by_when(said, option, details),
        "who": phrases.who(said, option),
        "gesture": phrases.gesture(said, offer),
    }


def _decided(visit: Visit, offer: Offer) -> Context:
    reasons = [offer.body["fault_reasons"]]
    if offer.body["gesture"]:
        reasons.append(offer.body["gesture"]["reasons"])
    decision = offer.decision
    return {
        "reasons": [phrases.reason(visit.speech, each) for each in reasons],
        "rulebook": visit.speech.say(
            "page.rulebook", rulebook=decision.rulebook, version=decision.version
        ),
    }


def _nothing(visit: Visit, offer: Offer) -> Context:
    return {}


def _offered(visit: Visit, offer: Offer) -> Context:
    cards = [card(visit, offer, option) for option in offer.body["options"]]
    ends_with_person = len(cards) > 1 and cards[-1].key == PERSON
    has_run_out = visit.now > offer.valid_until
    until = visit.speech.at(offer.valid_until)
    return {
        "apology": phrases.apology(visit.speech, offer),
        "cards": cards[:-1] if ends_with_person else cards,
        "person": cards[-1] if ends_with_person else None,
        "gesture": phrases.gesture(visit.speech, offer),
        "until": visit.speech.say("page.choose_until", until=until),
        "ran_out": visit.speech.say("page.ran_out", until=until) if has_run_out else "",
        **_decided(visit, offer),
    }


def _chosen(visit: Visit, offer: Offer) -> Context:
    choice = Choice.objects.filter(offer__case=visit.case).select_related("offer__decision")
    made = choice.order_by("-chosen_at", "-id").first()
    option = option_of(made.offer, made.option) if made else None
    if made is None or option is None:
        return {}
    remedies = Remedy.objects.filter(choice=made).order_by("is_gesture", "id")
    return {
        **_agreed(visit, made.offer, option, made.details),
        **_decided(visit, made.offer),
        "chosen_reason": phrases.reason(visit.speech, option["reasons"]),
        "progress": progress_of(list(remedies), visit.speech),
    }


def _mended(visit: Visit, offer: Offer) -> Context:
    follow_up = FollowUp.objects.filter(case=visit.case, round=visit.case.round).first()
    waits = follow_up is not None and follow_up.started_at is None and follow_up.due_at > visit.now
    soon = follow_up.due_at if follow_up and waits else None
    return {
        **_chosen(visit, offer),
        "asked_at": visit.speech.say("page.asked_at", clock=visit.speech.clock(soon))
        if soon
        else "",
        "mouths": MOUTHS,
    }


BY_STATE = {
    "offered": _offered,
    "mending": _chosen,
    "mended": _mended,
    "solved": _chosen,
    "closed": _chosen,
}
