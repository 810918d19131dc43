"""A policy folder as one value: all its files, to be kept and read again."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from amends.core.errors import BadDeclaration
from amends.policies import Policy, load_policy
from amends.policies.folder import line_of, read_text

SUFFIXES = (".toml", ".csv")
MOST_BYTES = 32 * 2**20


@dataclass(frozen=True)
class Bundle:
    """The folder's name, and the texts of its files and of those it builds on, by path."""

    folder: str
    files: Mapping[str, str]

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of every file and its name."""
        whole = json.dumps([self.folder, self.files], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(whole.encode()).hexdigest()

    def policy(self) -> Policy:
        """The policy that these files are.

        Raise ``BadDeclaration``.
        """
        with tempfile.TemporaryDirectory(prefix="amends-policy-") as place:
            self.write(Path(place))
            try:
                return load_policy(Path(place) / self.folder)
            except BadDeclaration as error:
                where = error.where.removeprefix(f"{place}{os.sep}")
                raise BadDeclaration(error.message, where=where, hint=error.hint) from None

    def write(self, place: Path) -> None:
        """Write every file below a folder."""
        for name, text in self.files.items():
            path = place.joinpath(*_parts(name))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")


def _parts(name: str) -> tuple[str, str]:
    """The folder and the file of a path, which has these two parts and no others."""
    parts = PurePosixPath(name).parts
    if len(parts) != 2 or ".." in parts or name.startswith("/"):
        raise BadDeclaration("this is no file of a policy folder", where=name)
    return parts[0], parts[1]


def bundle(folder: Path) -> Bundle:
    """The files of a policy folder and of those it builds on, as texts.

    Raise ``BadDeclaration`` for a file that cannot be read.
    """
    folder = folder.resolve()
    read_text(folder / "rulebook.toml")
    files = {
        f"{each.name}/{path.name}": _text(path)
        for each in line_of(folder)
        for path in sorted(each.iterdir())
        if path.suffix in SUFFIXES and path.is_file()
    }
    return Bundle(folder.name, files)


def _text(path: Path) -> str:
    if path.stat().st_size > MOST_BYTES:
        raise BadDeclaration("the file is larger than 32 MB", where=path.name)
    return read_text(path)
