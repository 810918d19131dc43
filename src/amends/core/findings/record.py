"""What the record holds around one claim, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from amends.core.places.hours import Schedule


class OrderRecord(NamedTuple):
    """The order that the claim is about.

    ``placed_at`` is aware; ``placed_id`` the event's id; ``point`` the pickup point's code, or
    empty; ``time_zone`` an IANA name: what the customer says of days and hours is meant in it.
    ``household``: names of others who may sign at the customer's door, as the shop knows them.
    """

    ref: str
    kind: str
    fulfilment: str
    placed_at: datetime
    placed_id: int
    point: str
    time_zone: str
    items: tuple[Mapping[str, Any], ...]
    prepaid: bool
    customer: str = ""
    household: tuple[str, ...] = ()


class Happening(NamedTuple):
    """One event of this order; ``time`` is aware."""

    id: int
    source: str
    key: str
    type: str
    time: datetime
    data: Mapping[str, Any]


class Visit(NamedTuple):
    """A visit of another order at the point of the claim: served, or before a closed door.

    Who is told there that a parcel is not found met an open door: that is no visit in vain here.
    ``reported_by`` says whose word it is: ``customer``, or empty for the record's own; ``customer``
    is who that order belongs to, or empty where it is not known.
    """

    id: int
    time: datetime
    served: bool
    order: str
    reported_by: str = ""
    customer: str = ""


class Posted(NamedTuple):
    """The hours that the point of which the claim speaks had posted.

    ``since``: from when on they are known to have been posted (aware); None: always.
    """

    schedule: Schedule
    time_zone: str
    since: datetime | None = None


class Photo(NamedTuple):
    """A picture that the customer added; ``taken_at`` (aware) where the file told it."""

    id: int
    taken_at: datetime | None = None


class Elsewhere(NamedTuple):
    """A call that is kept under another order of the same customer."""

    order: str
    call: Happening


class Record(NamedTuple):
    """All that a claim is held against; nothing in it is later than ``now``.

    ``happened``: the order's own events. ``visits``: those of other orders at the claimed point
    around the claimed time (``Windows.visits`` minutes to both sides are looked at). ``elsewhere``:
    calls with the same customer about then, of their other orders.
    """

    order: OrderRecord
    happened: tuple[Happening, ...]
    hours: Posted | None
    visits: tuple[Visit, ...]
    now: datetime
    photos: tuple[Photo, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
