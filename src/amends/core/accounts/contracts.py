"""What a partner pays for by its contract: kinds of failure, per cent, limits, time to answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from amends.core.money import share_of

WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: these kinds of failure are paid for, so many per cent of the partner's share.

    ``most`` is the limit for one case by currency. A clause that names limits, but none in the
    currency of the case, pays nothing there: what was not agreed on is not asked for.
    """

    number: str
    failures: frozenset[str]
    per_cent: Decimal = WHOLE
    most: Mapping[str, Decimal] = field(default_factory=dict)
    text: Mapping[str, str] = field(default_factory=dict)

    def pays(self, part: Decimal, currency: str) -> Decimal:
        """What is paid of the partner's ``part`` of a case's cost, never more than that."""
        if self.most and currency not in self.most:
            return Decimal(0)
        asked = share_of(part, min(self.per_cent, WHOLE) / WHOLE, currency)
        return min(asked, part, self.most.get(currency, asked))


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract, in force from its first to its last day, both included; ``until`` may be open.

    ``days_to_answer`` is how long the partner has to pay or dispute what it is asked for.
    """

    number: str
    valid_from: date
    valid_until: date | None
    days_to_answer: int
    clauses: tuple[Clause, ...]

    def in_force(self, on: date) -> bool:
        """Whether it counts for what went wrong on that day."""
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)

    def clause(self, failure: str) -> Clause | None:
        """The first clause that pays for this kind of failure."""
        return next((each for each in self.clauses if failure in each.failures), None)


class Covered(NamedTuple):
    """The contract and the clause that pay for a failure."""

    contract: Contract
    clause: Clause


def covering(contracts: Iterable[Contract], failure: str, on: date) -> Covered | None:
    """What pays for a failure of that day; of several contracts in force, the latest begun."""
    for contract in sorted(contracts, key=lambda each: each.valid_from, reverse=True):
        clause = contract.clause(failure) if contract.in_force(on) else None
        if clause is not None:
            return Covered(contract, clause)
    return None
