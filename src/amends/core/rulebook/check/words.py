"""What a check found, proved and could not tell, each as a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from amends.core.rulebook.check.report import Finding, Proof, Unknown
from amends.core.wording.mark import Translator, line, plural

FINDINGS = {
    "gap": line("Table {subject}: no rule fits this situation."),
    "gap.region": line("Table {subject}: no rule fits where {region}."),
    "contradiction.unique": line(
        "Table {subject}: the rules {rules} both fit one situation, and only one may."
    ),
    "contradiction.any": line(
        "Table {subject}: the rules {rules} both fit one situation and say different things."
    ),
    "contradiction.priority": line(
        "Table {subject}: the rules {rules} fit one situation, have the same priority and say"
        " different things."
    ),
    "dead": line(
        "Table {subject}: rule {rules} never fits: what it asks for never comes together."
    ),
    "shadowed": plural(
        "Table {subject}: rule {rules} is never the answer: wherever it fits, rule {by} wins.",
        "Table {subject}: rule {rules} is never the answer: wherever it fits, one of the rules {by}"
        " wins.",
    ),
    "idle_column": line(
        "Table {subject}: the column {fact} has no effect: every rule lets any value pass."
    ),
    "unused_output": line(
        "Table {subject}: the output {output} is used by no later table, by no invariant and, as"
        " declared, not by the application."
    ),
    "unsaid": plural(
        "Table {subject}: rule {rules} asks whether {output} is {value}, which {source} never"
        " says.",
        "Table {subject}: rules {rules} ask whether {output} is {value}, which {source} never"
        " says.",
    ),
    "untested_fact": line("The fact {subject} is looked at by no table and by no invariant."),
    "broken": line("The invariant {subject} is broken: {says}"),
    "broken.pair": line("The invariant {subject} is broken between two situations: {says}"),
    "idle_invariant": line(
        "The invariant {subject} says nothing: its condition holds in no situation."
    ),
}
PROOFS = {
    "gap": line("every situation is decided"),
    "contradiction": line("no rules contradict each other"),
    "dead": line("every rule is the answer in some situation"),
    "invariant": line("holds in every situation"),
}
WAYS = {
    "default": line("a rule that always fits"),
    "volumes": line("volumes of disjoint rules"),
    "boxes": line("rules compared column by column"),
    "walk": line("the space split where it matters"),
}
UNKNOWNS = {
    "gap": line("{subject}: it is not known whether every situation is decided."),
    "contradiction": line("{subject}: it is not known whether rules contradict each other."),
    "dead": line("{subject}: it is not known whether every rule is needed."),
    "invariant": line("{subject}: it is not known whether the invariant holds."),
}
REASONS = {
    "budget": line("The steps allowed for one question did not suffice."),
    "arithmetic": line("Its arithmetic could not be decided."),
    "witness": line("The situation that was found did not stand up to the interpreter."),
}


def sentence(finding: Finding, words: Translator, language: str = "en") -> str:
    """A finding as a sentence in a language, the one of the translator."""
    values = {
        "subject": finding.subject,
        "rules": ", ".join(finding.rules),
        "region": "; ".join(f"{name}: {cell}" for name, cell in finding.region.items()),
        "says": in_language(finding.says, language) or finding.subject,
        **finding.data,
    }
    of = FINDINGS[_key(finding)]
    if not of.many:
        return words.gettext(of.one).format(**values)
    count = 2 if ", " in values.get("by", values["rules"]) else 1
    return words.ngettext(of.one, of.many, count).format(**values)


def in_language(says: str | Mapping[str, str], language: str) -> str:
    """What is said in a language, else in English, else nothing."""
    if isinstance(says, str):
        return says
    return says.get(language) or says.get("en", "")


def _key(finding: Finding) -> str:
    if finding.kind == "gap" and finding.region:
        return "gap.region"
    if finding.kind == "contradiction":
        return f"contradiction.{finding.data['policy']}"
    return "broken.pair" if finding.kind == "broken" and finding.other else finding.kind


def proof_words(proof: Proof, words: Translator) -> tuple[str, str]:
    """What is proven and the way in which it was."""
    return words.gettext(PROOFS[proof.kind].one), words.gettext(WAYS[proof.how].one)


def unknown_words(unknown: Unknown, words: Translator) -> str:
    """What is not known, and why, as two sentences."""
    what = words.gettext(UNKNOWNS[unknown.kind].one).format(subject=unknown.subject)
    return f"{what} {words.gettext(REASONS[unknown.why].one)}"
