"""A stored offer, and what the customer chooses from it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from amends.core.errors import BadChoice

LONGEST_ADDRESS = 500
LONGEST_CONTACT = 200


def is_due_still(
    offer: Mapping[str, Any], option: Mapping[str, Any], *, total: Decimal, paid_back: Decimal
) -> bool:
    """Whether all the money of an option, as it was offered, is still left to be paid back."""
    money = Decimal(option["amount"] or 0)
    given = gesture_of(offer, option)
    money += Decimal(given["amount"] or 0) if given else 0
    return not money or money <= total - paid_back


def option_of(offer: Mapping[str, Any], key: str) -> Mapping[str, Any] | None:
    """The option of a stored offer that has this key, if there is one."""
    return next((option for option in offer["options"] if option["key"] == key), None)


def gesture_of(
    offer: Mapping[str, Any], option: Mapping[str, Any] | None
) -> Mapping[str, Any] | None:
    """The gesture that comes on top of an option; without an option, that of the whole offer."""
    given: Mapping[str, Any] | None = offer["gesture"]
    return given if option is None or option.get("gesture", True) else None


def check_choice(
    offer: Mapping[str, Any],
    option: str,
    details: Mapping[str, str],
    *,
    now: datetime,
    windows: Collection[str],
    points: Collection[str],
) -> tuple[Mapping[str, Any], dict[str, str]]:
    """Hold a choice against the stored offer: the option and the clean details it needs.

    ``windows`` and the codes of ``points`` are those that can be chosen now. Raise ``BadChoice``
    naming the field that is missing or not on offer.
    """
    if now > datetime.fromisoformat(offer["valid_until"]):
        raise BadChoice("this offer has run out", where="offer", code="offer_expired")
    chosen = option_of(offer, option)
    if chosen is None:
        raise BadChoice("this is not on offer", where="option", code="not_on_offer")
    on_offer = {"window": windows, "point": points}
    return chosen, {
        need: _detail(need, details.get(need, "").strip(), on_offer) for need in chosen["needs"]
    }


def _detail(need: str, value: str, on_offer: Mapping[str, Collection[str]]) -> str:
    if not value:
        raise BadChoice("this is needed", where=need, code=f"{need}_missing")
    if need == "address" and len(value) > LONGEST_ADDRESS:
        raise BadChoice("this address is too long", where=need, code="address_too_long")
    if need == "contact" and len(value) > LONGEST_CONTACT:
        raise BadChoice("this is too long to reach you by", where=need, code="contact_too_long")
    if need in on_offer and value not in on_offer[need]:
        raise BadChoice("this is not on offer", where=need, code=f"{need}_not_on_offer")
    return value
