"""A kept reason in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from amends.core.wording.mark import Translator


def worded(reason: str, values: Mapping[str, object], words: Translator) -> str:
    """The reason with its values; one that is not known stays as it is."""
    text = words.gettext(reason) if reason else ""
    return text.format(**values) if values else text
