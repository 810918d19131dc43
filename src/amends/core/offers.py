"""Situation and decision in, an offer out: remedies to choose from, the gesture, the deadlines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from amends.core.errors import BadChoice
from amends.core.quiet import QuietHours, earliest
from amends.core.rulebook import Decision, Fired
from amends.core.situation import Situation

LONGEST_ADDRESS = 500
LONGEST_CONTACT = 200
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Place:
    """Another pickup point that the customer may choose."""

    code: str
    name: str
    address: str
    hours: str


@dataclass(frozen=True, slots=True)
class Possible:
    """What can be done for this customer now, as found in the record.

    ``addresses`` are {label, text}; ``windows`` are "start/end" in ISO 8601 with offset;
    ``like`` is something this customer likes, ``contact`` how we reach them; either may be empty.
    """

    addresses: tuple[Mapping[str, str], ...] = ()
    windows: tuple[str, ...] = ()
    points: tuple[Place, ...] = ()
    like: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Gesture:
    """Something on top of a remedy, never instead of one. ``amount`` in the order's currency."""

    kind: str
    rule: str
    reasons: Mapping[str, str]
    amount: str
    what: str


@dataclass(frozen=True, slots=True)
class Option:
    """One remedy the customer may choose.

    ``needs`` names the details the customer gives (address, window, point, contact);
    ``who`` does it;
    ``by`` is the latest moment (ISO 8601), later replaced by the end of a chosen window.
    """

    key: str
    remedy: str
    needs: tuple[str, ...]
    who: str
    by: str
    amount: str
    rule: str
    reasons: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Offer:
    """All that the customer may choose from, with what they are told about it."""

    round: int
    failure: str
    caused_by: str
    borne_by: str
    fault_rule: str
    fault_reasons: Mapping[str, str]
    apology: tuple[str, ...]
    options: tuple[Option, ...]
    gesture: Gesture | None
    currency: str
    valid_until: str
    possible: Possible

    def as_data(self) -> dict[str, Any]:
        """The offer as plain JSON values."""
        return asdict(self)


def build_offer(
    situation: Situation, decision: Decision, possible: Possible, *, now: datetime, zone: tzinfo
) -> Offer:
    """Turn a decision into the offer for one customer, who lives in ``zone``, at ``now``."""
    fault = decision.one("responsibility")
    contact = decision.one("first_word").outputs
    ranked = sorted(decision.of("remedies"), key=lambda hit: hit.outputs["rank"])
    quiet = QuietHours(int(contact["quiet_from"]), int(contact["quiet_to"]))
    limits = {hit.rule: _by(hit, now, zone, quiet) for hit in ranked}
    options = [
        option for hit in ranked if (option := _option(hit, situation, possible, limits[hit.rule]))
    ]
    return Offer(
        round=situation.round,
        failure=situation.failure,
        caused_by=fault.outputs["caused_by"],
        borne_by=fault.outputs["borne_by"],
        fault_rule=fault.rule,
        fault_reasons=fault.reasons,
        apology=tuple(decision.one("apology").outputs["lines"].split(".")),
        options=_once_each(options),
        gesture=_gesture(decision.one("gestures"), situation, possible),
        currency=situation.currency,
        valid_until=(now + timedelta(days=int(contact["offer_days"]))).isoformat(),
        possible=possible,
    )


def _by(hit: Fired, now: datetime, zone: tzinfo, quiet: QuietHours) -> datetime:
    """By when a remedy is done: at the full hour, and not at night where the table says so."""
    limit = now + timedelta(hours=float(hit.outputs["hours"]))
    if not hit.outputs["daytime"]:
        return limit
    full_hour = limit.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return earliest(full_hour, zone=zone, quiet=quiet)


def _option(hit: Fired, situation: Situation, possible: Possible, by: datetime) -> Option | None:
    outputs = hit.outputs
    needs = tuple((outputs["needs"] or "").split(".")) if outputs["needs"] else ()
    if "point" in needs and not possible.points:
        return None
    amount = _amount(outputs, situation)
    if outputs["amount_of"] and not amount:
        return None
    return Option(
        key=outputs["remedy"],
        remedy=outputs["remedy"],
        needs=needs,
        who=outputs["who"],
        by=by.isoformat(),
        amount=str(amount) if amount else "",
        rule=hit.rule,
        reasons=hit.reasons,
    )


