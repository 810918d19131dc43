"""Pickup points: where they are, and how far."""

from amends.core.places.addresses import Finding, Found, Geocoder, Kind, KnownAddresses
from amends.core.places.distance import Spot, box_around, distance, within
from amends.core.places.roads import (
    Cost,
    Costs,
    Detours,
    KnownWays,
    Mode,
    Router,
    StraightLine,
    Way,
    detours,
)

__all__ = [
    "Cost",
    "Costs",
    "Detours",
    "Finding",
    "Found",
    "Geocoder",
    "Kind",
    "KnownAddresses",
    "KnownWays",
    "Mode",
    "Router",
    "Spot",
    "StraightLine",
    "Way",
    "box_around",
    "detours",
    "distance",
    "within",
]
