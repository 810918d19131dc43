"""One order's story while it is told: what the record shows of it, and what is true."""

from __future__ import annotations

from random import Random
from typing import Any, NamedTuple

from amends.simulate.clock import DAY, Clock
from amends.simulate.people import Customer
from amends.simulate.record import Record, Settle, encode
from amends.simulate.town import Town


class Failure(NamedTuple):
    """A broken promise: who did it (``party`` and the code of ``who``), seen at a moment.

    ``shown`` says whether the record shows it, or only the customer can.
    """

    failure: str
    at: int
    party: str
    who: str
    shown: bool


class Item(NamedTuple):
    """One thing ordered; ``price`` in hundredths."""

    title: str
    price: int


class Story:
    """One order, told ahead of its time; what lies after the end of the simulation is not kept."""

    def __init__(
        self,
        town: Town,
        record: Record,
        rng: Random,
        *,
        number: str,
        customer: Customer,
        kind: str,
        placed: int,
    ) -> None:
        self.town = town
        self.record = record
        self.rng = rng
        self.clock: Clock = town.clock
        self.mix = town.mix
        self.number = number
        self.customer = customer
        self.kind = kind
        self.placed = placed
        self.fulfilment = ""
        self.planted = False
        self.called = False
        self.mistaken = not customer.dishonest and rng.random() < town.mix["mistaken"]
        self.placed_key = ""
        self.prepaid = True
        self.total = 0
        self.items: list[Item] = []
        self.causes: list[str] = []
        self.failures: list[Failure] = []
        self.false_claims: list[tuple[int, str]] = []
        self.spoke_at: int | None = None
        self.deed = False
        self.end = placed

    def chance(self, share: str, factor: float = 1.0) -> bool:
        """Whether something happens that the mix makes happen this often."""
        return self.rng.random() < self.mix[share] * factor

    def cause(self, share: str, factor: float = 1.0) -> bool:
        """Like ``chance``, and remember that it happened to this order."""
        happens = self.chance(share, factor)
        if happens:
            self.causes.append(share)
        return happens

    def between(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + int(self.rng.random() * (high - low + 1))

    def say(self, source: str, type_: str, at: int, **data: Any) -> str:
        """The record shows an event; return its id."""
        if at > self.end:
            self.end = at
        return self.record.event(source, type_, at, self.number, encode(data) if data else "{}")

    def true(self, truth: str, at: int, settle: Settle | None = None, **row: Any) -> None:
        """A row of the truth about this order."""
        self.record.truth(at, {"truth": truth, "order": self.number, **row}, settle)

    def fail(
        self,
        failure: str,
        promise: str,
        at: int,
        *,
        shares: dict[str, float],
        who: str,
        events: tuple[str, ...] = (),
        shown: bool = True,
        cause: str = "",
    ) -> bool:
        """A promise is broken; ``shares`` say by whom, ``shown`` whether the record can tell.

        Return whether it is seen before the simulation ends.
        """
        if at > self.record.until:
            return False
        party = max(shares, key=lambda name: shares[name])
        self.true(
            "failure",
            at,
            customer=self.customer.code,
            failure=failure,
            promise=promise,
            responsible=party,
            shares=shares,
            who=who,
            record_shows=shown,
            cause=cause,
            events=list(events),
        )
        self.failures.append(Failure(failure, at, party, who, shown))
        return True

    def next_morning(self, at: int) -> int:
        """A moment in the morning after."""
        return self.clock.at(self.clock.day(at) + 1, self.between(8 * 3600, 11 * 3600))

    def daytime(self, at: int) -> int:
        """The same moment, or one in the waking hours after it."""
        second = self.clock.second(at)
        if 8 * 3600 <= second < 21 * 3600:
            return at
        return self.next_morning(at - DAY if second < 8 * 3600 else at)
