"""Situation and decision in, an offer out: remedies to choose from, the gesture, the amounts.

Moments are not frozen here: an offer says how long things take, see ``amends.core.times``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from amends.core.money import rounded_down, share_of
from amends.core.plain import as_plain
from amends.core.rights import Due, Right, dues, falls_short, least_remedies, rights
from amends.core.rulebook import Decision, Fired
from amends.core.situation import Situation

NOTHING = Decimal(0)
PERSON = "person"
FOUND = "found"
"""Stands in a table for the party that was found to have caused the failure."""


@dataclass(frozen=True, slots=True)
class Place:
    """Another pickup point that the customer may choose."""

    code: str
    name: str
    address: str
    hours: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """When a courier comes: local ``slots`` ("19:00-21:00"), for so many days, from so soon."""

    slots: tuple[str, ...] = ()
    days: int = 0
    lead_hours: int = 0


@dataclass(frozen=True, slots=True)
class Possible:
    """What can be done for this customer now, as found in the record.

    ``addresses`` are {label, text}; ``like`` is something this customer likes, ``contact`` how we
    reach them; either may be empty.
    """

    addresses: tuple[Mapping[str, str], ...] = ()
    delivery: Delivery = Delivery()
    points: tuple[Place, ...] = ()
    like: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Gesture:
    """Something on top of a remedy, never instead of one. ``amount`` in the order's currency.

    ``who`` gives it, within ``hours``, outside the ``quiet`` hours if it has any.
    """

    kind: str
    rule: str
    reasons: Mapping[str, str]
    amount: str
    what: str
    who: str
    hours: str
    quiet: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Option:
    """One remedy the customer may choose.

    ``gives`` is what it leads to: goods, money or a person. ``needs`` names the details the
    customer gives (address, window, point, contact); ``who`` does it, within ``hours`` of the
    choice, outside the ``quiet`` hours if it has any; ``approver`` says yes first, if it names a
    role. ``gesture`` says whether the offer's gesture comes on top of this very option.
    """

    key: str
    remedy: str
    gives: str
    needs: tuple[str, ...]
    who: str
    hours: str
    quiet: tuple[int, int] | None
    amount: str
    gesture: bool
    approver: str
    rule: str
    reasons: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Offer:
    """All that the customer may choose from, with what they are told about it.

    ``stance`` is how their claim is met (mend, prove, look or evidence) and why. ``dues`` come by
    law with whatever is chosen; ``rights`` are the rules of law that apply.
    """

    round: int
    failure: str
    caused_by: str
    borne_by: str
    fault_rule: str
    fault_reasons: Mapping[str, str]
    apology: tuple[str, ...]
    stance: str
    stance_reasons: Mapping[str, str]
    options: tuple[Option, ...]
    gesture: Gesture | None
    dues: tuple[Due, ...]
    rights: tuple[Right, ...]
    currency: str
    valid_until: str
    possible: Possible

    def as_data(self) -> dict[str, Any]:
        """The offer as plain JSON values."""
        return dict(as_plain(self))


def _party(said: str, situation: Situation) -> str:
    """A party that a table names, or the one that was found to have caused it."""
    return situation.caused if said == FOUND else said


def build_offer(
    situation: Situation, decision: Decision, possible: Possible, *, now: datetime
) -> Offer:
    """Turn a decision into the offer for one customer, at ``now``."""
    claim, fault = decision.one("stance"), decision.one("responsibility")
    contact = decision.one("first_word").outputs
    quiet = (int(contact["quiet_from"]), int(contact["quiet_to"]))
    gesture = _gesture(decision.one("gestures"), situation, possible, quiet)
    ranked = sorted(decision.of("remedies"), key=lambda hit: hit.outputs["rank"])
    approval = decision.one("approval").outputs
    found = [_option(hit, situation, possible, quiet, gesture) for hit in ranked]
    options = [_approved(option, approval) for option in found if option]
    least = [
        (_option(hit, situation, possible, quiet, gesture), in_time)
        for hit, in_time in least_remedies(decision)
    ]
    return Offer(
        round=situation.round,
        failure=situation.failure,
        caused_by=_party(fault.outputs["caused_by"], situation),
        borne_by=_party(fault.outputs["borne_by"], situation),
        fault_rule=fault.rule,
        fault_reasons=fault.reasons,
        apology=tuple(decision.one("apology").outputs["lines"].split(".")),
        stance=claim.outputs["stance"],
        stance_reasons=claim.reasons,
        options=_at_least(_once_each(options), [(o, in_time) for o, in_time in least if o]),
        gesture=gesture,
        dues=dues(decision, situation, quiet),
        rights=rights(decision),
        currency=situation.currency,
        valid_until=(now + timedelta(days=int(contact["offer_days"]))).isoformat(),
        possible=possible,
    )


def _option(
    hit: Fired,
    situation: Situation,
    possible: Possible,
    quiet: tuple[int, int],
    gesture: Gesture | None,
) -> Option | None:
    outputs = hit.outputs
    needs = tuple((outputs["needs"] or "").split(".")) if outputs["needs"] else ()
    if "point" in needs and not possible.points:
        return None
    if "window" in needs and not possible.delivery.slots:
        return None
    amount = _amount(outputs, situation)
    if outputs["amount_of"] and not amount:
        return None
    return Option(
        key=outputs["remedy"],
        remedy=outputs["remedy"],
        gives=outputs["gives"],
        needs=needs,
        who=outputs["who"],
        hours=str(outputs["hours"]),
        quiet=quiet if outputs["daytime"] else None,
        amount=str(amount) if amount else "",
        gesture=outputs["gives"] != PERSON and _fits_on_top(gesture, amount, situation),
        approver="",
        rule=hit.rule,
        reasons=hit.reasons,
    )


def _approved(option: Option, approval: Mapping[str, Any]) -> Option:
    """The option with who has to say yes first, and the time that takes; a call needs no yes."""
    if option.gives == PERSON or approval["approver"] is None:
        return option
    hours = Decimal(option.hours) + approval["approve_hours"]
    return replace(option, approver=approval["approver"], hours=str(hours))


def _at_least(
    options: Sequence[Option], least: Sequence[tuple[Option, bool]]
) -> tuple[Option, ...]:
    """Whatever the policy offers, what the law gives stands beside or in place of it."""
    short = [
        right
        for right, in_time in least
        if all(falls_short(as_plain(each), as_plain(right), in_time=in_time) for each in options)
    ]
    kept = [option for option in options if option.key not in {right.key for right in short}]
    return (*_once_each(short), *kept)


def _fits_on_top(gesture: Gesture | None, amount: Decimal, situation: Situation) -> bool:
    """Whether the gesture and this amount together are no more than what is left to pay back."""
    if gesture is None:
        return False
    return not gesture.amount or amount + Decimal(gesture.amount) <= _left(situation)


def _once_each(options: Sequence[Option]) -> tuple[Option, ...]:
    best: dict[str, Option] = {}
    for option in options:
        best.setdefault(option.key, option)
    return tuple(best.values())


def _gesture(
    hit: Fired, situation: Situation, possible: Possible, quiet: tuple[int, int]
) -> Gesture | None:
    outputs = hit.outputs
    kind = outputs["gesture"]
    if kind == "none":
        return None
    amount = _amount(outputs, situation)
    if outputs["amount_of"] and not amount:
        return None
    return Gesture(
        kind=kind,
        rule=hit.rule,
        reasons=hit.reasons,
        amount=str(amount) if amount else "",
        what=str(getattr(possible, outputs["what"])) if outputs["what"] else "",
        who=outputs["who"],
        hours=str(outputs["hours"]),
        quiet=quiet if outputs["daytime"] else None,
    )


def _amount(outputs: Mapping[str, Any], situation: Situation) -> Decimal:
    """The share of what a rule names, but never more than is left to be paid back."""
    if not outputs["amount_of"]:
        return NOTHING
    base: Decimal = getattr(situation, outputs["amount_of"])
    of_rule = share_of(base, outputs["amount_share"], situation.currency)
    return min(of_rule, _left(situation))


def _left(situation: Situation) -> Decimal:
    """What the customer paid, less what went or goes back already."""
    return rounded_down(max(situation.value - situation.paid_back, NOTHING), situation.currency)
