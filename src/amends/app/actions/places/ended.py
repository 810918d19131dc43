"""Which events say that nobody comes to a pickup point for an order any more."""

from __future__ import annotations

from amends.app.actions.policy import current_policy

LOST = "parcel.lost"
OURS = "remedy.cancelled"
WITH_CUSTOMER = "with_customer"


def ended_by() -> frozenset[str]:
    """The customer has the order, it was called off, or it is lost."""
    promises = current_policy().declarations.promises.values()
    called_off = (kind.called_off_by | kind.withdrawn_by for kind in promises)
    return frozenset(handed_over_by().union({LOST}, *called_off) - {OURS})


def handed_over_by() -> frozenset[str]:
    """The customer has the order."""
    declared = current_policy().declarations.events.items()
    return frozenset(name for name, each in declared if each.stage == WITH_CUSTOMER)
