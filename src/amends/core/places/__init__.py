"""Pickup points: where they are."""

from amends.core.places.distance import Spot, box_around, distance, within

__all__ = ["Spot", "box_around", "distance", "within"]
