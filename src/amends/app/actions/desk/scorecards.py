"""Scorecards as staff read them: small pictures on one common scale, and whom to take where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import floor

from amends.app.actions.desk.pages import Page, cut, mark, read_mark
from amends.app.actions.scorecards import (
    KINDS,
    LANES,
    Card,
    Lane,
    Option,
    card_of,
    kept_of,
    lane_of,
    latest,
)
from amends.app.actions.scorecards.cards import PARTIES
from amends.app.ledger.models import Location, Partner, Point, Scorecard

TABS = ("carriers", LANES, *KINDS[1:])
STEP = 0.05
"""The common scale begins at a whole multiple of this share."""
LEAST_SEEN = 5
"""Weeks with fewer promises than this do not stretch the scale."""
HUNDRED = 100.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A period: where it stands in a picture of 100 by 100, and its share of the promises."""

    x: float
    y: float
    weight: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A card's weeks, and the band in which the share kept lies; 0 is at the top."""

    dots: Sequence[Dot]
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Shown:
    """A card with its name, and where more of it is told."""

    card: Card
    name: str
    picture: Picture
    partner: int | None
    point: str


@dataclass(frozen=True, slots=True)
class ShownLane:
    """A lane in parts, so that each can be said in the reader's language."""

    kind: str
    fulfilment: str
    location: str
    lane: Lane
    options: Sequence[tuple[Option, str]]


@dataclass(frozen=True, slots=True)
class Cards:
    """One page of cards or lanes; ``least`` is where the common scale begins."""

    since: datetime | None
    until: datetime | None
    least: float
    cards: Page[Shown]
    lanes: Page[ShownLane]


def show(kind: str, after: str) -> Cards:
    """One page of a kind (of ``TABS``), the most promises first; a handful of queries."""
    newest = latest()
    rows, last = cut(_after(kind, after), lambda row: mark(row.total, row.pk))
    cards: Page[Shown] = Page([])
    lanes: Page[ShownLane] = Page([])
    least = 1 - STEP
    if kind == LANES:
        lanes = Page(_lanes([lane_of(row.body) for row in rows]), last)
    else:
        found = [card_of(row.body) for row in rows]
        least = _least(found)
        cards = Page(_shown(kind, found, least), last)
    since, until = (newest.since, newest.renewed_at) if newest else (None, None)
    return Cards(since, until, least, cards, lanes)


def _after(kind: str, after: str) -> Iterable[Scorecard]:
    rows, seen = kept_of(kind), read_mark(after, 2)
    if seen:
        total, number = seen
        rows = rows.filter(total__lt=total) | rows.filter(total=total, pk__gt=number)
    found: Iterable[Scorecard] = rows[:51]
    return found


def _least(cards: Iterable[Card]) -> float:
    lowest = [
        min([card.kept.low, *(p.kept / p.total for p in card.periods if p.total >= LEAST_SEEN)])
        for card in cards
    ]
    return max(floor(min(lowest, default=1 - STEP) / STEP) * STEP, 0.0)


def _shown(kind: str, cards: Sequence[Card], least: float) -> list[Shown]:
    codes = [card.code for card in cards]
    partners = _partners(PARTIES[kind], codes)
    points = _names(Point, codes) if kind == "points" else {}
    places = _names(Location, codes) if kind == "sellers" else {}
    numbers = [period.number for card in cards for period in card.periods]
    weeks = (min(numbers, default=0), max(numbers, default=0))
    found = []
    for card in cards:
        partner, named = partners.get(card.code, (None, ""))
        name = named or points.get(card.code) or places.get(card.code) or card.code
        point = card.code if card.code in points else ""
        found.append(Shown(card, name, _picture(card, least, weeks), partner, point))
    return found


def _partners(parties: Sequence[str], codes: Sequence[str]) -> dict[str, tuple[int, str]]:
    rows = Partner.objects.filter(party__in=parties, who__in=codes)
    return {who: (number, name) for number, who, name in rows.values_list("pk", "who", "name")}


def _names(model: type[Point] | type[Location], codes: Sequence[str]) -> Mapping[str, str]:
    return dict(model.objects.filter(code__in=codes).values_list("code", "name"))


def _picture(card: Card, least: float, weeks: tuple[int, int]) -> Picture:
    """``weeks`` are the first and the last of all cards of the page."""
    first, last = weeks
    dots = [
        Dot(
            round(HUNDRED * (period.number - first) / max(last - first, 1), 2),
            _height(period.kept / period.total, least),
            round((period.total / max(card.kept.total, 1)) ** 0.5, 3),
        )
        for period in card.periods
        if period.total
    ]
    return Picture(dots, _height(card.kept.high, least), _height(card.kept.low, least))


def _height(share: float, least: float) -> float:
    return round(HUNDRED * (1 - (max(share, least) - least) / (1 - least)), 2)


def _lanes(lanes: Sequence[Lane]) -> list[ShownLane]:
    parts = [[*each.lane.split("/", 2), "", ""][:3] for each in lanes]
    places = _names(Location, [location for _, _, location in parts])
    carriers = {option.chance.code for each in lanes for option in each.options}
    names = _partners(("carrier",), sorted(carriers))
    return [
        ShownLane(
            kind,
            fulfilment,
            places.get(location, location),
            lane,
            [
                (each, names.get(each.chance.code, (0, each.chance.code))[1])
                for each in lane.options
            ],
        )
        for (kind, fulfilment, location), lane in zip(parts, lanes, strict=True)
    ]
