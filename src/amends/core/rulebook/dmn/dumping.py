"""Our rulebook as DMN 1.2 to 1.5: tables as decisions, what they read as requirements.

What DMN has no place for (steps, units, meanings in other languages, invariants) travels as TOML
in extension elements; rule ids, reasons and sources as annotations of the rules.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from amends.core.rulebook.book import Rulebook
from amends.core.rulebook.dmn.diagram import add_diagram
from amends.core.rulebook.dmn.errors import BadModel
from amends.core.rulebook.dmn.written import (
    allowed_values,
    clamped,
    literal,
    tests,
    type_reference,
)
from amends.core.rulebook.facts import Fact
from amends.core.rulebook.said import around, declared_outputs
from amends.core.rulebook.tables import Rule, Table
from amends.core.rulebook.toml import write_toml

OWN = "urn:amends:dmn"
OMG_1_2 = "http://www.omg.org/spec/DMN/20180521"
OMG = "https://www.omg.org/spec/DMN"
VERSIONS = {
    "1.2": (f"{OMG_1_2}/MODEL/", f"{OMG_1_2}/DMNDI/"),
    "1.3": (f"{OMG}/20191111/MODEL/", f"{OMG}/20191111/DMNDI/"),
    "1.4": (f"{OMG}/20211108/MODEL/", f"{OMG}/20191111/DMNDI/"),
    "1.5": (f"{OMG}/20230324/MODEL/", f"{OMG}/20230324/DMNDI/"),
}
"""The namespaces of each version's models and diagrams; 1.4 has the diagrams of 1.3."""
NUMBERED = {"input", "inputExpression", "output", "inputEntry", "outputEntry", "variable"}
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def dump(book: Rulebook, *, version: str = "1.5") -> str:
    """The rulebook as an XML document of DMN, with a diagram; ``version`` is one of ``VERSIONS``.

    Raise ``BadModel`` for what DMN means otherwise: an aggregation over several outputs or over
    missing ones, and characters that XML has not.
    """
    return _Dump(book).document(version)


class _Dump:
    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.inputs = {name: f"input_{place}" for place, name in enumerate(book.facts, 1)}
        self.decisions = {t.name: f"decision_{n}" for n, t in enumerate(book.tables, 1)}
        self.names = {t.name: self._name(t) for t in book.tables}
        self.edges: list[tuple[str, str, str]] = []

    def _name(self, table: Table) -> str:
        return f"{table.name} table" if table.name in self.book.facts else table.name

    def document(self, version: str) -> str:
        root = Element("definitions", _namespaces(version))
        root.set("id", "definitions")
        root.set("name", self.book.name)
        root.set(
            "namespace", f"urn:amends:rulebook:{re.sub(r'[^A-Za-z0-9]+', '-', self.book.name)}"
        )
        root.set("exporter", "Amends")
        _extend(root, "rulebook", around(self.book))
        for fact in self.book.facts.values():
            _add_item(root, fact)
        for fact in self.book.facts.values():
            self._add_input(root, fact)
        for place, table in enumerate(self.book.tables):
            self._add_decision(root, table, place)
        add_diagram(root, self.inputs, self.decisions, self.edges)
        _number(root)
        indent(root)
        return _checked(
            '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, "unicode") + "\n"
        )

    def _add_input(self, root: Element, fact: Fact) -> None:
        element = SubElement(root, "inputData", id=self.inputs[fact.name], name=fact.name)
        _describe(element, fact)
        _extend(element, "fact", _entry(self.book.declared.get("facts", {}).get(fact.name)))
        SubElement(element, "variable", name=fact.name, typeRef=_reference(fact))

    def _add_decision(self, root: Element, table: Table, place: int) -> None:
        identity, name = self.decisions[table.name], self.names[table.name]
        decision = SubElement(root, "decision", id=identity, name=name)
        declared = self.book.declared.get("tables", {}).get(table.name, {})
        rest = {k: v for k, v in declared.items() if k not in {"hit", "aggregate", "outputs"}}
        _extend(decision, "table", {"name": table.name, **rest})
        SubElement(decision, "variable", name=name)
        sources = {fact.name: self._source(fact, place) for fact in table.columns}
        for number, source in enumerate(dict.fromkeys(sources.values()), 1):
            self._require(decision, source, f"requirement_{place + 1}_{number}")
        self._add_table(decision, table, sources, declared.get("outputs", {}))

    def _source(self, fact: Fact, place: int) -> str:
        """The id of what a column reads: a fact, or the table that says it."""
        if fact.name in self.book.facts:
            return self.inputs[fact.name]
        for table in reversed(self.book.tables[:place]):
            if any(output.name == fact.name for output in table.readable):
                return self.decisions[table.name]
        raise BadModel(f"nothing says {fact.name!r}", where=self.book.tables[place].name)

    def _require(self, decision: Element, source: str, identity: str) -> None:
        requirement = SubElement(decision, "informationRequirement", id=identity)
        kind = "requiredInput" if source.startswith("input_") else "requiredDecision"
        SubElement(requirement, kind, href=f"#{source}")
        self.edges.append((identity, source, decision.get("id", "")))

    def _add_table(
        self,
        decision: Element,
        table: Table,
        sources: Mapping[str, str],
        declared: Mapping[str, Any],
    ) -> None:
        _check_folds(table)
        policy = {"hitPolicy": table.policy.name.upper()}
        if table.policy.aggregate:
            policy["aggregation"] = table.policy.aggregate.upper()
        element = SubElement(decision, "decisionTable", policy, id=f"{decision.get('id')}_table")
        for fact in table.columns:
            self._add_column(element, fact, sources[fact.name])
        outputs = declared_outputs(self.book, table)
        for fact in outputs.values():
            _add_output(element, fact, declared[fact.name])
        languages = list(dict.fromkeys(lang for rule in table.rules for lang in rule.reasons))
        for annotation in ("id", *(f"reason_{language}" for language in languages), "source"):
            SubElement(element, "annotation", name=annotation)
        for number, rule in enumerate(table.rules, 1):
            identity = f"{decision.get('id')}_rule_{number}"
            row = SubElement(element, "rule", id=identity)
            _add_cells(row, rule, table, outputs, languages)

    def _add_column(self, element: Element, fact: Fact, source: str) -> None:
        column = SubElement(element, "input", label=fact.name)
        expression = SubElement(column, "inputExpression", typeRef=type_reference(fact.type))
        _text(expression, self._read(fact, source))

    def _read(self, fact: Fact, source: str) -> str:
        if source.startswith("input_"):
            return clamped(fact.name, fact)
        table = next(t for t in self.book.tables if self.decisions[t.name] == source)
        name = self.names[table.name]
        return name if len(table.outputs) == 1 else f"{name}.{fact.name}"


