"""What a fact means, as somebody who writes no rules wants to know it."""

from __future__ import annotations

import re

from amends.core.rulebook.facts import Fact

FOR_WRITERS = re.compile("[:;(]")
"""What a meaning says after one of these is for whoever writes rules."""


def meaning_of(fact: Fact, language: str) -> str:
    """The first part of a fact's meaning, in a language, else in English; or an empty text."""
    whole = fact.meaning.get(language) or fact.meaning.get("en", "")
    return FOR_WRITERS.split(whole)[0].strip()
