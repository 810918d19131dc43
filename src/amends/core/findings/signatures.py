"""Whose name stands under a delivery."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from itertools import takewhile

from amends.core.findings.rules import Words

LETTERS = re.compile(r"[^\W\d_]+")
CYRILLIC = (
    "аa бb вv гg дd еe ёe жzh зz иi йi кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щsh ъ ыy ь "
    "эe юyu яya өo үu"
)
TO_LATIN = str.maketrans({each[0]: each[1:] for each in CYRILLIC.split()})
ROOT, ENDING = 5, 3
"""So many first letters alike, and at most so many others behind them, make one family name of two:
Petrov and Petrova, Dubrovskii and Dubrovskaya."""


class Signer(StrEnum):
    """Who signed, as far as the name tells."""

    CUSTOMER = "customer"
    HOUSEHOLD = "household"
    ANOTHER = "another"
    NOBODY = "nobody_named"


def signer(signed_by: str, customer: str, household: Iterable[str], words: Words) -> Signer:
    """Who signed: the customer, one of the household, or somebody else.

    Names are compared without regard to alphabet, order and initials. A shared family name, or a
    word like "family", makes one of the household.
    """
    if not signed_by.strip():
        return Signer.NOBODY
    if _is_same(signed_by, customer):
        return Signer.CUSTOMER
    if " ".join(LETTERS.findall(signed_by.casefold())) in words.household:
        return Signer.HOUSEHOLD
    is_known = any(_is_same(signed_by, name) for name in household)
    return Signer.HOUSEHOLD if is_known or _is_related(signed_by, customer) else Signer.ANOTHER


def _is_same(signed: str, name: str) -> bool:
    """Every part of the signature stands in the name, at least one of them in full."""
    parts, known = _parts(signed), _parts(name)
    in_full = any(part in known for part in parts)
    return in_full and all(_stands_in(part, known) for part in parts)


def _stands_in(part: str, known: set[str]) -> bool:
    return part in known or (len(part) == 1 and any(each.startswith(part) for each in known))


def _is_related(signed: str, name: str) -> bool:
    """Whether they share a family name: what stands first in both may be a given name."""
    return any(
        _is_one_family(one, other)
        for at, one in enumerate(_words(signed))
        for place, other in enumerate(_words(name))
        if at or place
    )


def _is_one_family(one: str, other: str) -> bool:
    if one == other:
        return len(one) > 1
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    alike = sum(1 for _ in same)
    return alike >= ROOT and len(one) - alike <= ENDING and len(other) - alike <= ENDING


def _parts(name: str) -> set[str]:
    return set(_words(name))


def _words(name: str) -> list[str]:
    return LETTERS.findall(name.casefold().translate(TO_LATIN))
