"""The invariants of ``rulebook.toml``, read and held against the facts and tables that exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from amends.core.errors import BadDeclaration
from amends.core.feel.errors import BadExpression
from amends.core.feel.nodes import Node
from amends.core.feel.parser import read_expression
from amends.core.rulebook.check.invariants.mentions import Mentions, mentions

if TYPE_CHECKING:
    from amends.core.rulebook.book import Rulebook

KEYS = frozenset({"id", "says", "source", "when", "always", "across", "not_less", "same"})
SHAPE = "'always', or 'across' with 'not_less' or 'same'"


@dataclass(frozen=True, slots=True)
class Invariant:
    """One invariant.

    ``always`` is true wherever ``when`` is. Or, with ``across``: of two situations that differ in
    one of these facts only, the one with the greater value does not get less (``not_less``), or
    both get the same.
    """

    id: str
    says: Mapping[str, str]
    source: str
    when: Node | None = None
    always: Node | None = None
    across: tuple[str, ...] = ()
    not_less: Node | None = None
    same: Node | None = None

    @property
    def expressions(self) -> tuple[Node, ...]:
        """All that it consists of."""
        parts = (self.when, self.always, self.not_less, self.same)
        return tuple(part for part in parts if part is not None)


def read_invariants(book: Rulebook) -> tuple[Invariant, ...]:
    """Read the ``[[invariants]]`` of a rulebook.

    Raise ``BadDeclaration`` naming the invariant for what is not understood.
    """
    found: dict[str, Invariant] = {}
    for number, entry in enumerate(book.declared.get("invariants", ())):
        name = entry.get("id", "") if isinstance(entry, Mapping) else ""
        where = f"rulebook.toml invariants {name or number + 1}"
        if not isinstance(name, str) or not name or name in found:
            raise BadDeclaration("an invariant has an id of its own", where=where)
        found[name] = _invariant(book, entry, where)
    return tuple(found.values())


def _invariant(book: Rulebook, entry: Mapping[str, Any], where: str) -> Invariant:
    for key in entry:
        if key not in KEYS:
            raise BadDeclaration(
                f"{key!r} is not understood here", where=where, hint=f"one of {', '.join(KEYS)}"
            )
    says = entry.get("says", {})
    invariant = Invariant(
        id=entry["id"],
        says={"en": says} if isinstance(says, str) else says,
        source=entry.get("source", ""),
        across=_across(book, entry, where),
        **{key: _read(book, entry, key, where) for key in ("when", "always", "not_less", "same")},
    )
    shapes = [invariant.always, invariant.not_less, invariant.same]
    is_relation = invariant.always is None
    if sum(part is not None for part in shapes) != 1 or bool(invariant.across) != is_relation:
        raise BadDeclaration(f"an invariant has {SHAPE}", where=where)
    return invariant


def _across(book: Rulebook, entry: Mapping[str, Any], where: str) -> tuple[str, ...]:
    named = entry.get("across", [])
    names = (named,) if isinstance(named, str) or not isinstance(named, list) else tuple(named)
    for name in names:
        fact = book.facts.get(name) if isinstance(name, str) else None
        if fact is None:
            raise BadDeclaration(f"{name!r} is not a fact", where=where)
        if "not_less" in entry and not fact.type.ordered:
            raise BadDeclaration(f"the values of {name!r} have no order", where=where)
    return names


def _read(book: Rulebook, entry: Mapping[str, Any], key: str, where: str) -> Node | None:
    if key not in entry:
        return None
    try:
        node = read_expression(str(entry[key]), tuple(_names(book)))
    except BadExpression as error:
        raise BadDeclaration(
            f"{key!r} is not understood: {error.message} ({error.where})", where=where
        ) from None
    _refuse_unknown(book, mentions(node, book), f"{where} {key}")
    return node


def _names(book: Rulebook) -> Iterator[str]:
    yield from book.facts
    for table in book.tables:
        yield table.name
        yield from (fact.name for fact in table.outputs)


def _refuse_unknown(book: Rulebook, found: Mentions, where: str) -> None:
    for name in sorted(found.facts & book.places.keys()):
        raise BadDeclaration(f"{name!r} is the name of a fact and of a table", where=where)
    for name in sorted(found.unknown):
        raise BadDeclaration(
            f"{name!r} is neither a fact nor a table",
            where=where,
            hint="an output is written TABLE.OUTPUT",
        )
    outputs = {table.name: {fact.name for fact in table.outputs} for table in book.tables}
    for table, output in sorted(found.outputs):
        if output not in outputs[table]:
            raise BadDeclaration(f"the table {table!r} does not say {output!r}", where=where)
