"""Pickup points: where they are."""

from amends.core.places.distance import metres, nearest

__all__ = ["metres", "nearest"]
