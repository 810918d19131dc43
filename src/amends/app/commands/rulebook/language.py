"""The language in which a command speaks, without Django."""

from __future__ import annotations

import gettext
import locale
from pathlib import Path

import click

import amends.app
from amends.core.wording.mark import Translator

LANGUAGES = ("en", "ru", "mn")
CATALOGUES = Path(amends.app.__path__[0]) / "locale"

LANGUAGE = click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help="Language of the sentences.  [default: that of the system]",
)
"""The option of a command that speaks; without it ``system_language``."""


def system_language() -> str:
    """The language of the system's locale, or English."""
    code = (locale.getlocale()[0] or "").split("_")[0]
    return code if code in LANGUAGES else "en"


def translations(language: str) -> gettext.NullTranslations:
    """The catalogue of a language."""
    return gettext.translation("django", CATALOGUES, languages=[language], fallback=True)


def language_of(words: Translator) -> str:
    """The language of a catalogue that ``translations`` gave."""
    if not isinstance(words, gettext.NullTranslations):
        return LANGUAGES[0]
    return str(words.info().get("language", LANGUAGES[0]))
