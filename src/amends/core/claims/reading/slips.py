"""Words as they were meant: slips of the finger, and single words in Latin letters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from amends.core.claims.reading.languages import KNOWN
from amends.core.claims.reading.lexicon import Lexicon
from amends.core.claims.reading.spelling import OWN_LATIN, in_cyrillic
from amends.core.claims.reading.tokens import Word, Words, split
from amends.core.claims.reading.words import senses


def mended(words: Words, lexicons: Iterable[Lexicon], names: Iterable[str] = ()) -> Words:
    """The words as they were meant: in their own letters, and without slips.

    A word that anybody knows stays; so do those of ``names``.
    """
    lexicons = [*lexicons]
    named = {word.fold for name in names for word in split(name)}
    return Words(word if word.fold in named else _meant(word, lexicons) for word in words)


def _is_known(word: Word, lexicons: Sequence[Lexicon]) -> bool:
    known = word.is_number or bool(senses(word.fold))
    return known or any(
        word.fold in KNOWN[each.language] or each.knows(word.spelt) for each in lexicons
    )


def _meant(word: Word, lexicons: Sequence[Lexicon]) -> Word:
    english = any(each.language == "en" and each.knows(word.spelt) for each in lexicons)
    if "a" <= word.spelt[0] <= "z" and not english:
        written = (
            (each, in_cyrillic(word.spelt, each.language))
            for each in lexicons
            if each.language in OWN_LATIN
        )
        for each, cyrillic in written:
            if each.knows(cyrillic):
                return word.meant(cyrillic)
    return word if _is_known(word, lexicons) else _without_slip(word, lexicons)


def _without_slip(word: Word, lexicons: Sequence[Lexicon]) -> Word:
    meant = {near for each in lexicons if (near := each.vocabulary.nearest(word.spelt))}
    return word.meant(meant.pop(), slip=True) if len(meant) == 1 else word
