"""A customer's record: what they claimed before, held against their peers and against time."""

from amends.core.customers.peers import Bought, Peers, fit_peers, peers_of
from amends.core.customers.record import Fact, Record, record_of
from amends.core.customers.rules import Rules
from amends.core.customers.stories import (
    Told,
    corrected_tellings,
    earlier_tellings,
    is_same_story,
)

__all__ = [
    "Bought",
    "Fact",
    "Peers",
    "Record",
    "Rules",
    "Told",
    "corrected_tellings",
    "earlier_tellings",
    "fit_peers",
    "is_same_story",
    "peers_of",
    "record_of",
]
