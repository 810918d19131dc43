"""What events, statuses, reasons and kinds of failure mean, as a policy declares it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

SENDER = "sender"
"""Stands in a rule for whoever sends, or makes, an order of this kind."""


class By(StrEnum):
    """How the party behind a kind of failure is found.

    ``legs``: each leg that overran its own due time, by how much. ``holder``: whose leg it was on
    when it went wrong. ``word``: who gave a word of their own; a word that only repeated what the
    order promised is judged by the legs. ``said``: what an event's field says (a reason, a status).
    ``party``: always the same one.
    """

    LEGS = "legs"
    HOLDER = "holder"
    WORD = "word"
    SAID = "said"
    PARTY = "party"


@dataclass(frozen=True, slots=True)
class PartyRule:
    """A party: whether it is a ``partner`` of the shop, and where its code stands.

    ``stage`` is the stage of the order at which it works, where it depends on the order whether
    that is in a partner's hands.
    ``who`` lists "event type:field", the first that is said counts; "source" stands for what
    follows the colon in an event's source, "point:operator" for the operator of the order's point.
    ``named`` is the code where there is only one (accounts).
    """

    partner: bool = False
    stage: str = ""
    who: tuple[str, ...] = ()
    named: str = ""


@dataclass(frozen=True, slots=True)
class LegRule:
    """A leg: which event types begin and end it, and in which field its own due time stands.

    ``shown_by`` are those that show it to be under way where its beginning was not recorded.
    """

    name: str
    party: str
    begins: frozenset[str]
    ends: frozenset[str]
    due: str = ""
    shown_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FailureRule:
    """How the party behind one kind of failure is found.

    ``party`` is the one party, or whom to take where nothing was said; ``places`` are "event
    type:field", the first that says something counts, and ``means`` which party each value of it
    stands for.
    """

    by: By = By.PARTY
    party: str = ""
    places: tuple[str, ...] = ()
    means: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Rules:
    """All that is declared: ``responsibility.toml``.

    ``sends`` names the sending party by the kind of order. ``legs`` are in the order in which a
    parcel goes through them. ``status`` is the "event type:field" of a scan's status; ``waits_for``
    says for whom a parcel waits from such a status, or such an event, on, and ``goes_on`` which
    statuses end that. ``otherwise`` is for kinds of failure that are not named.
    """

    parties: Mapping[str, PartyRule]
    sends: Mapping[str, str]
    sends_otherwise: str
    legs: tuple[LegRule, ...]
    status: str
    waits_for: Mapping[str, str]
    goes_on: frozenset[str]
    failures: Mapping[str, FailureRule]
    otherwise: FailureRule

    @cached_property
    def types(self) -> frozenset[str]:
        """Every event type that is looked at."""
        places = [place for each in self.parties.values() for place in each.who]
        for rule in (*self.failures.values(), self.otherwise):
            places += rule.places
        found = {place.partition(":")[0] for place in (*places, self.status)}
        for leg in self.legs:
            found |= leg.begins | leg.ends | leg.shown_by
        return frozenset({*found, *self.waits_for} - {""})

    def failure(self, kind: str) -> FailureRule:
        """The rule of this kind of failure."""
        return self.failures.get(kind, self.otherwise)

    def party(self, named: str, order_kind: str) -> str:
        """The party that is meant: whoever sends an order of this kind, where that is said."""
        if named != SENDER:
            return named
        return self.sends.get(order_kind, self.sends_otherwise)
