"""A rulebook read from its folder, for every command that takes one."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

import click

from amends.core.errors import AmendsError, BadDeclaration
from amends.core.rulebook import Rulebook, read_rulebook

FOLDER = click.argument(
    "folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path, file_okay=False)
)
"""The argument of a command that reads a rulebook; see ``opened``."""


class CannotRead(click.ClickException):
    """A folder that holds no rulebook, or one that is not understood."""

    exit_code = 2


def opened(folder: Path | None) -> Rulebook:
    """The rulebook in a folder; without one that of ``AMENDS_POLICY``, or the one that ships.

    Raise ``CannotRead``, which ends the command with exit code 2.
    """
    try:
        return read_folder(folder or shipped())
    except AmendsError as error:
        raise CannotRead(str(error)) from error


def shipped() -> Path:
    """The folder that ``AMENDS_POLICY`` names, or that of the policy that ships."""
    named = os.environ.get("AMENDS_POLICY")
    if named:
        return Path(named)
    from amends.policies import RETAIL

    return RETAIL


def read_folder(folder: Path) -> Rulebook:
    """Read ``rulebook.toml`` and the CSV files beside it.

    Raise ``BadDeclaration`` with file, row, column and a hint for what is not understood.
    """
    declared = _toml(folder / "rulebook.toml")
    paths = [folder / f"{name}.csv" for name in declared.get("tables", {})]
    return read_rulebook(declared, {path.stem: _text(path) for path in paths if path.exists()})


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:
        raise BadDeclaration(f"this is not well-formed TOML: {error}", where=path.name) from None


def _text(path: Path) -> str:
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
