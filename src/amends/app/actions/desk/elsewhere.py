"""Another point for a customer on the telephone: what to say at each step, and what was found.

Every line is there in the customer's language and in the reader's, with the answer to "what do you
mean?" (R6). What a customer says of where they pass is used for one answer, and not kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from amends.app.actions import phrases
from amends.app.actions.desk.incidents import failing_among
from amends.app.actions.desk.none_suits import what_would, why_none
from amends.app.actions.places.finding import find_points
from amends.app.actions.places.ground import finds_addresses
from amends.app.actions.places.shown import Facts, facts_of, reasons
from amends.app.actions.places.suiting import Suited, against
from amends.app.actions.places.told import sign_told
from amends.app.actions.places.windows import windows_to_pass
from amends.app.actions.places.wishes import (
    Granted,
    Meant,
    Wish,
    grant,
    nothing_suits,
    pick,
)
from amends.app.ledger.models import Case, Point
from amends.app.locale import Speech
from amends.core.places import Spot
from amends.core.places.choosing import Why

MOST_WHY = 5
OWN, INCIDENT = "own", "incident"
WHERE, WHICH, UNKNOWN, FOUND, NONE = "where", "which", "unknown", "found", "none"

ASK = {
    WHERE: _(
        "Where would it suit you: near home, near work, or on your way? From where to where do you "
        "go, and when do you pass?"
    ),
    WHICH: _("There are several places called “{text}”. Which one do you mean?"),
    UNKNOWN: _(
        "I do not find “{text}”. Which street and house number is it, or which station is near?"
    ),
    FOUND: _("I have found a point for you: {name}. {reasons} Would that suit you?"),
    NONE: _(
        "No point there is open then and has your parcel. Would another time or another way suit "
        "you, or shall we bring it to you?"
    ),
}
MEAN = {
    WHERE: _(
        "I look for a point that hardly costs you a detour, is open when you pass, and has your "
        "parcel by then. A street, a house or a station is enough."
    ),
    WHICH: _(
        "I would not like to send you to the wrong side of the town. A quarter or a street nearby "
        "tells me which one it is."
    ),
    UNKNOWN: _(
        "My map knows streets, houses and stations. Anything close to where you pass is enough."
    ),
    FOUND: _(
        "I leave out points where people came in vain. What I name is open when you pass, and has "
        "your parcel by then. We bring it there; you need not do anything."
    ),
    NONE: _("I do not send you anywhere that I am not sure of: you should not come in vain again."),
}
"""What to say at a step, and what it means if the customer asks."""
NOT_YET = _("The parcel is not there yet at that time. It is there {when}.")


@dataclass(frozen=True, slots=True)
class Line:
    """What to say now, and the answer to "what do you mean?", in one language."""

    language: str
    say: str
    mean: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """A point that was found; ``lines`` say why it suits, ``said`` the same to the customer."""

    code: str
    label: str
    name: str
    address: str
    spot: Spot
    lines: Sequence[str]
    said: Sequence[str]


@dataclass(frozen=True, slots=True)
class WhyNot:
    """A point that was asked about; without ``reasons`` nothing is against it."""

    code: str
    name: str
    address: str
    reasons: Sequence[str]
    said: Sequence[str]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The search as it stands: what was understood, what was found, and what to say next.

    ``not_before`` says when the parcel is there, if not yet at the time that was wished for;
    ``windows`` are (value, words). Where nothing suits, ``why_none`` counts the points by what
    leaves them out, and ``would`` says what would help. ``told`` are the facts of what was found,
    as a form carries them.
    """

    wish: Wish | None
    start: Meant | None
    end: Meant | None
    choices: Mapping[str, Sequence[tuple[str, str]]]
    points: Sequence[Suggested]
    granted: Granted | None
    is_later: bool
    not_before: str
    own: Line
    theirs: Line
    windows: Sequence[tuple[str, str]]
    by_text: bool
    why_none: Sequence[str] = ()
    would: Sequence[str] = ()
    told: str = ""


