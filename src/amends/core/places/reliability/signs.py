"""What is learned of a point, one sign at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Sign(StrEnum):
    """What a visit, a look or a word tells of a point."""

    HANDED_OVER = "handed_over"
    CLOSED = "closed"
    """Closed in its hours."""
    NOT_FOUND = "not_found"
    """They could not find the parcel."""
    FULL = "full"
    REFUSED = "refused"
    LOOKED_GOOD = "looked_good"
    """Somebody of ours looked: it is open and hands over."""
    LOOKED_BAD = "looked_bad"
    SAID_GOOD = "said_good"
    """Its operator gives the word that it works."""
    SAID_BAD = "said_bad"
    """Its operator says that it does not work."""


VISITS = frozenset(
    [Sign.HANDED_OVER, Sign.CLOSED, Sign.NOT_FOUND, Sign.FULL, Sign.REFUSED],
)
"""A customer came; all but the first in vain."""


@dataclass(frozen=True, slots=True, order=True)
class Seen:
    """One sign; ``key`` is unique for the point (of two with one key the first counts).

    Signs are taken in the order of their moment, then of their key.
    """

    at: datetime
    key: str
    sign: Sign