def _once_each(options: Sequence[Option]) -> tuple[Option, ...]:
    best: dict[str, Option] = {}
    for option in options:
        best.setdefault(option.key, option)
    return tuple(best.values())


def _gesture(hit: Fired, situation: Situation, possible: Possible) -> Gesture | None:
    kind = hit.outputs["gesture"]
    if kind == "none":
        return None
    amount = _amount(hit.outputs, situation)
    if hit.outputs["amount_of"] and not amount:
        return None
    what = possible.like if kind == "favourite" else ""
    return Gesture(kind, hit.rule, hit.reasons, str(amount) if amount else "", what)


def _amount(outputs: Mapping[str, Any], situation: Situation) -> Decimal:
    """The share of the order's value or delivery price that a rule names, to the cent."""
    if not outputs["amount_of"]:
        return Decimal(0)
    base: Decimal = getattr(situation, outputs["amount_of"])
    share: Decimal = outputs["amount_share"]
    return (base * share).quantize(CENT, ROUND_HALF_UP)


def windows(
    *, now: datetime, zone: tzinfo, slots: Sequence[str], days: int, lead_hours: int
) -> tuple[str, ...]:
    """The delivery windows on offer: each local slot ("19:00-21:00") on the next ``days`` days.

    A window that begins sooner than ``lead_hours`` from now is left out.
    """
    earliest = now + timedelta(hours=lead_hours)
    today = now.astimezone(zone).date()
    found = []
    for ahead in range(days + 1):
        for slot in slots:
            start, end = _slot(slot, today + timedelta(days=ahead), zone)
            if start >= earliest:
                found.append(f"{start.isoformat()}/{end.isoformat()}")
    return tuple(found)


def _slot(slot: str, day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    first, last = (time.fromisoformat(part) for part in slot.split("-"))
    return datetime.combine(day, first, tzinfo=zone), datetime.combine(day, last, tzinfo=zone)


def check_choice(
    offer: Mapping[str, Any], option: str, details: Mapping[str, str], *, now: datetime
) -> tuple[Mapping[str, Any], dict[str, str]]:
    """Hold a choice against the stored offer: the option and the clean details it needs.

    Raise ``BadChoice`` naming the field that is missing or not on offer.
    """
    if now > datetime.fromisoformat(offer["valid_until"]):
        raise BadChoice("this offer has run out", where="offer", code="offer_expired")
    chosen = next((o for o in offer["options"] if o["key"] == option), None)
    if chosen is None:
        raise BadChoice("this is not on offer", where="option", code="not_on_offer")
    clean = {
        need: _detail(need, details.get(need, "").strip(), offer, now) for need in chosen["needs"]
    }
    return chosen, clean


def _detail(need: str, value: str, offer: Mapping[str, Any], now: datetime) -> str:
    possible = offer["possible"]
    if not value:
        raise BadChoice("this is needed", where=need, code=f"{need}_missing")
    if need == "address" and len(value) > LONGEST_ADDRESS:
        raise BadChoice("this address is too long", where=need, code="address_too_long")
    if need == "contact" and len(value) > LONGEST_CONTACT:
        raise BadChoice("this is too long to reach you by", where=need, code="contact_too_long")
    if need == "window" and value not in possible["windows"]:
        raise BadChoice("this time is not on offer", where=need, code="window_not_on_offer")
    if need == "window" and datetime.fromisoformat(value.split("/")[0]) <= now:
        raise BadChoice("this time has begun already", where=need, code="window_not_on_offer")
    if need == "point" and value not in {point["code"] for point in possible["points"]}:
        raise BadChoice("this point is not on offer", where=need, code="point_not_on_offer")
    return value


def due_of(option: Mapping[str, Any], details: Mapping[str, str]) -> datetime:
    """By when it is to be done: the end of the chosen window, else the option's own limit."""
    if "window" in details:
        return datetime.fromisoformat(details["window"].split("/")[1])
    return datetime.fromisoformat(option["by"])