def look_elsewhere(
    case: Case, wish: Wish | None, *, ours: Speech, theirs: Speech, now: datetime
) -> Elsewhere:
    """What a wish leads to; without one, what to ask first."""
    granted = grant(case, wish, now=now) if wish else None
    facts = _facts(wish, granted) if wish and granted else {}
    points = _suggested(granted, facts, ours, theirs) if granted else []
    step, meant = _step(granted, bool(points))
    none = nothing_suits(case, wish, granted, now=now) if wish and granted else None

    def line(speech: Speech) -> Line:
        why = points[0].lines if points and speech is ours else points[0].said if points else ()
        name = ", ".join(filter(None, (points[0].name, points[0].address))) if points else ""
        return _line(step, speech, text=meant, name=name, reasons=_sentences(why))

    return Elsewhere(
        wish=wish,
        start=granted.start if granted else None,
        end=granted.end if granted else None,
        choices=_choices(granted),
        points=points,
        granted=granted,
        is_later=bool(granted and granted.is_later),
        not_before=_not_yet(granted, ours),
        own=line(ours),
        theirs=line(theirs),
        windows=[(each, phrases.window(ours, each)) for each in windows_to_pass(case, now=now)],
        by_text=finds_addresses(),
        why_none=why_none(none, ours) if none else (),
        would=what_would(none, ours) if none else (),
        told=sign_told(case, facts),
    )


def why_not(
    case: Case, text: str, *, words: Callable[[str], str], theirs: str, now: datetime
) -> Sequence[WhyNot]:
    """The points that a text may name, each with all that is against it for this parcel.

    ``words`` say a reason in the language in force: a ``Why``, ``own`` (the parcel waits at that
    very point) or ``incident`` (it is not working now). ``theirs`` is the customer's language.
    """
    text = text.strip().replace("\x00", "")
    if not text:
        return ()
    named = list(Point.objects.filter(code=text))
    points = named or list(find_points(search=text)[:MOST_WHY])
    codes = [point.code for point in points]
    found, failing = against(case, codes, now=now), failing_among(codes)
    own = case.order.point
    about = [_about(found[code], code == own, code in failing) for code in codes]
    return [_why_not(point, said, words, theirs) for point, said in zip(points, about, strict=True)]


def _about(found: Sequence[Why], is_own: bool, is_failing: bool) -> Sequence[str]:
    """What is said of a point; of one that fails now, not what its past record lacks."""
    first = [OWN] * is_own + [INCIDENT] * is_failing
    unsaid = {Why.LEFT_OUT} if first else set()
    unsaid |= {Why.RELIABILITY} if is_failing else set()
    return [*first, *(why.value for why in found if why not in unsaid)]


def _why_not(
    point: Point, reasons: Sequence[str], words: Callable[[str], str], theirs: str
) -> WhyNot:
    ours = [words(reason) for reason in reasons]
    with translation.override(theirs):
        said = [words(reason) for reason in reasons]
    return WhyNot(point.code, point.name or point.code, point.address, ours, said)


def _step(granted: Granted | None, has_points: bool) -> tuple[str, str]:
    """Which step of the conversation it is, and the place that it is about."""
    if granted is None or granted.start is None:
        return WHERE, ""
    for place in (granted.start, granted.end):
        if place is not None and place.spot is None:
            return (WHICH if place.found else UNKNOWN), place.text
    return (FOUND if has_points else NONE), ""


def _line(step: str, speech: Speech, **values: str) -> Line:
    with translation.override(speech.language):
        return Line(speech.language, str(ASK[step]).format(**values), str(MEAN[step]))


def _not_yet(granted: Granted | None, speech: Speech) -> str:
    if granted is None or granted.not_before is None:
        return ""
    with translation.override(speech.language):
        return str(NOT_YET).format(when=speech.by(granted.not_before))


def _sentences(lines: Sequence[str]) -> str:
    return " ".join(f"{line}." for line in lines)


def _suggested(
    granted: Granted, facts: Mapping[str, Facts], ours: Speech, theirs: Speech
) -> list[Suggested]:
    found = granted.suiting.points if granted.suiting else ()
    return [
        _suggestion(number, each, facts[each.point.code], ours, theirs)
        for number, each in enumerate(found, 1)
    ]


def _facts(wish: Wish, granted: Granted) -> dict[str, Facts]:
    near, window = granted.end is None, granted.window
    return {
        each.point.code: facts_of(each, mode=wish.mode, window=window, near=near)
        for each in (granted.suiting.points if granted.suiting else ())
    }


def _suggestion(number: int, each: Suited, facts: Facts, ours: Speech, theirs: Speech) -> Suggested:
    return Suggested(
        code=each.point.code,
        label=str(number),
        name=each.point.name or each.point.code,
        address=each.point.address,
        spot=each.answer.spot,
        lines=reasons(facts, ours),
        said=reasons(facts, theirs),
    )


def _choices(granted: Granted | None) -> Mapping[str, Sequence[tuple[str, str]]]:
    """For each end that may be several places: their values and names."""
    ends: dict[str, Any] = {"start": granted.start, "end": granted.end} if granted else {}
    return {
        name: [
            (pick(each.spot, each.name), ", ".join(filter(None, (each.name, each.within))))
            for each in meant.found
        ]
        for name, meant in ends.items()
        if meant is not None and meant.spot is None
    }
