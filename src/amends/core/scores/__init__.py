"""What the system found, held against the truth of a simulation: confusion tables and rates."""

from amends.core.scores.claims import ClaimRow, score_claims
from amends.core.scores.confusion import Confusion, Share
from amends.core.scores.failures import FailureRow, score_failures
from amends.core.scores.people import PersonRow, score_people

__all__ = [
    "ClaimRow",
    "Confusion",
    "FailureRow",
    "PersonRow",
    "Share",
    "score_claims",
    "score_failures",
    "score_people",
]
