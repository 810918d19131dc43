"""Who caused a failure: the legs of an order, each with its own due time, and who overran his.

``timeline`` tells the legs of one order from its events; ``apportion`` says which parties caused
one failure of it, with their shares. What event types, statuses, reasons and kinds of failure mean
is declared in a policy's ``responsibility.toml`` and comes in as ``Rules``.
"""

from amends.core.responsibility.failure import Failure
from amends.core.responsibility.rules import FailureRule, LegRule, PartyRule, Rules
from amends.core.responsibility.shares import Share, apportion, split
from amends.core.responsibility.timeline import Happened, Leg, Timeline, Way, timeline

__all__ = [
    "Failure",
    "FailureRule",
    "Happened",
    "Leg",
    "LegRule",
    "PartyRule",
    "Rules",
    "Share",
    "Timeline",
    "Way",
    "apportion",
    "split",
    "timeline",
]
