"""What is declared or said and then not used: found by looking, without any search."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from amends.core.errors import BadDeclaration
from amends.core.rulebook.check.report import Finding, show
from amends.core.rulebook.check.space import Column, Sheet, Space, mask_of
from amends.core.rulebook.generated import bits_of
from amends.core.rulebook.tables import Table

if TYPE_CHECKING:
    from amends.core.rulebook.book import Rulebook


def unused(space: Space, outputs_read: Collection[tuple[str, str]]) -> Iterator[Finding]:
    """Facts and outputs that nobody uses, columns that test nothing, values that nobody says.

    ``outputs_read`` are tables and outputs that invariants name.
    """
    yield from _untested_facts(space)
    for sheet in space.sheets:
        yield from _unused_outputs(space, sheet, outputs_read)
        for column in sheet.columns:
            if not column.tests:
                yield Finding("idle_column", sheet.table.name, data={"fact": column.name})
            if column.source is not None:
                yield from _unsaid(space, sheet, column)


def _untested_facts(space: Space) -> Iterator[Finding]:
    for name in space.book.facts:
        reason = space.book.declared.get("facts", {}).get(name)
        reason = reason.get("untested", "") if isinstance(reason, Mapping) else ""
        if not isinstance(reason, str):
            raise BadDeclaration(
                "'untested' says in words why no table tests the fact",
                where=f"rulebook.toml facts.{name}",
            )
        if name not in space.axes and not reason:
            yield Finding("untested_fact", name)


def _unused_outputs(
    space: Space, sheet: Sheet, outputs_read: Collection[tuple[str, str]]
) -> Iterator[Finding]:
    table = sheet.table
    tested = {c.name for each in space.sheets for c in each.columns if c.source == sheet.place}
    used = declared_use(space.book, table)
    if used is None:
        used = set() if tested else {fact.name for fact in table.outputs}
    read = tested | {output for name, output in outputs_read if name == table.name}
    for fact in table.outputs:
        if fact.name not in read | used:
            yield Finding("unused_output", table.name, data={"output": fact.name})


def declared_use(book: Rulebook, table: Table) -> set[str] | None:
    """The outputs that ``used`` in ``rulebook.toml`` says the application reads.

    Raise ``BadDeclaration`` where it names something else.
    """
    used = book.declared.get("tables", {}).get(table.name, {}).get("used")
    names = {fact.name for fact in table.outputs}
    if used is None:
        return None
    where = f"rulebook.toml tables.{table.name}"
    if not isinstance(used, list):
        listed = ", ".join(f'"{fact.name}"' for fact in table.outputs)
        raise BadDeclaration(
            "'used' lists the outputs that are read outside of the rulebook",
            where=where,
            hint=f"used = [{listed}], without those that nobody reads",
        )
    for name in used:
        if name not in [*names]:
            raise BadDeclaration(
                f"'used' names {name!r}, which is no output of the table",
                where=where,
                hint=f"one of {', '.join(fact.name for fact in table.outputs)}",
            )
    return set(used)


def _unsaid(space: Space, sheet: Sheet, column: Column) -> Iterator[Finding]:
    """Values of an earlier table's output that a cell asks for and no rule says."""
    source = space.sheets[column.source or 0]
    if source.table.policy.aggregate:
        return
    said = {column.axis.locate(rule.outputs[column.name]) for rule in source.rules}
    said |= {column.axis.known} if source.table.may_be_empty else set()
    absent = column.axis.all_bits & ~mask_of(sorted(said))
    for side, rules in column.rules_by_side.items():
        if side == column.axis.all_bits:
            continue
        for bucket in bits_of(side & absent):
            where = column.axis.buckets[bucket]
            if where.span is not None and where.is_point:
                ids = tuple(sheet.rules[at].id for at in bits_of(rules))
                value = show(where.sample, column.axis.fact)
                data = {"output": column.name, "value": value, "source": source.table.name}
                yield Finding("unsaid", sheet.table.name, ids, data=data)
