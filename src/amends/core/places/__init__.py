"""Pickup points: where they are, what they take, when they are open, how well they keep it."""

from amends.core.places.distance import Spot, box_around, distance, within
from amends.core.places.points import Closure, DatedHours, Limits, Parcel, Point, Sides, takes

__all__ = [
    "Closure",
    "DatedHours",
    "Limits",
    "Parcel",
    "Point",
    "Sides",
    "Spot",
    "box_around",
    "distance",
    "takes",
    "within",
]
