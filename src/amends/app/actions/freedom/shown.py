"""In which currency staff read the sums of the rulebook: that of their shop, by its rough rate."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from amends.app.actions.freedom.stated import unit
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Location
from amends.core.money import minor_unit

ITSELF = Decimal(1)


@dataclass(frozen=True, slots=True)
class Shown:
    """``rate`` of ``currency`` make one ``unit`` of the rulebook, roughly."""

    currency: str
    rate: Decimal
    unit: str

    @property
    def is_rough(self) -> bool:
        """Whether what is shown is not what the rulebook says."""
        return self.currency != self.unit

    def amount(self, worth: Decimal | float) -> Decimal:
        """So much of the rulebook's currency; whole units where the rate makes cents vain."""
        step = minor_unit(self.currency) if self.rate < 1 / minor_unit(self.currency) else ITSELF
        return (Decimal(str(worth)) * self.rate).quantize(step, ROUND_HALF_UP)


def shown_in(currency: str = "") -> Shown:
    """By this currency, or by that which all places of the shop share; else by the rulebook's."""
    own = unit()
    asked = currency or _of_the_shop() or own
    rate = current_policy().facts["worth"]["per_unit"].get(asked)
    return Shown(own, ITSELF, own) if rate is None else Shown(asked, Decimal(str(rate)), own)


def _of_the_shop() -> str:
    found = list(Location.objects.values_list("currency", flat=True).distinct()[:2])
    return found[0] if len(found) == 1 else ""
