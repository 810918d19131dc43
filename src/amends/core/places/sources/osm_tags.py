"""OpenStreetMap's tags of a shop, a post office or a parcel locker."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from amends.core.places.distance import Spot
from amends.core.places.points import Limits, Point
from amends.core.places.sources.rows import Draft
from amends.core.places.sources.service import flag_of, in_service, yes_unless_no
from amends.core.places.sources.values import (
    ADDRESS,
    HOURS,
    NAME,
    WORD,
    WORDS,
    country_of,
    joined,
    text_of,
)

OBJECT = re.compile(r"(node|way|relation|n|w|r)/?(\d+)")
TELLING = frozenset({"amenity", "shop", "opening_hours", "post_office", "brand", "addr:street"})
KINDS = {"parcel_locker": "locker", "post_office": "post_office"}


def code_of_object(text: str) -> str:
    """``n1`` of ``node/1``; another text as it is."""
    found = OBJECT.fullmatch(text)
    return f"{found[1][0]}{found[2]}" if found else text


def is_tagged(tags: Mapping[str, Any]) -> bool:
    """Whether properties look like OpenStreetMap's tags."""
    return bool(TELLING & tags.keys())


def tagged_point(code: str, spot: Spot | None, tags: Mapping[str, Any], draft: Draft) -> Point:
    """A point with the tags of an object."""
    operator = text_of(tags.get("operator") or tags.get("brand") or tags.get("network"), NAME)
    kind = KINDS.get(text_of(tags.get("amenity"), WORD), "shop" if "shop" in tags else "counter")
    return Point(
        code=code,
        name=text_of(tags.get("name") or tags.get("brand") or tags.get("operator"), NAME) or code,
        spot=spot,
        kind=kind,
        operator=operator,
        address=text_of(tags.get("addr:full"), ADDRESS)
        or joined(
            joined(tags.get("addr:street"), tags.get("addr:housenumber"), by=" "),
            joined(tags.get("addr:postcode"), tags.get("addr:city"), by=" "),
        ),
        country=country_of(tags.get("addr:country")),
        hours_text=text_of(tags.get("opening_hours"), HOURS),
        limits=Limits(payment=_payment(tags)),
        open=in_service(tags, "operational_status", draft=draft),
        gives=yes_unless_no(tags.get("parcel_pickup"), draft=draft),
        way_there=text_of(tags.get("description") or tags.get("level:ref"), WORDS),
    )


def _payment(tags: Mapping[str, Any]) -> bool | None:
    said = {flag_of(value) for key, value in tags.items() if str(key).startswith("payment:")}
    return True if True in said else False if False in said else None
