"""The catalogues are whole, compiled, and say nothing that must never be said."""

import re
import string
from functools import cache

import polib
import pytest

from amends.app.locale import LANGUAGES
from amends.app.locale.collect import SOURCE, Texts, catalogue_file, collect, missing, update
from amends.core.wording import forbidden


@pytest.fixture(scope="module")
def texts() -> Texts:
    """Every text that is there to be translated, in the sources as they are."""
    return collect()


@cache
def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(catalogue_file(language)))


def said(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


IN_BLOCKS = re.compile(r"%\((\w+)\)s")
"""A value in a block of a template."""
NAMES = re.compile(
    r"`[^`]+`|(?<!\w)--[a-z-]*[a-z]|\b(?:[a-z]+[./])+[a-z]+|\.[a-z]+\.[a-z]+|\b(?:GeoJSON|ENTITY|[A-Z]{2,4})\b"
)
"""What is called alike in all languages: commands, options, files, addresses, formats."""


def names_in(text: str) -> set[str]:
    named = {name for _, name, _, _ in string.Formatter().parse(text) if name}
    return named | set(IN_BLOCKS.findall(text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_to_translate_and_nothing_is_left_over(language: str, texts: Texts) -> None:
    assert missing(catalogue(language)) == []
    assert {entry.msgid for entry in catalogue(language)} == {one for one, _ in texts}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_are_as_make_messages_writes_them(language: str, texts: Texts) -> None:
    path = catalogue_file(language)
    assert str(update(language, texts)) == path.read_text("utf-8")
    assert catalogue(language).to_binary() == path.with_suffix(".mo").read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_holds_the_same_values(language: str) -> None:
    for entry in catalogue(language):
        whole = names_in(entry.msgid) | names_in(entry.msgid_plural)
        assert all(names_in(text) <= whole for text in said(entry)), entry.msgid
        assert any(names_in(text) == whole for text in said(entry)), entry.msgid


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_says_what_must_never_be_said(language: str) -> None:
    found = [forbidden(text, language) for entry in catalogue(language) for text in said(entry)]
    assert [each for each in found if each] == []


@pytest.mark.parametrize("language", ["ru", "mn"])
def test_every_translation_is_in_its_own_letters(language: str) -> None:
    cyrillic = [text for entry in catalogue(language) for text in said(entry)]
    plain = [text for text in cyrillic if any(c in string.ascii_letters for c in _bare(text))]
    assert plain == []


def _bare(text: str) -> str:
    plain = NAMES.sub("", IN_BLOCKS.sub("", text))
    return "".join(part for part, *_ in string.Formatter().parse(plain))


def test_templates_use_only_the_tag_that_is_collected() -> None:
    templates = list((SOURCE / "app" / "customer").rglob("*.html"))
    assert templates
    for path in templates:
        text = path.read_text("utf-8")
        assert "{% blocktrans" not in text
        assert "{% trans " not in text
