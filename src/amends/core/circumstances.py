"""What the record means for a few facts, as the rulebook declares what they are made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

SHOP, PARTNER = "shop", "partner"
CONFIRMED, UNCONFIRMED, CONTRADICTED = "confirmed", "unconfirmed", "contradicted"
NONE, OTHER = "none", "other"


def controls(
    stage: str, order_kind: str, fulfilment: str, *, partner_at: Mapping[str, Collection[str]]
) -> str:
    """Who controls the step at which an order is (R20)."""
    of_partner = partner_at.get(stage, ())
    return PARTNER if order_kind in of_partner or fulfilment in of_partner else SHOP


class Shown(NamedTuple):
    """An event that shows a failure: who reported it, and what became of their words.

    ``reported_by`` is empty for the shop's own record; ``found`` is the verdict on the claim behind
    it, or empty where it was not held against the record.
    """

    reported_by: str
    found: str = ""


def verdict(shown: Iterable[Shown], *, unconfirmed_by: Collection[str]) -> str:
    """What the record says of a failure that these events show.

    Without an event the passing of time shows it; an event that names no reporter is the shop's
    own. Whatever rests on somebody's word alone is what that word was found to be; where several
    speak of it, one that is confirmed is enough, and only what all are wrong about is contradicted.
    """
    found = {_verdict_on(each, unconfirmed_by) for each in shown} or {CONFIRMED}
    return next(each for each in (CONFIRMED, UNCONFIRMED, CONTRADICTED) if each in found)


def _verdict_on(shown: Shown, unconfirmed_by: Collection[str]) -> str:
    if shown.reported_by not in unconfirmed_by:
        return CONFIRMED
    return shown.found or UNCONFIRMED


def jurisdiction(
    code: str,
    *,
    areas: Mapping[str, Collection[str]],
    known: Collection[str],
    switched_on: Collection[str],
) -> str:
    """Whose law applies where the order's location has this code, or none has one."""
    if not code:
        return NONE
    area = next((area for area, codes in areas.items() if code in codes), code)
    if area not in known:
        return OTHER
    return area if area in switched_on else NONE


def worth(amount: Decimal, currency: str, *, per_unit: Mapping[str, float]) -> Decimal | None:
    """An amount in the rulebook's currency by rough rates, to be held against limits only."""
    rate = per_unit.get(currency)
    return None if rate is None else amount / Decimal(str(rate))
