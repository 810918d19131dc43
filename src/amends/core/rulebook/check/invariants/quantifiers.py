"""``some`` and ``every`` over items that are there for sure or may be there."""

from __future__ import annotations

from typing import Any

from amends.core.feel.nodes import Name, Node, Quantified
from amends.core.rulebook.check.invariants.possible import Items


def quantified(
    conditions: list[tuple[set[bool | None], bool]], *, decisive: bool
) -> set[bool | None]:
    """What a quantifier may be; ``decisive`` is the condition of an item that decides it.

    ``conditions`` are what each item's condition may be, and whether the item is there for sure.
    """
    if any(sure and here == {decisive} for here, sure in conditions):
        return {decisive}
    found: set[bool | None] = set()
    if any(decisive in here for here, _ in conditions):
        found.add(decisive)
    if any(None in here for here, _ in conditions):
        found.add(None)
    if all(not sure or (not decisive) in here for here, sure in conditions):
        found.add(not decisive)
    return found


def body_of(node: Quantified) -> Node:
    """What is asked of each item of the first variable."""
    rest = node.iterations[1:]
    return Quantified(node.every, rest, node.condition) if rest else node.condition


def runs_through(node: Quantified, table: str) -> bool:
    """Whether the first variable runs through what a table says."""
    first = node.iterations[0]
    return first.domain == Name((table,)) and first.until is None


def listed(items: list[Any]) -> Items:
    """A known list as what a quantifier runs through."""
    return Items(tuple((item, True) for item in items))
