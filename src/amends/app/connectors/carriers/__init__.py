"""Carriers' raw tracking answers, read into our events; nothing is asked of a carrier here.

Each carrier has a folder with ``carrier.toml``: where its answer holds what, and what its codes
mean. ``meanings.toml`` says which event each meaning becomes. A code that is not declared is kept
as it is and listed, never guessed.
"""

from amends.app.connectors.carriers.declared import Carrier, carrier_named, carriers
from amends.app.connectors.carriers.reading import (
    BadAnswer,
    Said,
    Tracked,
    data_of,
    read_answer,
    unclear,
)

__all__ = [
    "BadAnswer",
    "Carrier",
    "Said",
    "Tracked",
    "carrier_named",
    "carriers",
    "data_of",
    "read_answer",
    "unclear",
]
