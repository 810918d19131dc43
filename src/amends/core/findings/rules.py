"""The numbers and words by which claims are held against the record; a rulebook gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Weights:
    """How sure each thing in the record is by itself, from 0 (nothing) to 1 (beyond doubt).

    The name says what is shown; whether it speaks for the claim or against it depends on the claim.
    What has a value here may be left out: rulebooks were published before it was asked for.
    """

    order_log: float
    call_says_so: float
    call_says_nothing_of_it: float
    call_says_otherwise: float
    call_promises_something: float
    posted_hours: float
    others_served: float
    visits_in_vain: float
    visit_in_vain_said: float
    visit_recorded: float
    collected_before: float
    not_there_yet: float
    signed_by_customer: float
    signed_by_household: float
    signed_by_another: float
    signed_by_nobody_named: float
    delivered_unsigned: float
    handed_over: float
    no_delivery: float
    lost: float
    delivered_late: float
    delivered_in_time: float
    kitchen_late: float
    kitchen_log: float
    seen_by_staff: float
    seen_otherwise_by_staff: float
    refund_overdue: float
    refund_not_due: float
    refund_paid: float
    refund_under_way: float
    called_off: float
    stock_figure: float
    photo: float
    scan: float
    others_served_apart: float = 0.5


@dataclass(frozen=True, slots=True)
class Windows:
    """How far the memory of people and the clocks of machines may be off.

    ``visits``: minutes around the claimed moment in which others' visits speak of it. ``served``:
    minutes between two who were served, in which nobody stood before a closed door. ``posted``:
    minutes around it that must all lie outside the posted hours. ``own_visit``, ``call``: minutes
    within which a recorded visit or call is the one that is meant. ``collected``: minutes by which
    the hand-over must come before the claimed visit. ``ordered_days`` and ``ordered_share``: so
    many days, and that share of the days gone by, may a remembered day of the order be off.
    ``waited_minutes`` and ``waited_share``: the same for a remembered wait, by the minutes in the
    log. ``bank_days``: so long money may be on its way from the bank.
    """

    visits: float
    posted: float
    own_visit: float
    call: float
    collected: float
    ordered_days: float
    ordered_share: float
    waited_minutes: float
    waited_share: float
    bank_days: float
    served: float = 15


@dataclass(frozen=True, slots=True)
class Words:
    """Words by which the record's texts are understood, in any language, in small letters.

    ``household``: who may sign at the door beside the customer. ``may_come`` and ``not_yet``: how
    staff say that one can come already, and that one shall wait: beginnings of words, or phrases.
    ``hours``: beginnings of words that name an hour. ``damage``: statuses of a carrier's scan that
    tell of damage. ``alike``: words that are alike to this share of their pieces say the same.
    """

    household: frozenset[str]
    may_come: tuple[str, ...]
    not_yet: tuple[str, ...]
    hours: tuple[str, ...]
    damage: frozenset[str]
    alike: float


@dataclass(frozen=True, slots=True)
class Rules:
    """How a claim is held against the record: ``[findings]`` in ``rulebook.toml``.

    Weights of one side are put together as independent signs: 1 - (1 - a)(1 - b)… From
    ``confirms`` on a claim is confirmed, from ``contradicts`` on it is contradicted, unless the
    other side weighs ``doubt`` or more: then the record disagrees with itself. ``shown_only``:
    kinds of evidence that are shown and never count.
    """

    confirms: float
    contradicts: float
    doubt: float
    shown_only: frozenset[str]
    weights: Weights
    windows: Windows
    words: Words

    def __post_init__(self) -> None:
        _check_shares("", {"confirms": self.confirms, "contradicts": self.contradicts})
        _check_shares("weights.", _numbers(self.weights))
        if not 0 < self.doubt < min(self.confirms, self.contradicts):
            raise ValueError("doubt lies above 0 and below confirms and contradicts")
        for name, number in _numbers(self.windows).items():
            if number < 0:
                raise ValueError(f"windows.{name} is 0 or more")
        _check_shares("words.", {"alike": self.words.alike})


def _numbers(of: Weights | Windows) -> Mapping[str, float]:
    return {field.name: getattr(of, field.name) for field in fields(of)}


def _check_shares(prefix: str, shares: Mapping[str, float]) -> None:
    for name, share in shares.items():
        if not 0 <= share <= 1:
            raise ValueError(f"{prefix}{name} lies between 0 and 1")
