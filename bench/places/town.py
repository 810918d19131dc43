"""A real town to choose points in: its shops with their real hours, its houses and stations."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from amends.core.places import Spot
from amends.core.places.addresses import Kind
from amends.core.places.choosing import Listed, PointTable, Question, choose, openings, pack_points
from amends.core.places.hours import Schedule, Understood, as_minutes, pack, read_hours
from amends.maps.extract import Extract, spots
from amends.maps.points import tagged_points

MONDAY = date(2026, 11, 23)
DAYS = 14
ZONE = "Europe/Helsinki"
EVERY = 100
"""The most answers to one question."""


@dataclass(frozen=True)
class Town:
    """Points to choose from, and where customers live and get off."""

    table: PointTable
    homes: list[Spot]
    stations: list[Spot]

    def question(self, draw: random.Random, count: int) -> Question:
        """From a house to a station or another house, within an hour of a random day."""
        start, end = draw.choice(self.homes), draw.choice(draw.choice([self.homes, self.stations]))
        begin = datetime(2026, 11, 23, draw.randrange(8, 21), tzinfo=ZoneInfo(ZONE))
        begin += timedelta(days=draw.randrange(7))
        return Question((start, end), begin, begin + timedelta(hours=1), count=count)


def town_of(path: Path, extract: Extract) -> Town:
    """The town of an extract; shops whose hours are not understood are never offered."""
    last = MONDAY + timedelta(days=DAYS)
    known: list[tuple[Schedule, str]] = []
    points = []
    for point in tagged_points(path):
        text = point.tags.get("opening_hours", "")
        read = read_hours(text, first=MONDAY, last=last, country="FI")
        row = None
        if isinstance(read, Understood) and read.offered:
            row = len(known)
            known.append((read.schedule, ZONE))
        points.append((point, row))
    timetable, rows = pack(known, first=MONDAY, last=last)
    start = as_minutes(datetime.combine(MONDAY, datetime.min.time(), ZoneInfo(ZONE)))
    open_ = openings(timetable, start=start, end=start + DAYS * 24 * 60)
    listed = [Listed(p.code, p.spot, None if row is None else int(rows[row])) for p, row in points]
    houses = extract.houses
    return Town(
        pack_points(listed, open_),
        spots(houses.latitudes, houses.longitudes),
        [each.spot for each in extract.named if each.kind is Kind.STATION],
    )


def everything(table: PointTable, question: Question) -> list[Spot]:
    """Every point that serves a question, however far: asked for again without those known."""
    told: dict[str, Spot] = {}
    while True:
        more = choose(table, replace(question, count=EVERY, leave_out=frozenset(told)))
        told |= {answer.code: answer.spot for answer in more}
        if len(more) < EVERY:
            return list(told.values())
