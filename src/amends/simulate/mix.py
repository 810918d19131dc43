"""The shares that one may set: what goes wrong, what customers say, what staff are like."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from amends.core.errors import AmendsError


class BadSetting(AmendsError):
    """An option that cannot be simulated; ``where`` is the option."""

    code = "bad_setting"


class Share(NamedTuple):
    """One share between 0 and 1: its default and what it is a share of."""

    default: float
    meaning: str


SHARES: Mapping[str, Share] = {
    "late_seller": Share(0.03, "shipped parcels handed to the carrier too late"),
    "late_carrier": Share(0.05, "shipped parcels that the carrier brings too late"),
    "late_point": Share(0.01, "point parcels that lie unregistered at the point"),
    "customer_absent": Share(0.01, "home parcels late because nobody was at home"),
    "storm": Share(0.003, "shipped parcels late through nobody's fault"),
    "lost": Share(0.006, "shipped parcels lost"),
    "false_delivery": Share(0.003, "home parcels marked delivered that never came"),
    "called_off": Share(0.01, "parcel orders called off by the shop"),
    "cancelled": Share(0.01, "parcel orders that the customer cancels"),
    "point_closed": Share(0.01, "of the points' posted hours in which they are closed"),
    "parcel_not_found": Share(0.01, "point parcels not found at the first visit"),
    "wrong_item": Share(0.01, "parcels with a wrong item"),
    "missing_item": Share(0.008, "parcels with an item missing"),
    "damaged_item": Share(0.008, "parcels with an item damaged"),
    "wrong_dish": Share(0.03, "café and store orders made wrong"),
    "slow_kitchen": Share(0.04, "café and store orders ready too late"),
    "refund_late": Share(0.08, "promised refunds paid late or never"),
    "calls": Share(0.08, "shipped parcels about which the customer calls"),
    "complains": Share(0.4, "failures about which the customer speaks up"),
    "text_only": Share(0.2, "claims in free words only, without a code"),
    "mistaken": Share(0.01, "orders after which an honest customer errs"),
    "dishonest": Share(0.02, "customers who make claims that they know to be false"),
    "rude": Share(0.03, "customers who insult staff when they complain"),
    "careless": Share(0.1, "staff who promise blindly, err more, give too easily"),
    "blame_shifting": Share(0.1, "call-centre staff who blame the carrier wrongly"),
}


class Mix(dict[str, float]):
    """All shares by name; ``Mix()`` holds the defaults, keywords replace them."""

    def __init__(self, **shares: float) -> None:
        super().__init__({name: share.default for name, share in SHARES.items()})
        for name, value in shares.items():
            self[_known(name)] = _within(name, value)
        if self["careless"] + self["blame_shifting"] > 1:
            raise BadSetting(
                "careless and blame_shifting are different people: together at most 1",
                where="--mix",
            )

    @classmethod
    def read(cls, texts: Iterable[str]) -> Mix:
        """Read ``NAME=SHARE`` texts; raise ``BadSetting`` saying what is not understood."""
        return cls(**dict(_read_share(text) for text in texts))


def _read_share(text: str) -> tuple[str, float]:
    name, equals, value = text.partition("=")
    if not equals:
        raise BadSetting(
            f"{text!r} is not NAME=SHARE", where="--mix", hint="like late_carrier=0.05"
        )
    try:
        return _known(name.strip()), float(value)
    except ValueError:
        raise BadSetting(
            f"{value!r} is not a share", where=f"--mix {name}", hint="a number between 0 and 1"
        ) from None


def _known(name: str) -> str:
    if name not in SHARES:
        raise BadSetting(
            f"{name!r} is not a share that can be set",
            where="--mix",
            hint=f"one of {', '.join(SHARES)}",
        )
    return name


def _within(name: str, value: float) -> float:
    if not 0 <= value <= 1:
        raise BadSetting(
            f"{value:g} is not a share", where=f"--mix {name}", hint="a number between 0 and 1"
        )
    return value
