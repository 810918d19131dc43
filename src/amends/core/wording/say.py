"""From a key to the text in the customer's language."""

from __future__ import annotations

from amends.core.wording.lines import LINES
from amends.core.wording.mark import Translator


def say(key: str, words: Translator, /, *, count: int = 1, **values: str) -> str:
    """The line with this key, in the translator's language, with its values put in."""
    line = LINES[key]
    text = words.ngettext(line.one, line.many, count) if line.many else words.gettext(line.one)
    return text.format(count=count, **values)


def most_telling(*keys: str) -> str:
    """The first of these keys that has a line, or an empty text."""
    return next((key for key in keys if key in LINES), "")
