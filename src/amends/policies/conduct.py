"""The words by which insults and threats are known: ``conduct.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amends.core.customers.conduct import Lexicon
from amends.core.customers.conduct.lexicon import phrases
from amends.core.errors import BadDeclaration

CONDUCT = "conduct.toml"
OF_PHRASES = ("insults", "aimed", "threats", "never", "whom")
OF_WORDS = ("you", "me")
NUMBERS = ("gap", "near")


def read_lexicon(declared: Mapping[str, Any]) -> Lexicon:
    """``BadDeclaration`` for what is missing, unknown, or not of its kind."""
    for name in sorted({*OF_PHRASES, *OF_WORDS, *NUMBERS, *declared}):
        if name not in (*OF_PHRASES, *OF_WORDS, *NUMBERS):
            raise _bad(name, "not known")
        _check(name, declared.get(name))
    of_phrases: dict[str, Any] = {name: phrases(declared[name]) for name in OF_PHRASES}
    of_words: dict[str, Any] = {name: _words(declared[name]) for name in OF_WORDS}
    numbers: dict[str, Any] = {name: declared[name] for name in NUMBERS}
    return Lexicon(**of_phrases, **of_words, **numbers)


def _words(groups: Mapping[str, list[str]]) -> frozenset[str]:
    return frozenset(word.casefold() for words in groups.values() for word in words)


def _check(name: str, value: Any) -> None:
    if name in NUMBERS:
        if type(value) is not int or not 0 <= value <= 10:
            raise _bad(name, "a whole number from 0 to 10")
    elif not isinstance(value, dict) or not all(map(_are_texts, value.values())):
        raise _bad(name, 'lists of words by language: en = ["word*", "two words"]')
    elif name in OF_PHRASES:
        _check_phrases(name, value)


def _check_phrases(name: str, groups: Mapping[str, list[str]]) -> None:
    try:
        phrases(groups)
    except ValueError as error:
        raise _bad(name, str(error)) from None


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) and each for each in value)


def _bad(name: str, message: str) -> BadDeclaration:
    return BadDeclaration(
        message,
        where=f"{CONDUCT} {name}".rstrip(),
        hint="see docs/explanation/customers-record.md",
    )
