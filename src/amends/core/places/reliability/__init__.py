"""How well a point keeps what is promised of it, and when it must not be offered any more.

``after`` and ``replay`` turn signs into a small ``State``; ``lower_bound`` is what is compared with
the rulebook's threshold; ``state.out`` says that the point is taken out of all offers; ``explain``
tells every step. No clock: ``now`` is an argument.
"""

from amends.core.places.reliability.basis import Basis, basis
from amends.core.places.reliability.detector import alarm
from amends.core.places.reliability.explaining import Step, Turn, explain
from amends.core.places.reliability.prior import Prior, pooled, unknown
from amends.core.places.reliability.rules import Rules
from amends.core.places.reliability.signs import VISITS, Seen, Sign
from amends.core.places.reliability.state import (
    NEW,
    State,
    after,
    evidence,
    lower_bound,
    replay,
)

__all__ = [
    "NEW",
    "VISITS",
    "Basis",
    "Prior",
    "Rules",
    "Seen",
    "Sign",
    "State",
    "Step",
    "Turn",
    "after",
    "alarm",
    "basis",
    "evidence",
    "explain",
    "lower_bound",
    "pooled",
    "replay",
    "unknown",
]
