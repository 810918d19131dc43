"""The files of a policy folder, and of the one that it builds on."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from amends.core.errors import BadDeclaration
from amends.core.rulebook import Rulebook, read_rulebook

BASE = "base"
"""The key of ``rulebook.toml`` that names the folder beside this one which it builds on."""


def read_folder(folder: Path) -> Rulebook:
    """The rulebook in a folder: ``rulebook.toml`` and a CSV file for each table.

    Raise ``BadDeclaration`` with file, row, column and a hint for what is not understood.
    """
    declared = read_toml(folder, "rulebook.toml")
    return read_rulebook(declared, read_tables(folder, declared))


def read_tables(folder: Path, declared: Mapping[str, Any]) -> dict[str, str]:
    """The text of every declared table's file, by the table's name; what is not there is left
    out."""
    found = {name: find(folder, f"{name}.csv") for name in declared.get("tables", {})}
    return {name: read_text(path) for name, path in found.items() if path.exists()}


def read_toml(folder: Path, name: str) -> dict[str, Any]:
    """A TOML file of the folder; what ``rulebook.toml`` does not say is as in its base."""
    if name != "rulebook.toml":
        return _parsed(find(folder, name))
    declared: dict[str, Any] = {}
    for each in reversed([*line_of(folder)]):
        declared = _over(declared, _parsed(each / name))
    return declared


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(read_text(path))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadDeclaration(
            f"this is not well-formed TOML: {error}",
            where=path.name,
            hint="texts stand in quotes, each entry on a line of its own",
        ) from None


def _over(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """What is said here, over what the base says: entry by entry of its facts, tables and so on."""
    merged = {key: base[key] for key in base if key not in own}
    for key, said in own.items():
        both = isinstance(said, Mapping) and isinstance(base.get(key), Mapping)
        merged[key] = _over(base[key], said) if both else said
    return merged


def find(folder: Path, name: str) -> Path:
    """Where a file is: in the folder, else in its base."""
    if Path(name).name != name:
        raise BadDeclaration("this is no name of a file in the folder", where=name)
    for each in line_of(folder):
        path = each / name
        if path.exists():
            break
    return path


def line_of(folder: Path) -> Iterator[Path]:
    """The folder, the one that it builds on, and so on.

    Raise ``BadDeclaration`` where one builds on itself.
    """
    seen: list[Path] = []
    at: Path | None = folder
    while at is not None:
        if at.resolve() in seen:
            raise BadDeclaration("these folders build on one another", where="rulebook.toml base")
        yield at
        seen.append(at.resolve())
        at = base_of(at)


def base_of(folder: Path) -> Path | None:
    """The folder that this one builds on, if it says so."""
    said = _parsed(folder / "rulebook.toml").get(BASE)
    if said is None:
        return None
    base = folder.resolve().parent / str(said)
    if Path(str(said)).name != said or base == folder.resolve() or not base.is_dir():
        raise BadDeclaration(
            f"there is no folder {said!r} beside this one",
            where="rulebook.toml base",
            hint="the name of another policy folder in the same place",
        )
    return base


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, with or without a mark at its start."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadDeclaration("the file is not UTF-8", where=path.name) from None
    except OSError as error:
        raise BadDeclaration(
            f"the file cannot be read: {error.strerror}",
            where=str(path),
            hint="a rulebook is a folder with rulebook.toml and a CSV file for each table",
        ) from None
