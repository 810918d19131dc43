"""DMN files read into models (DMN 1.1 to 1.5), with the models that they import."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import Element

from amends.core.rulebook.dmn.errors import BadModel
from amends.core.rulebook.dmn.model import Model
from amends.core.rulebook.dmn.xml import children, local, name_of, parse, read_bytes

NAMESPACES = {
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd": "1.1",
    "http://www.omg.org/spec/DMN/20180521/MODEL/": "1.2",
    "https://www.omg.org/spec/DMN/20191111/MODEL/": "1.3",
    "https://www.omg.org/spec/DMN/20211108/MODEL/": "1.4",
    "https://www.omg.org/spec/DMN/20230324/MODEL/": "1.5",
}
MOST_IMPORTS = 50
MOST_SIBLINGS = 200

Source = str | Path | BinaryIO


def load(file: Source, *, imports: Mapping[str, Source] | None = None) -> Model:
    """Read a DMN model from a path or an opened file.

    ``imports`` are files by the namespaces of models that this one imports; beside a path, DMN
    files of the same folder are looked at too, and nothing else. Raise ``BadModel`` for what is
    no DMN, could hurt, or is not there.
    """
    return _load(file, dict(imports or {}), count())


def _load(file: Source, imports: Mapping[str, Source], loaded: Iterator[int]) -> Model:
    where = Path(file).name if isinstance(file, str | Path) else ""
    if next(loaded) > MOST_IMPORTS:
        raise BadModel("models import too many others, or each other", where=where)
    definitions = parse(read_bytes(file), where=where)
    _check(definitions, where)
    found = [
        (name_of(each), _load(_imported(each, file, imports), imports, loaded))
        for each in children(definitions, "import")
        if (each.get("importType") or "").rstrip("/") in _dmn_types()
    ]
    return Model(
        name=name_of(definitions),
        namespace=definitions.get("namespace", ""),
        definitions=definitions,
        imported={name: model for name, model in found if name},
        merged=tuple(model for name, model in found if not name),
    )


def _check(definitions: Element, where: str) -> None:
    namespace = definitions.tag.rpartition("}")[0].lstrip("{")
    if local(definitions) != "definitions" or namespace not in NAMESPACES:
        raise BadModel(
            f"this is no DMN model: {definitions.tag[:200]}",
            where=where,
            hint=f"DMN {', '.join(NAMESPACES.values())}",
        )


def _dmn_types() -> set[str]:
    return {namespace.rstrip("/") for namespace in NAMESPACES}


def _imported(element: Element, file: Source, imports: Mapping[str, Source]) -> Source:
    """The file of an imported model: one that was given, or one beside the importing file."""
    namespace = element.get("namespace", "")
    if namespace in imports:
        return imports[namespace]
    for sibling in _siblings(file):
        if f'namespace="{namespace}"'.encode() in read_bytes(sibling):
            root = parse(read_bytes(sibling), where=sibling.name)
            if root.get("namespace") == namespace:
                return sibling
    raise BadModel(
        f"the imported model {namespace!r} is not there",
        where=name_of(element),
        hint="put its file into the same folder, or name it in imports=",
    )


def _siblings(file: Source) -> Iterator[Path]:
    if isinstance(file, str | Path):
        path = Path(file)
        found = sorted(path.parent.glob("*.dmn"))[:MOST_SIBLINGS]
        yield from (each for each in found if each.name != path.name)
