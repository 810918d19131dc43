"""What a check proved, found or could not tell, as the page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from amends.app.rules.words import Speaking
from amends.app.rules.words.speaking import readable
from amends.core.rulebook import Rulebook
from amends.core.rulebook.check import Finding, Report
from amends.core.rulebook.check.words import sentence, unknown_words

PROVEN, BROKEN, OPEN, NOT_ASKED = "proven", "broken", "open", "not-asked"
MOST_IN_FULL = 10**6


class Witness(NamedTuple):
    """A fact and its value in a situation that shows a finding."""

    label: str
    value: str


class Statement(NamedTuple):
    """A sentence with what became of it; ``witness`` shows why where it does not hold."""

    id: str
    text: str
    state: str
    source: str = ""
    witness: tuple[Witness, ...] = ()


class Proven(NamedTuple):
    """All that is said of a rulebook as a whole.

    ``space`` counts the situations, ``power`` is the exponent of ten where they are very many.
    """

    is_checked: bool
    space: str
    power: int
    is_decided: bool
    promises: tuple[Statement, ...]
    findings: tuple[Statement, ...]
    unknown: tuple[str, ...]

    @property
    def is_asked(self) -> bool:
        """Whether all that the rulebook promises was put to the test."""
        return self.is_checked and all(p.state != NOT_ASKED for p in self.promises)

    @property
    def is_whole(self) -> bool:
        """Whether everything is proven, what the rulebook promises as well."""
        kept = all(promise.state == PROVEN for promise in self.promises)
        return self.is_checked and kept and not self.findings and not self.unknown


def proven(book: Rulebook, report: Report | None, speaking: Speaking) -> Proven:
    """What the page says of a report; without one only what the rulebook promises."""
    promises = tuple(_promise(each, book, report, speaking) for each in invariants(book))
    if report is None:
        return Proven(False, "", 0, False, promises, (), ())
    told = {promise.id for promise in promises}
    decided = all(not _is_gap(answer) for answer in (*report.findings, *report.unknown))
    many = report.space >= MOST_IN_FULL
    return Proven(
        is_checked=True,
        space="" if many else speaking.number(report.space),
        power=len(str(report.space)) - 1 if many else 0,
        is_decided=decided,
        promises=promises,
        findings=tuple(
            _found(finding, book, speaking)
            for finding in report.findings
            if finding.subject not in told
        ),
        unknown=tuple(
            unknown_words(u, speaking.words) for u in report.unknown if u.subject not in told
        ),
    )


def invariants(book: Rulebook) -> tuple[Mapping[str, Any], ...]:
    """What the rulebook says of every situation."""
    return tuple(book.declared.get("invariants", ()))


def marks(table: str, report: Report | None) -> Mapping[str, str]:
    """What became of each question that was asked of a table, by the kind of question."""
    if report is None:
        return {}
    found = {proof.kind: PROVEN for proof in report.proven if proof.subject == table}
    found |= {unknown.kind: OPEN for unknown in report.unknown if unknown.subject == table}
    for finding in report.findings:
        if finding.subject == table:
            found["dead" if finding.kind == "shadowed" else finding.kind] = BROKEN
    return {kind: found[kind] for kind in ("gap", "contradiction", "dead") if kind in found}


def _found(finding: Finding, book: Rulebook, speaking: Speaking) -> Statement:
    text = sentence(finding, speaking.words, speaking.language)
    return Statement(finding.subject, text, BROKEN, "", _witness(finding, book, speaking))


def _is_gap(answer: Any) -> bool:
    return bool(answer.kind == "gap")


def _promise(
    declared: Mapping[str, Any], book: Rulebook, report: Report | None, speaking: Speaking
) -> Statement:
    name, says = str(declared.get("id", "")), declared.get("says", {})
    text = speaking.of({"en": says} if isinstance(says, str) else says) or readable(name)
    finding = next((f for f in (report.findings if report else ()) if f.subject == name), None)
    state = _state(name, report) if finding is None else BROKEN
    witness = _witness(finding, book, speaking) if finding else ()
    return Statement(name, text, state, str(declared.get("source", "")), witness)


def _state(name: str, report: Report | None) -> str:
    if report is None:
        return NOT_ASKED
    if any(proof.subject == name and proof.kind == "invariant" for proof in report.proven):
        return PROVEN
    return OPEN if any(unknown.subject == name for unknown in report.unknown) else NOT_ASKED


def _witness(finding: Finding, book: Rulebook, speaking: Speaking) -> tuple[Witness, ...]:
    return tuple(
        Witness(speaking.label(book.facts[name]), speaking.value(name, finding.situation[name]))
        for name in finding.matter
        if name in finding.situation and name in book.facts
    )
