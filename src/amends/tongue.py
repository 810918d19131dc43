"""The language of whoever sits at the terminal, without Django."""

from __future__ import annotations

import gettext
import locale
import os
from pathlib import Path

LANGUAGES = ("en", "ru", "mn")
CATALOGUES = Path(__file__).resolve().parent / "app" / "locale"
CLICK = "click"
"""The catalogue of what Click itself says: usage, errors of usage, questions."""
SAID_BY = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Where a system says its language, as gettext reads it: the first that says anything."""


def system_language() -> str:
    """The first language of the system that we speak, or English.

    The environment is read first: Python knows only locales that are installed.
    """
    said = next((os.environ[name] for name in SAID_BY if os.environ.get(name)), "")
    wanted = said or locale.getlocale()[0] or ""
    codes = (each.partition(".")[0].partition("_")[0] for each in wanted.split(":"))
    return next((code for code in codes if code in LANGUAGES), LANGUAGES[0])


def speak() -> None:
    """Let Click speak the system's language. It asks gettext for each text, in the domain in force.

    English has a catalogue too: without it ``LANGUAGE=en:ru`` would be taken for Russian.
    """
    gettext.bindtextdomain(CLICK, CATALOGUES)
    gettext.textdomain(CLICK)
