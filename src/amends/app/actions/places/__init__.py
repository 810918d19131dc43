"""Pickup points and delivery slots: loaded, read, asked, and how a parcel gets there."""
