"""DMN models as our rulebooks: the decision tables that fit, and why others do not.

A table fits where it reads input data or outputs of other tables by name, its cells are S-FEEL
tests against written-out values, and what it says is written out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from amends.core.errors import AmendsError, BadDeclaration
from amends.core.rulebook.dmn.columns import Unfit, listed_values, listed_values_of, type_name
from amends.core.rulebook.dmn.errors import BadModel
from amends.core.rulebook.dmn.model import Model, Part
from amends.core.rulebook.dmn.rows import as_csv, extension, names_null, outputs_of
from amends.core.rulebook.dmn.written import clamped
from amends.core.rulebook.dmn.xml import child, children, local, name_of, text
from amends.core.rulebook.facts import Fact, read_fact
from amends.core.rulebook.reading import read_rulebook, read_table
from amends.core.rulebook.tables import Table

DEEPEST_GRAPH = 200


class Misfit(NamedTuple):
    """A decision that cannot be one of our tables, and why."""

    decision: str
    why: str


class Converted(NamedTuple):
    """A rulebook as ``read_rulebook`` takes it, and the decisions that are not in it."""

    declared: dict[str, Any]
    files: dict[str, str]
    misfits: tuple[Misfit, ...]


def to_rulebook(model: Model) -> Converted:
    """The tables of a model that fit, as ``rulebook.toml`` and CSV files; and what does not.

    Raise ``BadModel`` where no table fits.
    """
    converting = _Converting(model)
    for part in _in_order(model):
        try:
            converting.add(part)
        except (Unfit, BadDeclaration) as error:
            converting.misfits.append(Misfit(part.name, str(error)))
    if not converting.tables:
        why = "; ".join(f"{name}: {reason}" for name, reason in converting.misfits)
        raise BadModel("no decision of this model is a table that fits", hint=why[:2_000])
    declared = converting.declared()
    try:
        read_rulebook(declared, converting.files)
    except AmendsError as error:
        raise BadModel(f"the tables do not fit together: {error}") from None
    return Converted(declared, converting.files, tuple(converting.misfits))


def _in_order(model: Model) -> list[Part]:
    """The decisions as they stand in the file, but for those that others require: these first."""
    order: dict[Part, bool] = {}
    for part in model.of_kind("decision"):
        _put(part, order, ())
    return [part for part in order if part.kind == "decision" and part.model is model]


def _put(part: Part, order: dict[Part, bool], above: tuple[Part, ...]) -> None:
    if part in above or len(above) > DEEPEST_GRAPH:
        raise BadModel("a decision requires itself, or too long a chain", where=part.name)
    if part not in order:
        for _, required in part.requires:
            _put(required, order, (*above, part))
        order[part] = True


class _Converting:
    """Tables taken over one after another, with what is known by then."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.misfits: list[Misfit] = []
        self.facts: dict[str, dict[str, Any]] = {}
        self.tables: dict[str, dict[str, Any]] = {}
        self.files: dict[str, str] = {}
        self.read: dict[str, Table] = {}
        self.says: dict[str, Table] = {}
        for part in model.of_kind("input data"):
            self._add_fact(part)
        self._add_listed()

    def declared(self) -> dict[str, Any]:
        """The parsed ``rulebook.toml``."""
        rest = extension(self.model.definitions, "rulebook")
        head = {"name": self.model.name or "imported", "version": "1", **rest}
        return {**head, "facts": self.facts, "tables": self.tables}

    def _add_fact(self, part: Part) -> None:
        kept = extension(part.element, "fact")
        type_ = type_name(part.type)
        if type_ is None:
            return
        entry = {**kept, "type": type_}
        described = text(child(part.element, "description"))
        if described and "meaning" not in entry:
            entry["meaning"] = described
        if not entry.get("clamp"):
            entry.update(listed_values(part.type.allowed, type_))
        self.facts[part.variable] = entry

    def _add_listed(self) -> None:
        """Values that tables list for a column, where all tables that read it list the same."""
        listed: dict[str, dict[str, None]] = {}
        for column in self.model.definitions.iter():
            if local(column) == "input":
                expression = text(child(column, "inputExpression"))
                listed.setdefault(expression, {})[text(child(column, "inputValues"))] = None
        for name, entry in self.facts.items():
            texts = list(listed.get(name, {}))
            if len(texts) == 1 and not {"values", "range"} & entry.keys():
                entry.update(listed_values_of(texts[0], entry["type"]))

    def add(self, part: Part) -> None:
        """Take over a decision; raise ``Unfit`` or ``BadDeclaration`` where it does not fit."""
        element = child(part.element, "decisionTable")
        if element is None:
            raise Unfit("it is no decision table")
        kept = extension(part.element, "table")
        name = file_name(kept.pop("name", "") or part.name, self.tables)
        outputs = outputs_of(element, part.name)
        entry = {"hit": element.get("hitPolicy", "UNIQUE").lower(), **kept}
        if element.get("aggregation"):
            entry["aggregate"] = element.get("aggregation", "").lower()
        if not extension(part.element, "table"):
            entry["may_be_empty"] = True
        entry["outputs"] = outputs
        columns = [self._column(each, part) for each in children(element, "input")]
        facts = self._with_nulls(columns, element)
        file = as_csv(element, columns, facts, outputs)
        table = read_table(file, name=name, declared=entry, facts=facts)
        _check_new(table, self.facts)
        self._keep(name, part, entry, file, table, facts)

    def _keep(
        self,
        name: str,
        part: Part,
        entry: dict[str, Any],
        file: str,
        table: Table,
        facts: Mapping[str, Fact],
    ) -> None:
        self.tables[name], self.files[name] = entry, file
        self.read[part.variable] = table
        for fact in facts.values():
            if fact.optional and fact.name in self.facts:
                self.facts[fact.name]["optional"] = True
        self.says.update((fact.name, table) for fact in table.outputs)

    def _column(self, element: Element, part: Part) -> str:
        """The fact, or the output of an earlier table, that a column reads."""
        expression = text(child(element, "inputExpression"))
        label = name_of(element, "label")
        required = {each.variable for prefix, each in part.requires if not prefix}
        if expression in self.facts and expression in required:
            return expression
        if label in self.facts and expression == clamped(label, self._fact(label)):
            return label
        source, _, member = expression.partition(".")
        table = self.read.get(expression) or self.read.get(source)
        if table is not None and table.readable:
            output = member or table.outputs[0].name
            if any(fact.name == output for fact in table.outputs):
                return output
        raise Unfit(f"its column {expression!r} is no input data of a simple type")

    def _fact(self, name: str) -> Fact:
        return read_fact(name, self.facts[name], where=name)

    def _with_nulls(self, columns: Sequence[str], element: Element) -> dict[str, Fact]:
        """The facts that a table reads; one may be missing where a cell says ``null``."""
        found = {fact.name: fact for table in self.read.values() for fact in table.readable}
        for place, name in enumerate(columns):
            if name in self.facts:
                entry = dict(self.facts[name])
                if any(names_null(rule, place) for rule in children(element, "rule")):
                    entry["optional"] = True
                found[name] = read_fact(name, entry, where=name)
        if len(set(columns)) != len(columns):
            raise Unfit("two of its columns read the same")
        return found


def file_name(name: object, taken: Mapping[str, Any]) -> str:
    """A name that a table and its file may have."""
    plain = re.sub(r"[^\w -]+", "_", str(name)).strip(" _-")[:80] or "table"
    return plain if plain not in taken else f"{plain} {len(taken) + 1}"


def _check_new(table: Table, facts: Mapping[str, Any]) -> None:
    for fact in table.outputs:
        if fact.name in facts:
            raise Unfit(f"its output {fact.name!r} has the name of an input")
