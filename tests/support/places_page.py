"""A small town with streets, addresses and a station, and a customer whose point was closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from amends.app.actions.links import make_token
from amends.app.actions.places import ground as grounds
from amends.app.ledger.models import Case
from amends.core.places import Spot
from tests.support.line import ANNA, event, order, send
from tests.support.town import Town, spot

AT = {"P1": (0.3, 0.0), "P2": (0.05, 10.0), "P3": (4, 14.8), "P4": (9, 15.2), "P5": (0.3, 24.0)}
"""Steps north and east: Long street runs east from the corner, Hill street north of its middle."""
IN_TOWN = {code: spot(*steps) for code, steps in AT.items()}

FORGOTTEN: list[grounds.Ground] = []

OAK = {"addr:street": "Oak street", "addr:housenumber": "5"}


def draw_town(path: Path) -> Path:
    """Long street, Hill street with a station at its end; an Oak street 5 in each of two towns."""
    town = Town()
    for number in range(1, 33):
        town.node(number, 0, number - 1)
    for number in range(1, 13):
        town.node(100 + number, number, 15)
    town.way(range(1, 33), {"highway": "residential", "name": "Long street"})
    town.way([16, *range(101, 113)], {"highway": "residential", "name": "Hill street"})
    for number, (north, town_name) in {200: (12, "Northwood"), 210: (-12, "Southwood")}.items():
        town.node(number, north, 20, {**OAK, "addr:city": town_name})
        town.node(number + 1, north, 26)
        town.way([number, number + 1], {"highway": "residential", "name": "Oak street"})
        town.way([21, number], {"highway": "footway"})
    town.node(300, 0.2, 1, {"addr:street": "Long street", "addr:housenumber": "1"})
    town.node(301, 0.2, 28, {"addr:street": "Long street", "addr:housenumber": "28"})
    town.node(302, 11.8, 15, {"railway": "station", "name": "Hilltop", "station": "subway"})
    return town.write(path)


def stood_before_a_closed_point(now: datetime, *, at: Mapping[str, Spot] | None = None) -> Case:
    """Anna lives in Long street 1, works in 28, and came to P1 in vain; P2 to P5 are open."""
    anna = {
        **ANNA,
        "time_zone": "Europe/Helsinki",
        "addresses": [
            {"label": "home", "text": "Long street 1"},
            {"label": "work", "text": "Long street 28"},
        ],
    }
    earlier = now - timedelta(days=30)
    described = [_point(code, where, at=earlier) for code, where in (at or IN_TOWN).items()]
    placed = {**order("A1", customer=anna), "time": (now - timedelta(days=3)).isoformat()}
    send(described, placed, now=now)
    send(event("visit.point_closed", "A1", at=now, point="P1"), now=now)
    return Case.objects.get()


def page_of(case: Case, *, now: datetime) -> str:
    return f"/c/{make_token(case, now=now, days=14)}/"


def forget_the_map() -> None:
    """Its queries belong to the server's threads, which still live: they must not be dropped."""
    FORGOTTEN.append(grounds.ground())
    grounds.ground.cache_clear()


def _point(code: str, where: Spot, *, at: datetime) -> dict[str, Any]:
    return event(
        "point.described",
        code,
        at=at,
        name=f"Point {code}",
        address=f"Shop {code[1]}",
        time_zone="Europe/Helsinki",
        hours="24/7",
        lat=where[0],
        lon=where[1],
    )
