"""An invariant cut into claims, each of which is small enough to be looked for on its own.

``A and B`` holds where both do, and ``every r in TABLE satisfies P`` where P does for each rule
that fits. One of them being broken is a situation that breaks the invariant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from amends.core.feel.nodes import Literal, Name, Node, Operation, Quantified
from amends.core.rulebook.check.invariants.declared import Invariant
from amends.core.rulebook.tables import Rule

if TYPE_CHECKING:
    from amends.core.rulebook.book import Rulebook


@dataclass(frozen=True, slots=True)
class Claim:
    """``always`` is true wherever ``when`` is and each rule of ``wanted`` fits.

    ``wanted`` are place and rule by the variable that stands for what the rule says.
    """

    when: Node
    always: Node
    wanted: Mapping[str, tuple[int, Rule]] = field(default_factory=dict)


def claims_of(invariant: Invariant, book: Rulebook) -> Iterator[Claim]:
    """All that must hold for an ``always`` to hold."""
    assert invariant.always is not None
    yield from _split(Claim(invariant.when or Literal(True), invariant.always), book)


def _split(claim: Claim, book: Rulebook) -> Iterator[Claim]:
    match claim.always:
        case Operation(operator="and", left=left, right=right):
            yield from _split(replace(claim, always=left), book)
            yield from _split(replace(claim, always=right), book)
        case Quantified(every=True, iterations=(first,), condition=condition) if (
            first.until is None
            and first.name not in claim.wanted
            and _is_list(first.domain, claim, book)
        ):
            assert isinstance(first.domain, Name)
            place = book.places[first.domain.parts[0]]
            for rule in book.tables[place].rules:
                wanted = {**claim.wanted, first.name: (place, rule)}
                yield from _split(replace(claim, always=condition, wanted=wanted), book)
        case _:
            yield claim


def _is_list(node: Node, claim: Claim, book: Rulebook) -> bool:
    """Whether a node is a table whose answer is a list of rules."""
    if not isinstance(node, Name) or node.parts[0] not in book.places:
        return False
    policy = book.tables[book.places[node.parts[0]]].policy
    return node.parts[0] not in claim.wanted and not policy.is_single and not policy.aggregate
