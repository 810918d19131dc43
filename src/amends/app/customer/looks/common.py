"""What every page shows, and what they all look up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amends.app.actions import phrases
from amends.app.actions.policy import current_policy
from amends.app.customer.doors import CASE, ORDER, Visit
from amends.app.customer.progress import look_of
from amends.app.ledger.models import Offer
from amends.core.wording import most_telling

Option = Mapping[str, Any]
Context = dict[str, Any]

FORMATS = "JPEG, PNG, WebP, HEIC, PDF"
LANGUAGE_NAMES = (("en", "EN", "English"), ("ru", "РУ", "Русский"), ("mn", "МН", "Монгол"))


ADDRESSES = {
    CASE: ("page", "answer", "reopen", "language", "status", "tell", "files", "standing"),
    ORDER: ("page", "language"),
}


def common(visit: Visit) -> Context:
    """Who speaks, to whom, about which order, in which language."""
    brand, place = phrases.sender(visit.case)
    return {
        "brand": brand or place,
        "place": place if brand else "",
        "initial": (brand or place or "?")[:1].upper(),
        "language": visit.speech.language,
        "languages": LANGUAGE_NAMES,
        "urls": {name: visit.url(name) for name in ADDRESSES[visit.door]},
        "here": visit.request.get_full_path(),
        "files_hint": visit.speech.say(
            "page.files_hint", count=current_policy().attachments.at_once, formats=FORMATS
        ),
        "title": visit.speech.say("page.title", order=visit.case.order.ref),
        "note": _note(visit),
        "name": visit.case.customer.name,
        "state": visit.case.state,
        "look": look_of(visit.case) if visit.door == CASE else "",
    }


def current_offer(visit: Visit) -> Offer | None:
    """The latest offer of the case."""
    offers = Offer.objects.filter(case=visit.case).select_related("decision", "choice")
    return offers.order_by("-id").first()


def is_chosen(offer: Offer) -> bool:
    """Whether one of its options was accepted."""
    return hasattr(offer, "choice")


def _note(visit: Visit) -> str:
    key = most_telling(f"trouble.{visit.request.GET.get('note', '')}")
    return visit.speech.say(key) if key else ""
