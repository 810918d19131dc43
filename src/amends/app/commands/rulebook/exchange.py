"""`amends rulebook import` and `export`: DMN for modelers, XLSX for spreadsheets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import click

from amends.app.commands.rulebook.folder import CannotRead, opened
from amends.app.commands.rulebook.language import LANGUAGE, Speech
from amends.app.commands.rulebook.lines import FILES
from amends.core.errors import AmendsError
from amends.core.rulebook import Rulebook, read_rulebook
from amends.core.rulebook.toml import write_toml
from amends.tongue import LANGUAGES, system_language

KINDS = (".dmn", ".xlsx")
A_FILE = click.Path(path_type=Path, dir_okay=False)
FILE_NAME = re.compile(r"[^\W_][\w -]{0,99}")


@click.command("import")
@click.argument("file", type=A_FILE)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder for the rulebook; by default named after FILE, where you are.",
)
@click.option("--replace", is_flag=True, help="Replace the rulebook that is in the folder.")
@LANGUAGE
def import_(file: Path, out: Path | None, replace: bool, language: str | None) -> None:
    """Read FILE (.dmn or .xlsx) into a folder of rulebook.toml and CSV files.

    Decisions of a DMN model that are no tables of ours are named with the reason. Exit code 2
    where the file cannot be read; nothing is written then.
    """
    folder = out or Path(file.stem)
    try:
        declared, files, misfits = _read(file)
        book = read_rulebook(declared, files)
        _write(folder, declared, files, replace=replace)
    except AmendsError as error:
        raise CannotRead(str(error)) from error
    except (OSError, ModuleNotFoundError) as error:
        _refuse(error)
    speech = Speech.of(language)
    for name, why in misfits:
        click.echo(speech.say(FILES["misfit"], name=name, why=why), err=True)
    told = {"name": book.name, "version": book.version, "folder": folder}
    click.echo(speech.say(FILES["imported"], **told, count=len(book.tables)))


@click.command()
@click.argument("arguments", metavar="[DIR] FILE", nargs=-1, required=True)
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help="Of what it says, and of the notes in a workbook.  [default: that of the system]",
)
@click.option(
    "--dmn",
    type=click.Choice(("1.2", "1.3", "1.4", "1.5")),
    default="1.5",
    show_default=True,
    help="Version of DMN; some modelers open no later one than 1.3.",
)
def export(arguments: tuple[str, ...], language: str | None, dmn: str) -> None:
    """Write the rulebook in DIR into FILE, as DMN (.dmn) or as a workbook (.xlsx).

    Without DIR it is the rulebook of AMENDS_POLICY, or the one that ships.
    """
    *folders, name = arguments
    if len(folders) > 1:
        raise click.UsageError("a folder and a file are asked for, or a file")
    book, file = opened(Path(folders[0]) if folders else None), Path(name)
    try:
        if _kind(file) == ".xlsx":
            file.write_bytes(_as_workbook(book, language or system_language()))
        else:
            file.write_bytes(_as_dmn(book, dmn))
    except AmendsError as error:
        raise CannotRead(str(error)) from error
    except (OSError, ModuleNotFoundError) as error:
        _refuse(error)
    told = {"name": book.name, "version": book.version, "file": file}
    click.echo(Speech.of(language).say(FILES["exported"], **told))


def _read(file: Path) -> tuple[dict[str, Any], dict[str, str], tuple[tuple[str, str], ...]]:
    if _kind(file) == ".xlsx":
        from amends.core.rulebook import xlsx

        return *xlsx.read(file), ()
    from amends.core.rulebook import dmn

    return dmn.to_rulebook(dmn.load(file))


def _as_workbook(book: Rulebook, language: str) -> bytes:
    from amends.core.rulebook import xlsx

    return xlsx.write(book, language=language)


def _as_dmn(book: Rulebook, version: str) -> bytes:
    from amends.core.rulebook import dmn

    return dmn.dump(book, version=version).encode()


def _kind(file: Path) -> str:
    kind = {".xml": ".dmn"}.get(file.suffix.lower(), file.suffix.lower())
    if kind not in KINDS:
        raise click.UsageError(f"{file.name}: the file is a .dmn or an .xlsx")
    return kind


def _write(
    folder: Path, declared: Mapping[str, Any], files: Mapping[str, str], *, replace: bool
) -> None:
    for name in files:
        if not FILE_NAME.fullmatch(name):
            raise CannotRead(f"{name!r} cannot be the name of a file; name the table otherwise")
    if (folder / "rulebook.toml").exists() and not replace:
        raise CannotRead(f"{folder} holds a rulebook already; --replace replaces it")
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    (folder / "rulebook.toml").write_text(write_toml(declared), encoding="utf-8")


def _refuse(error: OSError | ModuleNotFoundError) -> NoReturn:
    if isinstance(error, ModuleNotFoundError):
        hint = "pip install 'amends[analysis]'"
        raise CannotRead(f"{error.name} is not installed; this needs: {hint}") from error
    raise CannotRead(f"{error.filename}: {error.strerror}") from error
