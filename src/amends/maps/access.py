"""Who may use a street, in which direction and how fast: OpenStreetMap's tags, read as written.

Keys and values: wiki.openstreetmap.org/wiki/Key:access, Key:oneway, Key:maxspeed, Key:barrier,
Key:tunnel, Key:level, Key:indoor.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

Tags = Mapping[str, str]

WALKING: Final = 4.8
"""Kilometres an hour, on every way and on steps too: so the fastest way is the shortest."""

DRIVEN: Final = 0.8
"""Of a stated speed limit, this part is driven on the average (as OSRM's car profile has it)."""

CAR_CLASSES: Final = {
    "motorway": 90,
    "motorway_link": 45,
    "trunk": 85,
    "trunk_link": 40,
    "primary": 65,
    "primary_link": 30,
    "secondary": 55,
    "secondary_link": 25,
    "tertiary": 40,
    "tertiary_link": 20,
    "unclassified": 25,
    "residential": 25,
    "road": 20,
    "living_street": 10,
    "service": 15,
}
"""Kilometres an hour where no limit is stated (OSRM's car profile)."""

CAR_ELSEWHERE: Final = 10
"""On a way of another class that is signed as open to cars."""

WALK_CLASSES: Final = frozenset(CAR_CLASSES) - {"motorway", "motorway_link"} | {
    "bridleway",
    "corridor",
    "crossing",
    "cycleway",
    "elevator",
    "footway",
    "path",
    "pedestrian",
    "platform",
    "rest_area",
    "services",
    "steps",
    "track",
    "trail",
}

OPEN: Final = frozenset({"yes", "designated", "permissive", "destination", "customers", "official"})
SHUT_TO_CARS: Final = frozenset(
    {"bollard", "block", "chain", "cycle_barrier", "fence", "full-height_turnstile"}
    | {"jersey_barrier", "kissing_gate", "log", "motorcycle_barrier", "planter", "stile"}
    | {"turnstile", "wall"}
)
WALK_KEYS: Final = ("foot", "access")
CAR_KEYS: Final = ("motorcar", "motor_vehicle", "vehicle", "access")
FORWARD: Final = frozenset({"yes", "1", "true"})
BACKWARD: Final = frozenset({"-1", "reverse"})
NEITHER: Final = frozenset({"reversible", "alternating"})
NO_TUNNEL: Final = frozenset({"no", "building_passage"})
"""A passage through a house lies at ground level."""
INDOORS: Final = frozenset({"yes", "corridor", "room", "area"})
FLOOR: Final = re.compile(r"(?<![\d.])-?\d{1,3}(?:\.\d{1,2})?")
"""In a `level` such as "-1", "0;1", "-2--1"; 0 is the ground floor."""
MILE: Final = 1.609344
FASTEST: Final = 130.0
SLOWEST: Final = 3.0
WORDS: Final = {"none": FASTEST, "walk": 7.0, "living_street": 10.0, "urban": 50.0, "rural": 80.0}
LIMIT: Final = re.compile(r"(\d{1,3}(?:\.\d)?)\s*(mph|km/h)?")


@dataclass(frozen=True, slots=True)
class Speeds:
    """Kilometres an hour along a way and against it; 0 where it must not be used."""

    along: float
    against: float

    @property
    def is_any(self) -> bool:
        return self.along > 0 or self.against > 0


SHUT: Final = Speeds(0, 0)


def walking(tags: Tags) -> Speeds:
    """How fast one walks on a way."""
    said = _said(tags, WALK_KEYS)
    if (said is not None and said not in OPEN) or tags.get("motorroad") == "yes":
        return SHUT
    is_meant = tags.get("highway") in WALK_CLASSES or tags.get("foot") in OPEN
    if not is_meant:
        return SHUT
    return _in_directions(tags.get("oneway:foot", "no"), WALKING, WALKING)


def driving(tags: Tags) -> Speeds:
    """How fast a car goes on a way."""
    said = _said(tags, CAR_KEYS)
    if said is not None and said not in OPEN:
        return SHUT
    usual = CAR_CLASSES.get(tags.get("highway", ""))
    if usual is None and _said(tags, CAR_KEYS[:2]) not in OPEN:
        return SHUT
    speed = usual or CAR_ELSEWHERE
    along = _limit(tags, "forward") or speed
    against = _limit(tags, "backward") or speed
    return _in_directions(_oneway(tags), along, against)


def is_off_ground(tags: Tags) -> bool:
    """Whether a way lies under ground, or inside a building above its ground floor."""
    if tags.get("tunnel", "no") not in NO_TUNNEL or tags.get("location") == "underground":
        return True
    if tags.get("covered", "no") != "no" and tags.get("layer", "").startswith("-"):
        return True
    floors = [float(floor) for floor in FLOOR.findall(tags.get("level", ""))]
    is_inside = tags.get("highway") == "corridor" or tags.get("indoor") in INDOORS
    return bool(floors) and (max(floors) < 0 or (is_inside and min(floors) > 0))


def stops_walkers(tags: Tags) -> bool:
    """Whether nobody can walk past a node."""
    said = _said(tags, WALK_KEYS)
    return "barrier" in tags and said is not None and said not in OPEN


def stops_cars(tags: Tags) -> bool:
    """Whether no car can pass a node."""
    said = _said(tags, CAR_KEYS)
    if said is not None:
        return "barrier" in tags and said not in OPEN
    return tags.get("barrier") in SHUT_TO_CARS


def _said(tags: Tags, keys: tuple[str, ...]) -> str | None:
    """The value of the most special key that is there."""
    return next((tags[key] for key in keys if key in tags), None)


def _oneway(tags: Tags) -> str:
    for key in ("oneway:motorcar", "oneway:motor_vehicle", "oneway"):
        if key in tags:
            return tags[key]
    is_round = tags.get("junction") in ("roundabout", "circular")
    return "yes" if is_round or tags.get("highway") in ("motorway", "motorway_link") else "no"


def _in_directions(oneway: str, along: float, against: float) -> Speeds:
    if oneway in NEITHER:
        return SHUT
    return Speeds(0 if oneway in BACKWARD else along, 0 if oneway in FORWARD else against)


def _limit(tags: Tags, direction: str) -> float | None:
    """What is driven under the stated limit, ``None`` where none is stated or understood."""
    text = tags.get(f"maxspeed:{direction}") or tags.get("maxspeed") or ""
    word = WORDS.get(text.rsplit(":", 1)[-1])
    number = LIMIT.fullmatch(text)
    if word is None and number is None:
        return None
    stated = word if number is None else float(number[1]) * (MILE if number[2] == "mph" else 1)
    return min(max((stated or SLOWEST) * DRIVEN, SLOWEST), FASTEST)
