"""The terminal speaks the system's language, Click's own words included."""

from __future__ import annotations

import re
import string
from pathlib import Path

import click
import polib
import pytest
from babel.messages.extract import extract_from_file
from click.testing import CliRunner

from amends.cli import main
from amends.tongue import CATALOGUES, CLICK, SAID_BY, system_language

OURS = ("core", "exceptions", "formatting", "parser", "termui", "types", "decorators")
"""Modules of Click that speak to whoever uses a command."""
TO_DEVELOPERS = re.compile(
    r"Deprecat|defined twice|same flag|determine name|No options defined|exactly one parameter"
    r"|start character|%\(prog\)s|Unknown color|Press any key|^Choice\("
)


@pytest.fixture(autouse=True)
def no_language(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SAID_BY:
        monkeypatch.delenv(name, raising=False)


def entries(language: str) -> dict[str, polib.POEntry]:
    file = CATALOGUES / language / "LC_MESSAGES" / f"{CLICK}.po"
    return {entry.msgid: entry for entry in polib.pofile(file)}


def said_by_click() -> set[str]:
    """Every text of this version of Click that a person may read."""
    folder, words = Path(click.__file__).parent, {"_": None, "ngettext": (1, 2)}
    found = (
        message if isinstance(message, str) else message[0]
        for name in OURS
        for _, message, _, _ in extract_from_file("python", folder / f"{name}.py", keywords=words)
    )
    return {text for text in found if not TO_DEVELOPERS.search(text)}


@pytest.mark.parametrize("language", ["ru", "mn"])
def test_all_that_click_says_is_translated_with_its_values(language: str) -> None:
    known = entries(language)
    assert set(known) == said_by_click()
    for entry in known.values():
        wanted = fields(entry.msgid) | fields(entry.msgid_plural)
        said = [entry.msgstr] if not entry.msgid_plural else list(entry.msgstr_plural.values())
        assert all(text and fields(text) <= wanted for text in said), entry.msgid
        assert set().union(*map(fields, said)) == wanted, entry.msgid


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"LANG": "ru_RU.UTF-8"}, "Нет команды 'evnts'. Может быть, 'events'?"),
        ({"LANG": "mn_MN.UTF-8"}, "'evnts' гэсэн команд байхгүй. 'events' гэх гэсэн үү?"),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": "C"}, "No such command 'evnts'. Did you mean 'events'?"),
        ({"LANGUAGE": "en:ru"}, "No such command 'evnts'. Did you mean 'events'?"),
        ({"LANGUAGE": "de:ru"}, "Нет команды 'evnts'. Может быть, 'events'?"),
        ({}, "No such command 'evnts'. Did you mean 'events'?"),
    ],
)
def test_an_error_of_usage_is_said_in_the_language_of_the_system(
    monkeypatch: pytest.MonkeyPatch, said: dict[str, str], error: str
) -> None:
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    result = CliRunner().invoke(main, ["load", "evnts"])
    assert result.exit_code == 2
    assert error in result.output


@pytest.mark.parametrize(
    ("said", "language"),
    [("ru_RU.UTF-8", "ru"), ("mn", "mn"), ("de_DE", "en"), ("de:mn:ru", "mn"), ("C.UTF-8", "en")],
)
def test_the_language_is_that_which_the_environment_names(
    monkeypatch: pytest.MonkeyPatch, said: str, language: str
) -> None:
    monkeypatch.setenv("LANGUAGE", said)
    assert system_language() == language
