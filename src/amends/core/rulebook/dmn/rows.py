"""The rows of a DMN table as those of our CSV file."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from amends.core.rulebook.dmn.columns import (
    Unfit,
    cell_of,
    listed_values_of,
    output_cell,
    output_of,
)
from amends.core.rulebook.dmn.errors import BadModel
from amends.core.rulebook.dmn.xml import child, children, name_of, text
from amends.core.rulebook.facts import Fact
from amends.core.rulebook.types import TYPES

OURS = "{urn:amends:dmn}"


def extension(element: Element, name: str) -> dict[str, Any]:
    """What of ours an element carries, or nothing."""
    found = next(children(child(element, "extensionElements"), name), None)
    if found is None or not found.tag.startswith(OURS):
        return {}
    try:
        return tomllib.loads(found.text or "")
    except (tomllib.TOMLDecodeError, RecursionError):
        raise BadModel("the extension is not well-formed TOML", where=name) from None


def outputs_of(table: Element, decision: str) -> dict[str, Any]:
    """The outputs' entries of ``rulebook.toml`` by name."""
    entries: dict[str, Any] = {}
    for output in children(table, "output"):
        if text(child(output, "defaultOutputEntry")) and table.get("hitPolicy") != "FIRST":
            raise Unfit("an output has a default, which only a table of policy first takes over")
        name = name_of(output) or name_of(output, "label") or decision
        entry = _output_entry(output, table)
        entries[name] = entry["type"] if entry.keys() == {"type"} else entry
    return entries


def _output_entry(output: Element, table: Element) -> dict[str, Any]:
    kept = extension(output, "fact")
    type_ = kept.get("type") or _type_of_output(output, table)
    if type_ not in TYPES:
        raise Unfit(f"the type {type_!r} of an output is not known")
    listed = listed_values_of(text(child(output, "outputValues")), type_)
    return {**kept, "type": type_, **listed}


def _type_of_output(output: Element, table: Element) -> str:
    place = list(children(table, "output")).index(output)
    entries = [_texts(rule, "outputEntry") for rule in children(table, "rule")]
    texts = [row[place] for row in entries if place < len(row)]
    return output_of(texts, output.get("typeRef", ""))


def names_null(rule: Element, place: int) -> bool:
    """Whether a rule's cell speaks of null."""
    cells = _texts(rule, "inputEntry")
    return place < len(cells) and re.search(r"\bnull\b", cells[place]) is not None


def as_csv(
    table: Element, columns: Sequence[str], facts: Mapping[str, Fact], outputs: Mapping[str, Any]
) -> str:
    """A table as our CSV file; raise ``Unfit`` where a cell means another thing to us."""
    notes = _notes(table)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["id", *columns, *outputs, *notes])
    tested = [facts[column] for column in columns]
    for number, rule in enumerate(children(table, "rule"), 1):
        said = _said(rule, table)
        cells = [*_cells(rule, tested), *_outputs(_texts(rule, "outputEntry"), outputs)]
        explained = [said.get(note, "") for note in notes]
        writer.writerow([said.get("id") or f"r{number}", *cells, *explained])
    defaults = [text(child(each, "defaultOutputEntry")) for each in children(table, "output")]
    if any(defaults):
        last = [*("-" for _ in tested), *_outputs(defaults, outputs), *("" for _ in notes)]
        writer.writerow(["default", *last])
    return out.getvalue()


def _notes(table: Element) -> list[str]:
    """The columns that annotations become: reasons, and a source where there is any other."""
    names = [name_of(each) for each in children(table, "annotation") if name_of(each) != "id"]
    reasons = [name for name in names if name.startswith("reason_")]
    return [*reasons, "source"] if len(names) > len(reasons) else reasons


def _said(rule: Element, table: Element) -> dict[str, str]:
    """A rule's annotations by our columns; those of strangers make its source."""
    names = [name_of(each) for each in children(table, "annotation")]
    notes = dict(zip(names, _texts(rule, "annotationEntry"), strict=False))
    ours = {k: v for k, v in notes.items() if k in {"id", "source"} or k.startswith("reason_")}
    others = "; ".join(value for name, value in notes.items() if name not in ours and value)
    return {"source": others, **ours}


def _cells(rule: Element, facts: Sequence[Fact]) -> Iterator[str]:
    tests = _texts(rule, "inputEntry")
    if len(tests) != len(facts):
        raise Unfit("a rule has more or fewer cells than the table has columns")
    return (cell_of(test, fact) for test, fact in zip(tests, facts, strict=True))


def _outputs(entries: Sequence[str], outputs: Mapping[str, Any]) -> Iterator[str]:
    if len(entries) != len(outputs):
        raise Unfit("a rule says more or less than the table has outputs")
    for entry, declared in zip(entries, outputs.values(), strict=True):
        yield output_cell(entry, declared if isinstance(declared, str) else declared["type"])


def _texts(element: Element, name: str) -> list[str]:
    return [text(each) for each in children(element, name)]
