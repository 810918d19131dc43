"""What the customer's forms say, as the actions want it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from amends.app.actions.places.wishes import Said, Wish
from amends.app.ledger.models import Offer
from amends.core.places.roads import Mode

OTHER = "other"
HERE = "here"
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


def read_wish(posted: QueryDict, offer: Offer) -> Wish:
    """Where it would suit: near a known address, near here, or on the way from one to another."""
    start, end = (_said(posted, name) for name in ("start", "end"))
    asked = posted.get("ask", "")
    if asked == HERE:
        start, end = Said(picked=posted.get("here", "")), Said()
    elif asked:
        start, end = Said(_known(asked, offer)), Said()
    return Wish(
        start=start,
        end=end,
        mode=Mode.CAR if posted.get("by") == Mode.CAR else Mode.WALK,
        window=posted.get("when", ""),
        more=posted.get("more") == "1",
    )


def _said(posted: QueryDict, name: str) -> Said:
    """What was picked counts for the text that it was picked for only."""
    text = _line(posted.get(name, ""))
    is_same = text == posted.get(f"{name}_was", "")
    return Said(text, posted.get(f"{name}_is", "") if is_same else "")


def _known(number: str, offer: Offer) -> str:
    known = offer.body["possible"]["addresses"]
    return str(known[int(number)]["text"]) if number in map(str, range(len(known))) else ""


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
