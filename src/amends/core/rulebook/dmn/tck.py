"""Test cases of the DMN Technology Compatibility Kit: read, run, and reported in its form."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from amends.core.errors import AmendsError
from amends.core.feel.moments import read_temporal
from amends.core.feel.values import MOMENT, kind, weighed
from amends.core.rulebook.dmn.loading import load
from amends.core.rulebook.dmn.model import Model
from amends.core.rulebook.dmn.xml import child, children, parse, read_bytes

NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
NUMBERS = frozenset({"decimal", "double", "integer", "int", "long", "float", "short"})
TEMPORAL = frozenset({"date", "time", "dateTime", "duration"})
TOLERANCE = Decimal("1e-8")
"""The kit allows engines that count in binary; exact numbers pass with less."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one test case."""

    level: str
    folder: str
    case: str
    passed: bool
    detail: str = ""


def run_folder(folder: Path, *, now: datetime | None = None) -> Iterator[Result]:
    """Run every test case beneath a folder, in order; ``now`` is what ``now()`` gives."""
    for file in sorted(folder.rglob("*-test-*.xml")):
        yield from run_file(file, now=now)


def run_file(file: Path, *, now: datetime | None = None) -> Iterator[Result]:
    """Run the test cases of one file of the kit. What cannot be read has failed."""
    level, folder = file.parent.parent.name, file.parent.name
    try:
        tests = parse(read_bytes(file), where=file.name)
    except (AmendsError, OSError) as error:
        yield Result(level, folder, "", passed=False, detail=str(error))
        return
    named = child(tests, "modelName")
    try:
        model = load(file.parent / Path((named.text or "") if named is not None else "").name)
    except (AmendsError, OSError) as error:
        for case in children(tests, "testCase"):
            yield Result(level, folder, case.get("id", ""), passed=False, detail=str(error))
        return
    for case in children(tests, "testCase"):
        differences = _all_differences(model, case, now)
        identity = case.get("id", "")
        yield Result(level, folder, identity, not differences, "; ".join(differences))


def _all_differences(model: Model, case: Element, now: datetime | None) -> list[str]:
    try:
        return list(_differences(model, case, now))
    except (ValueError, ArithmeticError) as error:
        return [f"the case holds a value that is not understood: {error}"]


def _differences(model: Model, case: Element, now: datetime | None) -> Iterator[str]:
    inputs = {node.get("name", ""): read_value(node) for node in children(case, "inputNode")}
    for node in children(case, "resultNode"):
        name = case.get("invocableName") or node.get("name") or ""
        expected = read_value(child(node, "expected"))
        try:
            found = model.decide(name, inputs, now=now)
        except AmendsError as error:
            found, model.messages = None, (str(error),)
        if case.get("invocableName") and isinstance(found, dict):
            found = found.get(node.get("name", ""), found)
        if not alike(found, expected):
            yield f"{name}: {expected!r} expected, {found!r} found {model.messages or ''}"


def read_value(element: Element | None) -> Any:
    """The value in a test case: a value, a list, or components."""
    if element is None or element.get(NIL) == "true":
        return None
    listed, value = child(element, "list"), child(element, "value")
    if listed is not None:
        items = [read_value(item) for item in children(listed, "item")]
        return None if listed.get(NIL) == "true" else items
    components = list(children(element, "component"))
    if components:
        return {each.get("name", ""): read_value(each) for each in components}
    return None if value is None else _plain(value)


def _plain(value: Element) -> Any:
    if value.get(NIL) == "true":
        return None
    type_, text = (value.get(TYPE) or "").rpartition(":")[2], value.text or ""
    if type_ in NUMBERS:
        return Decimal(text.strip())
    if type_ == "boolean":
        return text.strip() in {"true", "1"}
    return read_temporal(text.strip()) if type_ in TEMPORAL else text


def alike(found: Any, expected: Any) -> bool:
    """Whether a value is the expected one; numbers may differ by 1e-8, as the kit allows."""
    weighed(found)
    if kind(found) == "number" and kind(expected) == "number":
        return bool(abs(Decimal(found) - Decimal(expected)) <= TOLERANCE)
    if isinstance(expected, list):
        same = isinstance(found, list) and len(found) == len(expected)
        return same and all(alike(a, b) for a, b in zip(found, expected, strict=True))
    if isinstance(expected, dict):
        same = isinstance(found, dict) and found.keys() == expected.keys()
        return same and all(alike(found[key], expected[key]) for key in expected)
    if kind(expected) in {"time", MOMENT} and kind(found) == kind(expected):
        return bool(found == expected) and (found.tzinfo is None) == (expected.tzinfo is None)
    return kind(found) == kind(expected) and bool(found == expected)


def as_csv(results: Iterable[Result]) -> str:
    """The results as the kit's ``tck_results.csv``: level, folder, case, result, detail."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    for each in results:
        result = "SUCCESS" if each.passed else "ERROR"
        writer.writerow([each.level, each.folder, each.case, result, each.detail])
    return out.getvalue()


def as_properties(version: str, day: str) -> str:
    """The kit's ``tck_results.properties``: which product gave the results."""
    lines = {
        "vendor.name": "Amends",
        "vendor.url": "",
        "product.name": "Amends rulebook",
        "product.url": "",
        "product.version": version,
        "product.comment": "",
        "last.update": day,
        "instructions.url": "",
    }
    return "".join(f"{key}={value}\n" for key, value in lines.items())
