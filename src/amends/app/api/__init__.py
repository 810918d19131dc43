"""The REST door for a shop's systems."""
