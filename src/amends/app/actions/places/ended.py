"""Which events say that nobody comes to a pickup point for an order any more."""

from __future__ import annotations

from amends.app.actions.policy import current_policy

LOST = "parcel.lost"
OURS = "remedy.cancelled"
WITH_CUSTOMER = "with_customer"


def ended_by() -> frozenset[str]:
    """The customer has the order, it was called off, or it is lost."""
    declared = current_policy().declarations
    there = {name for name, each in declared.events.items() if each.stage == WITH_CUSTOMER}
    called_off = (k.called_off_by | k.withdrawn_by for k in declared.promises.values())
    return frozenset(there.union({LOST}, *called_off) - {OURS})
