"""A rulebook read from ``rulebook.toml`` and the CSV files of its tables."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from amends.core.errors import BadDeclaration
from amends.core.rulebook.book import Rulebook
from amends.core.rulebook.cells import Cell, read_cell
from amends.core.rulebook.facts import Fact, read_fact, read_flag
from amends.core.rulebook.keys import check_keys
from amends.core.rulebook.policies import AGGREGATES, HIT_POLICIES, HitPolicy
from amends.core.rulebook.rows import read_rows
from amends.core.rulebook.tables import Rule, Table
from amends.core.rulebook.types import TYPES

OWN = frozenset({"id", "source"})
REASON = "reason_"


def read_rulebook(declared: Mapping[str, Any], files: Mapping[str, str]) -> Rulebook:
    """Read a rulebook from its parsed ``rulebook.toml`` and the text of its CSV files by name.

    Raise ``BadDeclaration`` with file, row, column and a hint for what is not understood.
    """
    check_keys(declared)
    facts = {
        name: read_fact(name, entry, where=f"rulebook.toml facts.{name}")
        for name, entry in declared.get("facts", {}).items()
    }
    known, tables, said = dict(facts), [], Counter[str]()
    for name, entry in declared.get("tables", {}).items():
        if name not in files:
            raise BadDeclaration("this table has no file", where=f"{name}.csv")
        table = read_table(files[name], name=name, declared=entry, facts=known)
        tables.append(table)
        said.update(fact.name for fact in table.outputs)
        for fact in table.outputs:
            _check_is_no_fact(fact, facts, name)
            known.pop(fact.name, None)
        known.update((f.name, f) for f in table.readable if said[f.name] == 1)
    return Rulebook(
        name=_text(declared, "name"),
        version=_text(declared, "version"),
        checksum=_checksum(declared, files),
        facts=facts,
        tables=tuple(tables),
        declared=declared,
    )


def _check_is_no_fact(output: Fact, facts: Mapping[str, Fact], table: str) -> None:
    if output.name in facts:
        raise BadDeclaration(
            f"the output {output.name!r} has the name of a fact",
            where=f"rulebook.toml tables.{table}",
        )


def read_table(
    text: str, *, name: str, declared: Mapping[str, Any], facts: Mapping[str, Fact]
) -> Table:
    """Read a table from CSV text.

    ``declared`` is its entry in ``rulebook.toml``: ``hit`` and ``outputs``. The first column is
    the rule's ``id``, columns ``reason_LANGUAGE`` and ``source`` explain, every other column is
    one of ``facts`` or an output.
    """
    where = f"rulebook.toml tables.{name}"
    outputs = {
        output: replace(read_fact(output, entry, where=f"{where}.outputs.{output}"), clamped=False)
        for output, entry in declared.get("outputs", {}).items()
    }
    head, rows = read_rows(text, where=f"{name}.csv")
    _check_columns(head, name, facts, outputs)
    columns = [facts[column] for column in head if column in facts and column not in outputs]
    cells: dict[tuple[str, str], Cell] = {}
    rules = [_rule(row, name, number, columns, outputs, cells) for number, row in rows]
    _check_ids(rules, name)
    policy = _policy(declared, outputs, where)
    may_be_empty = read_flag(declared, "may_be_empty", where=where)
    return Table(
        name=name,
        policy=policy,
        columns=tuple(columns),
        outputs=tuple(
            _as_said(fact, rules, policy, may_be_empty=may_be_empty) for fact in outputs.values()
        ),
        rules=tuple(rules),
        may_be_empty=may_be_empty,
        layer=str(declared.get("layer", "")),
    )


def _check_columns(
    columns: Sequence[str], name: str, facts: Mapping[str, Fact], outputs: Mapping[str, Fact]
) -> None:
    where = f"{name}.csv"
    for column in columns:
        explains = column in OWN or column.startswith(REASON)
        if explains and (column in facts or column in outputs):
            raise BadDeclaration(
                f"the column {column!r} cannot be a fact or an output: it explains the rule",
                where=where,
                hint="give the fact or output another name",
            )
        if not (explains or column in facts or column in outputs):
            raise BadDeclaration(
                f"the column {column!r} is neither a fact nor an output",
                where=where,
                hint="see rulebook.toml",
            )
    for required in ("id", *outputs):
        if required not in columns:
            raise BadDeclaration(f"the column {required!r} is missing", where=where)


def _rule(
    row: Mapping[str, str],
    name: str,
    number: int,
    columns: Sequence[Fact],
    outputs: Mapping[str, Fact],
    cells: dict[tuple[str, str], Cell],
) -> Rule:
    """One row; cells of one text in one column are one object, kept in ``cells``."""
    place = f"{name}.csv row {number} column "
    for fact in columns:
        key = fact.name, row[fact.name]
        if key not in cells:
            cells[key] = read_cell(row[fact.name], fact, where=place + fact.name)
    return Rule(
        id=row["id"].strip(),
        cells=tuple(cells[fact.name, row[fact.name]] for fact in columns),
        outputs={c: read_output(row[c], fact, where=place + c) for c, fact in outputs.items()},
        reasons={c.removeprefix(REASON): row[c] for c in row if c.startswith(REASON) and row[c]},
        source=row.get("source", ""),
        row=number,
    )


def read_output(text: str, fact: Fact, *, where: str) -> Any:
    """Read what a rule says in one column; ``-`` and an empty cell are None."""
    text = text.strip()
    if text in {"", "-"}:
        return None
    quoted = len(text) > 1 and text[0] == text[-1] == '"'
    try:
        value = fact.type.read(text[1:-1] if quoted else text)
    except (ValueError, ArithmeticError):
        raise BadDeclaration(
            f"{text!r} is not a {fact.type.name}", where=where, code="bad_cell"
        ) from None
    if not fact.admits(value):
        raise BadDeclaration(
            f"{text} is not a value of {fact.name!r}",
            where=where,
            hint=f"one of {fact.domain()}",
            code="bad_cell",
        )
    return value


def _policy(declared: Mapping[str, Any], outputs: Mapping[str, Fact], where: str) -> HitPolicy:
    name, aggregate = (str(declared.get(key, "")) for key in ("hit", "aggregate"))
    if name not in HIT_POLICIES:
        raise BadDeclaration(
            f"the hit policy {name!r} is not known",
            where=where,
            hint=f"one of {', '.join(HIT_POLICIES)}",
        )
    if aggregate and (aggregate not in AGGREGATES or name != "collect"):
        raise BadDeclaration(
            f"{aggregate!r} does not go with the hit policy {name!r}",
            where=where,
            hint=f"collect with one of {', '.join(AGGREGATES)}",
        )
    if aggregate in {"sum", "min", "max"}:
        _check_foldable(outputs, aggregate, where)
    ranked = name in {"priority", "output order"}
    return HitPolicy(name, aggregate, _ranks(outputs, where) if ranked else {})


def _check_foldable(outputs: Mapping[str, Fact], aggregate: str, where: str) -> None:
    for fact in outputs.values():
        if fact.type.name not in {"number", "duration"} and aggregate == "sum":
            raise BadDeclaration(f"a {fact.type.name} cannot be added up", where=where)
        if not fact.type.ordered:
            raise BadDeclaration(f"a {fact.type.name} has no order", where=where)


def _ranks(outputs: Mapping[str, Fact], where: str) -> dict[str, dict[Any, int]]:
    ranks = {
        name: {value: place for place, value in enumerate((*fact.values, None))}
        for name, fact in outputs.items()
        if fact.values
    }
    if not ranks:
        raise BadDeclaration(
            "no output lists its values by priority",
            where=where,
            hint='outputs = { NAME = { type = "string", values = ["foremost", "next"] } }',
        )
    return ranks


def _as_said(fact: Fact, rules: Sequence[Rule], policy: HitPolicy, *, may_be_empty: bool) -> Fact:
    """The output as later tables may find it: its values, and whether it may be missing."""
    if policy.aggregate == "count":
        counted = Fact(fact.name, TYPES["number"], low=0, high=len(rules), step=1)
        return replace(counted, meaning=fact.meaning, unit=fact.unit)
    said = [rule.outputs[fact.name] for rule in rules]
    known = tuple(dict.fromkeys(value for value in said if value is not None))
    optional = may_be_empty or fact.optional or None in said
    if policy.aggregate == "sum":
        return replace(fact, optional=optional, values=(), low=None, high=None, step=None)
    if fact.values or fact.low is not None or fact.high is not None:
        return replace(fact, optional=optional)
    return replace(fact, optional=optional, values=known)


def _check_ids(rules: Sequence[Rule], name: str) -> None:
    seen: set[str] = set()
    for rule in rules:
        if not rule.id or rule.id in seen:
            raise BadDeclaration(
                f"the rule id {rule.id!r} is empty or used twice",
                where=f"{name}.csv row {rule.row}",
            )
        seen.add(rule.id)


def _text(declared: Mapping[str, Any], key: str) -> str:
    value = declared.get(key)
    if not isinstance(value, str) or not value:
        raise BadDeclaration(f"{key!r} is missing", where="rulebook.toml")
    return value


def _checksum(declared: Mapping[str, Any], files: Mapping[str, str]) -> str:
    whole = json.dumps([declared, dict(files)], sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()
