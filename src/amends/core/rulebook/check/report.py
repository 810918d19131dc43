"""What a check found, what it proved and what it could not tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from amends.core.rulebook.facts import Fact


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong.

    ``kind`` is a key of ``QUESTIONS`` or ``STATIC``; ``subject`` the table, fact or invariant;
    ``situation`` the values of facts that show it, empty where no situation is needed; ``other``
    a second one where two are held against each other; ``region`` says, in cells, how far the
    situation may change with the same result; ``matter`` are the facts that were looked at;
    ``data`` are the words of the sentence, ``says`` what a broken invariant says, by language.
    """

    kind: str
    subject: str
    rules: tuple[str, ...] = ()
    situation: Mapping[str, Any] = field(default_factory=dict)
    other: Mapping[str, Any] = field(default_factory=dict)
    region: Mapping[str, str] = field(default_factory=dict)
    matter: tuple[str, ...] = ()
    data: Mapping[str, str] = field(default_factory=dict)
    says: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proof:
    """Something that holds in every situation; ``how`` names the method, ``steps`` its cost."""

    kind: str
    subject: str
    how: str
    steps: int = 0


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something that was neither proven nor refuted; ``why`` is budget, arithmetic or witness."""

    kind: str
    subject: str
    why: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The answer to every question that was asked of a rulebook.

    ``space`` is the number of situations that the tables and invariants can tell apart.
    """

    rulebook: str
    version: str
    checksum: str
    space: int
    findings: tuple[Finding, ...]
    proven: tuple[Proof, ...]
    unknown: tuple[Unknown, ...]

    @property
    def is_proven(self) -> bool:
        """Whether everything that was asked holds; what is unknown is not proven."""
        return not self.findings and not self.unknown

    def as_data(self, facts: Mapping[str, Fact]) -> dict[str, Any]:
        """The report as JSON; values of facts are written as in a cell."""
        return {
            "rulebook": self.rulebook,
            "version": self.version,
            "checksum": self.checksum,
            "space": self.space,
            "is_proven": self.is_proven,
            "findings": [_finding_as_data(finding, facts) for finding in self.findings],
            "proven": [_named(proof) for proof in self.proven],
            "unknown": [_named(unknown) for unknown in self.unknown],
        }


def read_report(data: Mapping[str, Any]) -> Report:
    """A report without findings, from what ``as_data`` made of it.

    Raise ``ValueError`` for one that holds findings, or is none.
    """
    try:
        if data["findings"]:
            raise ValueError("a report with findings is not read")
        return Report(
            rulebook=data["rulebook"],
            version=data["version"],
            checksum=data["checksum"],
            space=int(data["space"]),
            findings=(),
            proven=tuple(Proof(**_of_entry(entry)) for entry in data["proven"]),
            unknown=tuple(Unknown(**_of_entry(entry)) for entry in data["unknown"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"this is no report: {error!r}") from None


def _of_entry(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an answer from its plain values, see ``_named``."""
    subject = SUBJECTS.get(entry["kind"], "table")
    rest = {name: value for name, value in entry.items() if name != subject}
    return {name: tuple(v) if isinstance(v, list) else v for name, v in rest.items()} | {
        "subject": entry[subject]
    }


def shown(situation: Mapping[str, Any], facts: Mapping[str, Fact]) -> dict[str, str]:
    """The values of a situation as they are written in a cell."""
    return {name: show(value, facts[name]) for name, value in situation.items()}


def show(value: Any, fact: Fact) -> str:
    """A value of a fact as it is written in a cell."""
    return "null" if value is None else fact.type.show(value)


SUBJECTS = {
    "untested_fact": "fact",
    "broken": "invariant",
    "idle_invariant": "invariant",
    "invariant": "invariant",
}
"""What the subject of a finding, proof or open question is, where it is not a table."""


def _named(answer: Finding | Proof | Unknown) -> dict[str, Any]:
    """An answer as plain values, its subject under the name of what it is."""
    data = asdict(answer)
    subject = data.pop("subject")
    return {"kind": data.pop("kind"), SUBJECTS.get(answer.kind, "table"): subject, **data}


def _finding_as_data(finding: Finding, facts: Mapping[str, Fact]) -> dict[str, Any]:
    return {
        **_named(finding),
        "situation": shown(finding.situation, facts),
        "other": shown(finding.other, facts),
    }
