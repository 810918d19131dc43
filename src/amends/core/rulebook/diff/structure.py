"""What is written differently in two rulebooks, whether or not it decides anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from amends.core.rulebook.cells import in_order, show_cell
from amends.core.rulebook.diff.report import Change
from amends.core.rulebook.facts import Fact
from amends.core.rulebook.tables import Rule, Table

if TYPE_CHECKING:
    from amends.core.rulebook.book import Rulebook

APART = ("name", "version", "valid_from", "facts", "tables", "invariants")
"""Keys of ``rulebook.toml`` that are compared on their own, or differ in any two versions."""


def changes(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    """Facts, tables, rules, invariants and whatever else is written differently, in order."""
    yield from _each("fact", _told(old.facts), _told(new.facts))
    tables = [{table.name: table for table in book.tables} for book in (old, new)]
    yield from _each("table", *[{n: _head(t) for n, t in each.items()} for each in tables])
    for name, table in tables[1].items():
        if name in tables[0]:
            yield from _rules(tables[0][name], table)
    yield from _each("invariant", _invariants(old), _invariants(new))
    yield from _each("other", _rest(old.declared), _rest(new.declared))


def _each(what: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    for name in dict.fromkeys((*old, *new)):
        if name not in new:
            yield Change("removed", what, name, old=old[name])
        elif name not in old:
            yield Change("added", what, name, new=new[name])
        elif old[name] != new[name]:
            yield Change("changed", what, name, old[name], new[name])


def _told(facts: Mapping[str, Fact]) -> dict[str, str]:
    return {name: _domain(fact) for name, fact in facts.items()}


def _domain(fact: Fact) -> str:
    beyond = " clamped" if fact.clamped else ""
    return f"{fact.type.name}: {fact.domain()}{beyond}" + (", null" if fact.optional else "")


def _head(table: Table) -> str:
    policy = " ".join(filter(None, (table.policy.name, table.policy.aggregate)))
    columns = ", ".join(fact.name for fact in table.columns)
    outputs = ", ".join(fact.name for fact in table.outputs)
    empty = ", may be empty" if table.may_be_empty else ""
    return f"{policy}{empty}: {columns} → {outputs}"


def _rules(old: Table, new: Table) -> Iterator[Change]:
    before, after = ({rule.id: rule for rule in table.rules} for table in (old, new))
    shown = [
        {id_: _row(rule, table) for id_, rule in rules.items()}
        for rules, table in ((before, old), (after, new))
    ]
    for change in _each("rule", *shown):
        yield Change(change.kind, "rule", f"{new.name}.{change.name}", change.old, change.new)
    for id_, rule in after.items():
        if id_ in before:
            yield from _reworded(f"{new.name}.{id_}", before[id_], rule)
    kept = [[id_ for id_ in rules if id_ in before and id_ in after] for rules in (before, after)]
    if kept[0] != kept[1] and "collect" not in {old.policy.name, new.policy.name}:
        yield Change("changed", "order", new.name, ", ".join(kept[0]), ", ".join(kept[1]))


def _row(rule: Rule, table: Table) -> str:
    tests = {
        fact.name: show_cell(in_order(cell, fact), fact)
        for fact, cell in zip(table.columns, rule.cells, strict=True)
        if not cell.anything
    }
    counts = table.policy.aggregate == "count"
    said = {
        fact.name: str(value) if counts else fact.type.show(value)
        for fact in table.outputs
        if (value := rule.outputs[fact.name]) is not None
    }
    shown = [
        ", ".join(f"{n}: {text}" for n, text in sorted(part.items())) for part in (tests, said)
    ]
    return " → ".join(part or "-" for part in shown)


def _reworded(name: str, old: Rule, new: Rule) -> Iterator[Change]:
    for language in dict.fromkeys((*old.reasons, *new.reasons)):
        before, after = old.reasons.get(language, ""), new.reasons.get(language, "")
        if before != after:
            yield Change("reworded", "rule", f"{name} ({language})", before, after)
    if old.source != new.source:
        yield Change("reworded", "rule", f"{name} (source)", old.source, new.source)


def _invariants(book: Rulebook) -> dict[str, str]:
    return {
        str(each.get("id")): ", ".join(
            f"{key}: {value}" for key, value in each.items() if key not in {"id", "says", "source"}
        )
        for each in book.declared.get("invariants", ())
    }


def _rest(declared: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in declared.items() if name not in APART}
