"""A rulebook: its tables in order, evaluated one after another, with the whole trace kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from amends.core.errors import BadDeclaration
from amends.core.rulebook.cells import READERS
from amends.core.rulebook.tables import Fired, Table, read_table


@dataclass(frozen=True, slots=True)
class Decision:
    """What a rulebook says of one situation: the facts as they were and every rule that fired."""

    rulebook: str
    version: str
    checksum: str
    facts: Mapping[str, Any]
    fired: tuple[Fired, ...]

    def of(self, table: str) -> tuple[Fired, ...]:
        """What fired in one table."""
        return tuple(hit for hit in self.fired if hit.table == table)

    def one(self, table: str) -> Fired:
        """The single rule that fired in a table that lets only one fire."""
        return self.of(table)[0]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Versioned decision tables; ``checksum`` is the SHA-256 of all its files."""

    name: str
    version: str
    checksum: str
    facts: Mapping[str, str]
    tables: tuple[Table, ...]

    def decide(self, facts: Mapping[str, Any]) -> Decision:
        """Decide one situation; a later table may read the outputs of an earlier single-hit one."""
        missing = self.facts.keys() - facts.keys()
        if missing:
            raise BadDeclaration(
                f"facts are missing: {', '.join(sorted(missing))}", where=self.name
            )
        known = dict(facts)
        fired: list[Fired] = []
        for table in self.tables:
            hits = table.fire(known)
            fired += hits
            if table.hit != "collect":
                known.update(hits[0].outputs)
        return Decision(self.name, self.version, self.checksum, dict(facts), tuple(fired))


def read_rulebook(declared: Mapping[str, Any], files: Mapping[str, str]) -> Rulebook:
    """Read a rulebook from its parsed ``rulebook.toml`` and the text of its CSV files by name."""
    facts = {name: _fact_type(name, entry) for name, entry in declared.get("facts", {}).items()}
    known = dict(facts)
    tables = []
    for name, entry in declared.get("tables", {}).items():
        if name not in files:
            raise BadDeclaration("this table has no file", where=f"{name}.csv")
        tables.append(read_table(files[name], name=name, declared=entry, facts=known))
        known.update(entry.get("outputs", {}))
    return Rulebook(
        name=declared["name"],
        version=declared["version"],
        checksum=_checksum(declared, files),
        facts=facts,
        tables=tuple(tables),
    )


def _fact_type(name: str, entry: Mapping[str, Any]) -> str:
    type_ = entry.get("type", "")
    if type_ not in READERS:
        raise BadDeclaration(
            f"the type {type_!r} is not known",
            where=f"facts.{name}",
            hint=f"one of {', '.join(READERS)}",
        )
    return str(type_)


def _checksum(declared: Mapping[str, Any], files: Mapping[str, str]) -> str:
    whole = json.dumps([declared, dict(files)], sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()
