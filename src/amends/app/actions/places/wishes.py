"""Where it would suit a customer, as they say it, and what is understood of it (R5)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from amends.app.actions.places.being_there import nowhere_before
from amends.app.actions.places.ground import ground
from amends.app.actions.places.none_suits import NoneSuits, none_suits
from amends.app.actions.places.suiting import Passing, Suiting, suitings
from amends.app.actions.places.windows import begins, ends, windows_to_pass, wished_end
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Case, Point
from amends.core.places import Spot
from amends.core.places.addresses import Found
from amends.core.places.roads import Mode

LONGEST: Final = 200
"""Letters of a place."""
LISTED: Final = 5
"""Places that a customer is asked to choose from."""
NOTHING: Final = Suiting((), None)
PICKED: Final = re.compile(r"(-?\d{1,2}(?:\.\d{1,7})?),(-?\d{1,3}(?:\.\d{1,7})?)(?: (.{1,200}))?")


@dataclass(frozen=True, slots=True)
class Said:
    """One place as it is said; ``picked`` is "latitude,longitude name" where it was asked which."""

    text: str = ""
    picked: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """Near ``start``, or on the way from it to ``end``; in a ``window`` "start/end", or soon."""

    start: Said
    end: Said = Said()
    mode: Mode = Mode.WALK
    window: str = ""
    more: bool = False


@dataclass(frozen=True, slots=True)
class Meant:
    """A place that was understood, or the ``found`` ones of which it may be any; maybe none."""

    text: str
    spot: Spot | None = None
    found: tuple[Found, ...] = ()

    @property
    def picked(self) -> str:
        """As ``Said.picked`` says it."""
        return pick(self.spot, self.text) if self.spot else ""


@dataclass(frozen=True, slots=True)
class Granted:
    """What a wish led to.

    Where a place was not understood, ``suiting`` is ``None``, and ``start`` or ``end`` has no spot;
    without ``start`` nothing was said. ``window`` is the first from the one that was wished for in
    which a point serves; ``is_later`` where it is another one; ``not_before`` tells when the parcel
    is there, if what was wished for is over by then; ``has_more`` where further points would serve.
    """

    start: Meant | None
    end: Meant | None = None
    suiting: Suiting | None = None
    window: str = ""
    is_later: bool = False
    not_before: datetime | None = None
    has_more: bool = False


def grant(case: Case, wish: Wish, *, now: datetime) -> Granted:
    """Understand a wish and look for the points that suit it best."""
    near = _waits_at(case)
    said = [each for each in (wish.start, wish.end) if each.text.strip() or each.picked]
    if not said:
        return Granted(None)
    start = _understood(said[0], near)
    end = _understood(said[1], start.spot or near) if len(said) > 1 else None
    places = [place for place in (start, end) if place is not None]
    spots = tuple(place.spot for place in places if place.spot is not None)
    if len(spots) < len(places):
        return Granted(start, end)
    return _suited(case, wish, Granted(start, end), spots, now)


def nothing_suits(case: Case, wish: Wish, granted: Granted, *, now: datetime) -> NoneSuits | None:
    """Why nothing was found at all, from the window that was looked at first to the last one."""
    if granted.suiting is None or granted.suiting.points or not granted.window:
        return None
    ends_of_way = (granted.start, granted.end)
    spots = tuple(place.spot for place in ends_of_way if place and place.spot)
    last = windows_to_pass(case, now=now)[-1]
    passing = Passing(spots, begins(granted.window), ends(last), wish.mode)
    return none_suits(passing, now=now, case=case)


def pick(spot: Spot, name: str) -> str:
    """A place as a form carries it."""
    return f"{spot[0]:.6f},{spot[1]:.6f} {name}"


def _understood(said: Said, near: Spot | None) -> Meant:
    text = " ".join(said.text.split())[:LONGEST]
    chosen = PICKED.fullmatch(said.picked.strip())
    if chosen and abs(float(chosen[1])) <= 90 and abs(float(chosen[2])) <= 180:
        return Meant(chosen[3] or text, (float(chosen[1]), float(chosen[2])))
    finding = ground().geocoder.find(text, near=near, most=LISTED)
    meant = finding.to_pass
    return Meant(meant.name, meant.spot) if meant else Meant(text, None, finding.to_ask[:LISTED])


def _waits_at(case: Case) -> Spot | None:
    point = Point.objects.filter(code=case.order.point).first()
    if point is None or point.latitude is None or point.longitude is None:
        return None
    return point.latitude, point.longitude


def _suited(
    case: Case, wish: Wish, understood: Granted, spots: tuple[Spot, ...], now: datetime
) -> Granted:
    """In the window that was wished for, else in the first one after it in which a point serves."""
    every = windows_to_pass(case, now=now)
    wished = wished_end(wish.window, every)
    left = [each for each in every if wished is None or ends(each) >= wished]
    asked = replace(
        understood,
        window=left[0] if left else "",
        not_before=_not_before(case, wished, now),
    )
    count = current_policy().choosing.answers if wish.more else current_policy().limits.points
    passings = [Passing(spots, begins(each), ends(each), wish.mode) for each in left]
    every_suiting = suitings(passings, now=now, case=case, count=count + 1)
    for window, found in zip(left, every_suiting, strict=True):
        asked = replace(asked, suiting=asked.suiting or found)
        if found.points:
            return replace(
                asked,
                suiting=replace(found, points=found.points[:count]),
                window=window,
                is_later=wished is not None and ends(window) != wished,
                has_more=len(found.points) > count and not wish.more,
            )
    return replace(asked, suiting=asked.suiting or NOTHING)


def _not_before(case: Case, wished: datetime | None, now: datetime) -> datetime | None:
    """When the parcel is there, if what was wished for is over by then."""
    there = nowhere_before(case, now=now)
    stay = timedelta(minutes=current_policy().choosing.stay_minutes)
    return there if wished and there and wished < there + stay else None
