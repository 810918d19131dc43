"""What the customer's forms say, as the actions want it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from amends.app.ledger.models import Offer

OTHER = "other"
FLAGS = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the customer says afterwards; ``solved`` is None where nothing was touched."""

    solved: bool | None
    satisfied: int | None
    recommends: bool | None
    comment: str


def read_details(posted: QueryDict, offer: Offer) -> dict[str, str]:
    """The details of an option: an address, a window, a point, how to reach the customer."""
    return {
        "address": _address(posted, offer),
        "window": posted.get("window", ""),
        "point": posted.get("point", ""),
        "contact": _line(posted.get("contact", "")),
    }


def _address(posted: QueryDict, offer: Offer) -> str:
    known = offer.body["possible"]["addresses"]
    chosen = posted.get("place", OTHER)
    if chosen.isdecimal() and int(chosen) < len(known):
        return str(known[int(chosen)]["text"])
    return _line(posted.get("address", ""))


def _line(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())


def read_answer(posted: QueryDict) -> Answer:
    """The answer to "is everything right now?"; what was not touched stays unsaid."""
    solved = FLAGS.get(posted.get("solved", ""))
    steps = posted.get("satisfied", "")
    return Answer(
        solved=solved,
        satisfied=int(steps) if solved and steps in {"1", "2", "3", "4", "5"} else None,
        recommends=FLAGS.get(posted.get("recommends", "")) if solved else None,
        comment=posted.get("comment", "").replace("\x00", "").strip(),
    )
