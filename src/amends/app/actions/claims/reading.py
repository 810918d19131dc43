"""What an event claims, from its data or from the customer's free words."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.db import DatabaseError

from amends.app.actions.claims.noting import CLAIMED
from amends.app.actions.claims.records import Said, as_json_fields
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Claim, Order
from amends.core import claims
from amends.core.errors import AmendsError

LONGEST_ERROR = 500
log = logging.getLogger(__name__)


def read(claim: Claim, order: Order, points: Mapping[str, str]) -> Said | None:
    """What is claimed, if that can be told; sets how it was read and where the claim stands.

    ``points`` are the names of pickup points by their codes, the order's own among them.
    """
    try:
        found, how = _read(claim, order, points)
    except AmendsError as error:
        found, how = None, {"by": "nobody", "error": str(error)[:LONGEST_ERROR]}
    except DatabaseError:
        raise
    except Exception as error:  # a fault of our own reader: the customer is answered all the same
        log.error("claim %s could not be read: %s", claim.pk, type(error).__name__)
        found, how = None, {"by": "nobody", "error": type(error).__name__}
    claim.read = how
    claim.state = Claim.State.HELD if found else Claim.State.UNREAD
    if found is None:
        return None
    claim.kind, claim.fields = found.kind, as_json_fields(found.fields)
    return Said(claim.pk, order, found)


def as_read(claim: Claim, order: Order) -> Said | None:
    """What the claim was read to say, as it is stored; None where nobody could tell."""
    kind = current_policy().declarations.claims.get(claim.kind)
    if kind is None:
        return None
    data = {**claim.fields, "claim": claim.kind, "text": claim.event.data.get("text") or ""}
    kinds = current_policy().declarations.claims
    zone = ZoneInfo(order.time_zone)
    said = claims.read_claim(data, said_at=claim.said_at, kinds=kinds, zone=zone)
    return Said(claim.pk, order, said)


def _read(
    claim: Claim, order: Order, points: Mapping[str, str]
) -> tuple[claims.Claim | None, dict[str, Any]]:
    zone, kinds = ZoneInfo(order.time_zone), current_policy().declarations.claims
    event = claim.event
    data = event.data if event.type == CLAIMED else {**event.data, "claim": claim.kind}
    said = claims.read_claim(data, said_at=event.time, kinds=kinds, zone=zone)
    if said.kind:
        return said, {"by": "code"}
    reading = claims.read_text(
        said.text,
        said_at=event.time,
        zone=zone,
        kinds=kinds,
        order=_hint(order, points),
        language=said.language,
    )
    how = {
        "by": "words",
        "sure": reading.sure,
        "asks": list(reading.asks),
        "spans": [[span.start, span.end, span.what] for span in reading.spans],
    }
    if not (reading.kind and reading.sure):
        return None, how
    return said._replace(kind=reading.kind, fields=_fields(reading)), how


def _fields(reading: claims.Reading) -> dict[str, Any]:
    """The values, with the first and the last day of those that were told roughly."""
    within = {name: (days.first, days.last) for name, days in reading.within.items()}
    return {**reading.fields, **({"within": within} if within else {})}


def _hint(order: Order, points: Mapping[str, str]) -> claims.OrderHint:
    return claims.OrderHint(
        ref=order.ref,
        items=tuple(str(item.get("title", "")) for item in order.items),
        point=order.point,
        points={order.point: points[order.point]} if order.point in points else {},
    )
