"""A policy folder reads its own files and those of the folder it builds on, and no others."""

from pathlib import Path

import pytest

from amends.core.errors import BadDeclaration
from amends.policies.folder import read_folder
from amends.policies.stored import bundle

HEAD = 'name = "x"\nversion = "1"\n'


def write(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "rulebook.toml").write_text(HEAD + text)
    return folder


def test_folders_that_build_on_one_another_are_refused(tmp_path):
    one, other = (write(tmp_path / name, f'base = "{of}"\n') for name, of in ("ab", "ba"))
    for folder in (one, other):
        with pytest.raises(BadDeclaration, match="build on one another"):
            read_folder(folder)
        with pytest.raises(BadDeclaration, match="build on one another"):
            bundle(folder)


def test_a_table_is_never_read_from_another_folder(tmp_path):
    (tmp_path / "secret.csv").write_text("id,out\nr,x\n")
    table = '[tables."../secret"]\nhit = "first"\noutputs = { out = "string" }\n'
    with pytest.raises(BadDeclaration, match="no name of a file"):
        read_folder(write(tmp_path / "shop", table))
