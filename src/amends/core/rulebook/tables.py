"""One decision table: rules in rows, facts and outputs in columns, a hit policy."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from amends.core.errors import BadDeclaration
from amends.core.rulebook.cells import Test, read_cell, read_value

REASON = "reason_"
HIT_POLICIES = ("first", "unique", "collect")


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: its tests by fact, its outputs, and why, in each language."""

    id: str
    tests: tuple[tuple[str, Test], ...]
    outputs: Mapping[str, Any]
    reasons: Mapping[str, str]
    source: str

    def fits(self, facts: Mapping[str, Any]) -> bool:
        """Whether every test of the row holds for these facts."""
        return all(test(facts[name]) for name, test in self.tests)


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule that applied, with what it says and why."""

    table: str
    rule: str
    outputs: Mapping[str, Any]
    reasons: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table by name; ``hit`` is one of ``HIT_POLICIES``."""

    name: str
    hit: str
    rules: tuple[Rule, ...]

    def fire(self, facts: Mapping[str, Any]) -> tuple[Fired, ...]:
        """The rules that apply to these facts, in the order of the rows.

        Raise ``BadDeclaration`` where the hit policy is broken: nothing is decided by accident.
        """
        fired = []
        for rule in self.rules:
            if rule.fits(facts):
                fired.append(Fired(self.name, rule.id, rule.outputs, rule.reasons))
                if self.hit == "first":
                    break
        if self.hit == "unique" and len(fired) > 1:
            names = ", ".join(hit.rule for hit in fired)
            raise BadDeclaration(
                f"more than one rule applies: {names}", where=self.name, code="not_unique"
            )
        if self.hit != "collect" and not fired:
            raise BadDeclaration("no rule applies to this situation", where=self.name, code="gap")
        return tuple(fired)


def read_table(
    text: str, *, name: str, declared: Mapping[str, Any], facts: Mapping[str, str]
) -> Table:
    """Read a table from CSV text.

    ``declared`` is its entry in ``rulebook.toml``: ``hit`` and ``outputs`` (name to type);
    ``facts`` maps each fact to its type. The first column is the rule's ``id``, columns
    ``reason_LANGUAGE`` and ``source`` explain, every other column is a fact or an output.
    """
    hit = declared.get("hit", "")
    if hit not in HIT_POLICIES:
        raise BadDeclaration(
            f"the hit policy {hit!r} is not known",
            where=name,
            hint=f"one of {', '.join(HIT_POLICIES)}",
        )
    outputs: Mapping[str, str] = declared.get("outputs", {})
    rows = csv.DictReader(io.StringIO(text), strict=True)
    _check_columns(rows.fieldnames or [], name, facts, outputs)
    rules = tuple(
        _rule(row, name, number, facts, outputs) for number, row in enumerate(rows, start=2)
    )
    _check_ids(rules, name)
    return Table(name, hit, rules)


def _check_columns(
    columns: list[str] | Any, name: str, facts: Mapping[str, str], outputs: Mapping[str, str]
) -> None:
    for column in columns:
        known = column in facts or column in outputs or column in {"id", "source"}
        if not known and not column.startswith(REASON):
            raise BadDeclaration(
                f"the column {column!r} is neither a fact nor an output",
                where=f"{name}.csv",
                hint="see rulebook.toml",
            )
    for required in ("id", *outputs):
        if required not in columns:
            raise BadDeclaration(f"the column {required!r} is missing", where=f"{name}.csv")


def _rule(
    row: Mapping[str, Any],
    name: str,
    number: int,
    facts: Mapping[str, str],
    outputs: Mapping[str, str],
) -> Rule:
    if None in row or None in row.values():
        raise BadDeclaration(
            "the row has more or fewer cells than the head", where=f"{name}.csv row {number}"
        )

    def where(column: str) -> str:
        return f"{name}.csv row {number} column {column}"

    tested = [
        (c, row[c])
        for c in row
        if c in facts and c not in outputs and row[c].strip() not in {"", "-"}
    ]
    return Rule(
        id=row["id"].strip(),
        tests=tuple((c, read_cell(text, facts[c], where=where(c))) for c, text in tested),
        outputs={c: read_value(row[c], type_, where=where(c)) for c, type_ in outputs.items()},
        reasons={c.removeprefix(REASON): row[c] for c in row if c.startswith(REASON) and row[c]},
        source=row.get("source", ""),
    )


def _check_ids(rules: tuple[Rule, ...], name: str) -> None:
    seen: set[str] = set()
    for rule in rules:
        if not rule.id or rule.id in seen:
            raise BadDeclaration(
                f"the rule id {rule.id!r} is empty or used twice", where=f"{name}.csv"
            )
        seen.add(rule.id)
