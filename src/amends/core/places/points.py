"""Pickup points and parcels: what a point takes, and what a parcel asks of it."""

from __future__ import annotations

from dataclasses import dataclass

from amends.core.places.distance import Spot

Sides = tuple[int, int, int]
"""Three sides in millimetres, the longest first."""


KINDS = ("counter", "locker", "post_office", "shop")
"""What kinds of points lists tell apart; ``counter`` where they say nothing."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a point can take; ``None`` where its source says nothing.

    ``sides`` in millimetres, the longest first, of the largest parcel (of a locker: of its largest
    cell); ``grams`` the heaviest parcel; ``payment`` whether a parcel can be paid there;
    ``fitting`` whether clothes can be tried on; ``storage_days`` how long a parcel is kept.
    """

    sides: Sides | None = None
    grams: int | None = None
    payment: bool | None = None
    fitting: bool | None = None
    storage_days: int | None = None


@dataclass(frozen=True, slots=True)
class Closure:
    """Local days, both included, as ``YYYY-MM-DD``, on which a point hands nothing over."""

    first: str
    last: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DatedHours:
    """Local days, both included, as ``YYYY-MM-DD``, on which other hours hold than in other weeks.

    ``intervals`` are pairs of local times, ``("10:00", "16:00")``; an end that is not after its
    start lies on the next day.
    """

    first: str
    last: str
    intervals: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A place where a customer can fetch a parcel.

    ``code`` is unique in the shop. ``spot`` is ``None`` where the source has no coordinates: such
    a point is kept and never offered. ``hours_text`` and ``hours_structure`` are what the source
    says, as it says it; what they mean is read by ``amends.core.places.hours``. ``exceptions`` and
    ``closures`` stand above both. ``capacity`` is how many parcels fit at once, ``None`` where
    nobody says. ``country`` is ISO 3166-1 alpha-2, ``region`` the part of ISO 3166-2 after the
    hyphen, ``zone`` an IANA name. ``gives`` is false for a point that only takes parcels in.
    ``unclear`` says what of its service nobody understands; such a point is never offered.
    """

    code: str
    name: str
    spot: Spot | None
    kind: str = "counter"
    operator: str = ""
    address: str = ""
    country: str = ""
    region: str = ""
    zone: str = ""
    hours_text: str = ""
    hours_structure: object = None
    exceptions: tuple[DatedHours, ...] = ()
    closures: tuple[Closure, ...] = ()
    limits: Limits = Limits()
    capacity: int | None = None
    open: bool = True
    gives: bool = True
    way_there: str = ""
    unclear: str = ""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a parcel asks of a point; ``None`` and ``False`` ask nothing."""

    sides: Sides | None = None
    grams: int | None = None
    to_pay: bool = False
    to_try_on: bool = False
    storage_days: int | None = None


def takes(limits: Limits, parcel: Parcel) -> bool:
    """Whether a point takes a parcel. What a point does not say about size or weight is no limit;
    payment and fitting rooms must be known to be there."""
    return (
        _fits(limits.sides, parcel.sides)
        and not (
            parcel.grams is not None and limits.grams is not None and parcel.grams > limits.grams
        )
        and (not parcel.to_pay or limits.payment is True)
        and (not parcel.to_try_on or limits.fitting is True)
        and not (
            parcel.storage_days is not None
            and limits.storage_days is not None
            and parcel.storage_days > limits.storage_days
        )
    )


def _fits(room: Sides | None, parcel: Sides | None) -> bool:
    """A box lies in a box, side by side: it fits if its sorted sides do."""
    if room is None or parcel is None:
        return True
    return all(side <= space for side, space in zip(sorted(parcel), sorted(room), strict=True))
