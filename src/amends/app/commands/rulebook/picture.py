"""The result of a check as a picture in the terminal."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from amends.core.rulebook import Fact, Rulebook
from amends.core.rulebook.check.report import Finding, Report, shown
from amends.core.rulebook.check.words import in_language, proof_words, sentence, unknown_words
from amends.core.wording.mark import Line, Translator, line, plural

WIDEST = 24
LINES: Mapping[str, Line] = {
    "space": line("{name} {version}: {count} situations can be told apart"),
    "table": line("table"),
    "rules": line("rules"),
    "decided": line("no gap"),
    "agreed": line("no contradiction"),
    "needed": line("no dead rule"),
    "proven": line("Everything that was asked is proven: in every situation that can be declared."),
    "example": line("for example: {situation}"),
    "and": line("and then: {situation}"),
    "findings": plural("{count} finding", "{count} findings"),
    "unknown": plural("{count} question is open", "{count} questions are open"),
}
COLUMNS = {"gap": "decided", "contradiction": "agreed", "dead": "needed"}
ASKED_BY = {"shadowed": "dead"}
"""Findings of another name than the question that they answer."""


def draw(
    report: Report, book: Rulebook, words: Translator, console: Console, *, language: str = "en"
) -> None:
    """Draw what was asked of each table and invariant, then every finding as a sentence."""
    count = _rounded(report.space)
    name, version = report.rulebook, report.version
    console.print(_say("space", words, name=name, version=version, count=count), highlight=False)
    console.print(_tables(report, book, words))
    says = {each["id"]: each.get("says", "") for each in book.declared.get("invariants", ())}
    for proof in report.proven:
        if proof.kind == "invariant":
            said = in_language(says[proof.subject], language) or proof_words(proof, words)[0]
            console.print(Text.assemble(("✓ ", "green"), (proof.subject, "bold"), f"  {said}"))
    for finding in report.findings:
        _draw_finding(finding, book.facts, words, console, language)
    for unknown in report.unknown:
        console.print(Text.assemble(("? ", "yellow"), unknown_words(unknown, words)))
    console.print(_last(report, words))


def _tables(report: Report, book: Rulebook, words: Translator) -> Table:
    drawn = Table(box=None, pad_edge=False)
    for key in ("table", "rules", *COLUMNS.values()):
        drawn.add_column(_say(key, words), no_wrap=key == "rules")
    most = max((len(table.rules) for table in book.tables), default=1)
    marks = _marks(report)
    for table in book.tables:
        bar = "█" * max(1, round(WIDEST * len(table.rules) / most))
        cells = [marks.get((table.name, kind), Text("·", "dim")) for kind in COLUMNS]
        rules = Text.assemble(f"{len(table.rules):>5} ", (bar, "cyan"))
        drawn.add_row(Text(table.name), rules, *cells)
    return drawn


def _marks(report: Report) -> dict[tuple[str, str], Text]:
    marks = {(p.subject, p.kind): Text("✓", "green") for p in report.proven}
    marks |= {(u.subject, u.kind): Text("?", "yellow") for u in report.unknown}
    for finding in report.findings:
        kind = ASKED_BY.get(finding.kind, finding.kind)
        count = sum(
            ASKED_BY.get(f.kind, f.kind) == kind and f.subject == finding.subject
            for f in report.findings
        )
        marks[finding.subject, kind] = Text(f"✗ {count}", "red")
    return marks


def _draw_finding(
    finding: Finding,
    facts: Mapping[str, Fact],
    words: Translator,
    console: Console,
    language: str,
) -> None:
    console.print(Text.assemble(("✗ ", "red"), sentence(finding, words, language)))
    for key, situation in (("example", finding.situation), ("and", finding.other)):
        if situation:
            told = {name: situation[name] for name in finding.matter}
            text = _say(key, words, situation=_situation(told, facts))
            console.print(Text(f"    {text}", "dim"))


def _situation(situation: Mapping[str, Any], facts: Mapping[str, Fact]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in shown(situation, facts).items())


def _last(report: Report, words: Translator) -> Text:
    if report.is_proven:
        return Text(_say("proven", words), "bold green")
    parts = [("findings", report.findings, "red"), ("unknown", report.unknown, "yellow")]
    said = [(_count(key, len(each), words), colour) for key, each, colour in parts if each]
    return Text("  ").join(Text(text, f"bold {colour}") for text, colour in said)


def _say(key: str, words: Translator, **values: str) -> str:
    return words.gettext(LINES[key].one).format(**values)


def _count(key: str, count: int, words: Translator) -> str:
    return words.ngettext(LINES[key].one, LINES[key].many, count).format(count=count)


def _rounded(count: int) -> str:
    """A count that may have many digits."""
    return f"{count:,}" if count < 10**9 else f"10^{math.log10(count):.0f}"
