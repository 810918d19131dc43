"""Pickup points to choose from: those of the offer, and those found where it suits the customer."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from amends.app.actions import phrases
from amends.app.actions.places.being_there import nowhere_before
from amends.app.actions.places.drawing import End, Mark, address_of_tiles, drawn, is_drawn
from amends.app.actions.places.ground import finds_addresses
from amends.app.actions.places.shown import STRAIGHT, Facts, facts_of, reasons
from amends.app.actions.places.told import sign_told
from amends.app.actions.places.windows import windows_to_pass
from amends.app.actions.places.wishes import Granted, Meant, Wish
from amends.app.customer.doors import Visit
from amends.app.customer.looks.common import Context, Option
from amends.app.customer.looks.which import Candidate, candidates_of
from amends.app.ledger.models import Offer, Point
from amends.app.locale import Speech
from amends.app.locale.hours import readable
from amends.core.places import Spot
from amends.core.wording import most_telling

WORDS = ("zoom_in", "zoom_out", "close")


@dataclass(frozen=True, slots=True)
class Asked:
    """A wish, what it led to, and the fields of the form that said it."""

    wish: Wish
    granted: Granted
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Item:
    """A point in the list; ``label`` is its number on the map, ``lines`` say why it suits."""

    code: str
    label: str
    name: str
    address: str
    hours: str
    lines: Sequence[str]
    spot: Spot | None


def points(
    visit: Visit,
    offer: Offer,
    option: Option,
    offered: Sequence[Mapping[str, Any]],
    asked: Asked | None,
) -> Context:
    """The lists, the map, and the form that asks where it would suit."""
    facts = _facts(asked)
    found = _found_items(visit, asked, facts)
    candidates = candidates_of(visit.speech, asked.granted if asked else None)
    to_ask = [each for some in candidates.values() for each in some]
    own = _own_items(visit, offered, without=facts, numbered=not found and not to_ask)
    return {
        "found": _found(visit, asked, found) if asked and asked.granted.suiting else None,
        "points": own,
        "shown": sign_told(visit.case, facts),
        "map": _map(visit, to_ask or found or own, asked if found else None),
        "ask": _ask(visit, offer, option, asked, candidates),
    }


def _facts(asked: Asked | None) -> dict[str, Facts]:
    if asked is None or asked.granted.suiting is None:
        return {}
    granted = asked.granted
    return {
        each.point.code: facts_of(
            each, mode=asked.wish.mode, window=granted.window, near=granted.end is None
        )
        for each in asked.granted.suiting.points
    }


def _found_items(visit: Visit, asked: Asked | None, facts: Mapping[str, Facts]) -> list[Item]:
    found = asked.granted.suiting.points if asked and asked.granted.suiting else ()
    return [
        Item(
            code=each.point.code,
            label=str(number),
            name=each.point.name or each.point.code,
            address=each.point.address,
            hours="",
            lines=reasons(facts[each.point.code], visit.speech),
            spot=each.answer.spot,
        )
        for number, each in enumerate(found, 1)
    ]


def _own_items(
    visit: Visit,
    offered: Sequence[Mapping[str, Any]],
    *,
    without: Collection[str],
    numbered: bool,
) -> list[Item]:
    left = [point for point in offered if point["code"] not in without]
    spots = _spots([point["code"] for point in left])
    return [
        Item(
            code=point["code"],
            label=str(number) if numbered else "",
            name=point["name"],
            address=point["address"],
            hours=readable(point["hours"], visit.speech),
            lines=(),
            spot=spots.get(point["code"]),
        )
        for number, point in enumerate(left, 1)
    ]


def _spots(codes: Collection[str]) -> Mapping[str, Spot]:
    placed = Point.objects.filter(code__in=codes, latitude__isnull=False)
    rows = placed.values_list("code", "latitude", "longitude")
    return {code: (north, east) for code, north, east in rows if north is not None and east}


def _found(visit: Visit, asked: Asked, items: Sequence[Item]) -> Context:
    say, granted = visit.speech.say, asked.granted
    suiting = granted.suiting
    by_line = suiting is not None and any(each.by == STRAIGHT for each in suiting.points)
    notes = [
        _when_instead(visit.speech, granted),
        say("place.straight") if by_line else "",
    ]
    return {
        "items": items,
        "title": say("place.found", count=len(items)) if items else say("place.none"),
        "about": _about(visit.speech, granted) if items else "",
        "notes": [note for note in notes if note],
        "more": {**asked.fields, "more": "1"} if granted.has_more else None,
    }


def _when_instead(speech: Speech, granted: Granted) -> str:
    """Why it is another time than the one that was chosen, if it is."""
    if granted.not_before:
        return speech.say("place.not_yet", when=speech.by(granted.not_before))
    return speech.say("place.later") if granted.is_later else ""


def _about(speech: Speech, granted: Granted) -> str:
    window = phrases.window(speech, granted.window)
    start, end = granted.start, granted.end
    if end is not None and start is not None:
        names = {"start": _name(speech, start), "end": _name(speech, end)}
        return speech.say("place.of_way", **names, window=window)
    if start is None or not start.text:
        return speech.say("place.of_here", window=window)
    return speech.say("place.of_spot", start=start.text, window=window)


def _name(speech: Speech, place: Meant) -> str:
    return place.text or speech.say("place.here")


def _map(visit: Visit, items: Sequence[Item | Candidate], asked: Asked | None) -> Context | None:
    """The points and the way, or the places of which one is meant; None where nothing can be drawn:
    the list says all of it."""
    marks = [
        Mark(item.code, item.spot, item.label, item.name, _told(item))
        for item in items
        if item.spot
    ]
    if not marks or not is_drawn():
        return None
    granted = asked.granted if asked else Granted(None)
    way = granted.suiting.way if granted.suiting else None
    ends = [
        End(place.spot, _name(visit.speech, place))
        for place in (granted.start, granted.end)
        if place and place.spot
    ]
    return drawn(
        marks,
        streets=address_of_tiles(visit.url("streets", zoom="0", x="0", y="0")),
        words={word: visit.speech.say(f"place.{word}") for word in WORDS},
        way=way.line if way else (),
        ends=ends,
    )


def _told(item: Item | Candidate) -> Sequence[str]:
    if isinstance(item, Candidate):
        return (item.about,)
    return item.address, item.hours, *item.lines


def _ask(
    visit: Visit,
    offer: Offer,
    option: Option,
    asked: Asked | None,
    candidates: Mapping[str, Sequence[Candidate]],
) -> Context | None:
    windows = windows_to_pass(visit.case, now=visit.now)
    if not windows:
        return None
    by_text = finds_addresses()
    granted = asked.granted if asked else None
    there = nowhere_before(visit.case, now=visit.now)
    return {
        "there": visit.speech.say("place.there", when=visit.speech.by(there)) if there else "",
        "url": visit.url("find", option=option["key"]),
        "by_text": by_text,
        "known": _known(visit, offer) if by_text else (),
        "windows": [(window, phrases.window(visit.speech, window)) for window in windows],
        "wish": asked.wish if asked else None,
        "said": {name: text for name, text in asked.fields.items() if text} if asked else {},
        "start": _place(visit, asked, "start", candidates),
        "end": _place(visit, asked, "end", candidates),
        "trouble": visit.speech.say("place.missing") if granted and not granted.start else "",
        "is_open": granted is not None and granted.suiting is None,
    }


def _known(visit: Visit, offer: Offer) -> Sequence[str]:
    """What the buttons say for the addresses that are known."""
    say = visit.speech.say
    labels = [str(each["label"]).strip() for each in offer.body["possible"]["addresses"]]
    keys = [most_telling(f"place.near_{label.lower()}") for label in labels]
    return [
        say(key) if key else say("place.near_label", label=label)
        for key, label in zip(keys, labels, strict=True)
    ]


def _place(
    visit: Visit, asked: Asked | None, field: str, candidates: Mapping[str, Sequence[Candidate]]
) -> Context:
    """A text field: what was written, what it was taken for, or what it may mean."""
    typed = asked.fields.get(field, "") if asked else ""
    granted = asked.granted if asked else Granted(None)
    meant = granted.start if field == "start" else granted.end
    found = candidates.get(field, ())
    place = {"text": typed, "picked": "", "found": (), "trouble": "", "taken": ""}
    by_button = asked is not None and asked.fields.get("ask")
    if meant is None or (meant.spot and by_button):
        return place
    if meant.spot:
        is_same = meant.text.casefold() == typed.casefold()
        taken = "" if is_same else visit.speech.say("place.taken", name=meant.text)
        return {**place, "picked": meant.picked, "taken": taken}
    trouble = visit.speech.say("place.which" if found else "place.unknown", text=meant.text)
    return {**place, "text": meant.text, "found": found, "trouble": trouble}
