"""From a key to the text in the customer's language."""

from __future__ import annotations

from amends.core.wording.lines import LINES
from amends.core.wording.mark import Translator


def say(key: str, words: Translator, /, **values: str | int) -> str:
    """The line with this key, in the translator's language, with its values put in.

    A line that counts takes its form from ``count``.
    """
    line = LINES[key]
    if not line.many:
        return words.gettext(line.one).format(**values)
    return words.ngettext(line.one, line.many, int(values["count"])).format(**values)


def most_telling(*keys: str) -> str:
    """The first of these keys that has a line, or an empty text."""
    return next((key for key in keys if key in LINES), "")