def _namespaces(version: str) -> dict[str, str]:
    model, diagrams = VERSIONS[version]
    return {
        "xmlns": model,
        "xmlns:dmndi": diagrams,
        "xmlns:dc": "http://www.omg.org/spec/DMN/20180521/DC/",
        "xmlns:di": "http://www.omg.org/spec/DMN/20180521/DI/",
        "xmlns:amends": OWN,
    }


def _check_folds(table: Table) -> None:
    if not table.policy.aggregate:
        return
    if len(table.outputs) > 1:
        raise BadModel("DMN folds only tables of one output", where=table.name)
    if any(value is None for rule in table.rules for value in rule.outputs.values()):
        raise BadModel("DMN folds no missing values", where=table.name)


def _add_item(root: Element, fact: Fact) -> None:
    if not allowed_values(fact):
        return
    item = SubElement(root, "itemDefinition", name=_reference(fact))
    SubElement(item, "typeRef").text = type_reference(fact.type)
    _text(SubElement(item, "allowedValues"), allowed_values(fact))


def _reference(fact: Fact) -> str:
    return f"t_{fact.name}" if allowed_values(fact) else type_reference(fact.type)


def _add_output(element: Element, fact: Fact, declared: Any) -> None:
    output = SubElement(element, "output", name=fact.name, typeRef=type_reference(fact.type))
    _describe(output, fact)
    _extend(output, "fact", _entry(declared))
    if fact.values:
        listed = ", ".join(literal(value, fact.type) for value in fact.values)
        _text(SubElement(output, "outputValues"), listed)


def _add_cells(
    row: Element, rule: Rule, table: Table, outputs: Mapping[str, Fact], languages: Sequence[str]
) -> None:
    for fact, cell in zip(table.columns, rule.cells, strict=True):
        _text(SubElement(row, "inputEntry"), tests(cell, fact))
    for name, fact in outputs.items():
        _text(SubElement(row, "outputEntry"), literal(rule.outputs[name], fact.type))
    for note in (rule.id, *(rule.reasons.get(lang, "") for lang in languages), rule.source):
        _text(SubElement(row, "annotationEntry"), note)


def _number(root: Element) -> None:
    """Ids for the parts of tables, by which modelers find them."""
    parts = (each for each in root.iter() if each.tag in NUMBERED and not each.get("id"))
    for number, element in enumerate(parts, 1):
        element.set("id", f"part_{number}")


def _text(element: Element, text: str) -> None:
    SubElement(element, "text").text = text


def _describe(element: Element, fact: Fact) -> None:
    meaning = fact.meaning.get("en") or next(iter(fact.meaning.values()), "")
    if meaning:
        SubElement(element, "description").text = meaning


def _entry(declared: Any) -> dict[str, Any]:
    """A fact's entry as a table, also where a bare type stands for it."""
    return {"type": declared} if isinstance(declared, str) else dict(declared or {})


def _extend(element: Element, name: str, data: Mapping[str, Any]) -> None:
    extension = SubElement(element, "extensionElements")
    SubElement(extension, f"amends:{name}").text = write_toml(data)


def _checked(document: str) -> str:
    found = UNWRITABLE.search(document)
    if found:
        raise BadModel(f"XML has no character {found[0]!r}")
    return document
