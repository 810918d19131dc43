"""Pickup points, delivery slots, and how a parcel gets there."""
