"""The record of a simulated shop held against the truth of the simulation."""

from amends.app.actions.score.scoring import score
from amends.app.actions.score.truth import BadTruth, Truth, read_truth

__all__ = ["BadTruth", "Truth", "read_truth", "score"]
