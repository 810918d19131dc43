"""Which of many names a text may mean: those that share enough groups of three letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

SHARED: Final = 0.4
"""Of a name's groups that must be in the text."""


class Trigrams:
    """An index of folded names."""

    def __init__(self, forms: Sequence[str]) -> None:
        places: dict[str, list[int]] = defaultdict(list)
        groups = [_groups(form) for form in forms]
        for place, each in enumerate(groups):
            for group in each:
                places[group].append(place)
        self._places = {group: np.array(found, np.int32) for group, found in places.items()}
        self._needed = np.array([max(1, SHARED * len(each)) for each in groups])

    def like(self, text: str) -> NDArray[np.int64]:
        """The places of the names that a text may hold."""
        lists = [self._places[group] for group in _groups(text) if group in self._places]
        if not lists:
            return np.zeros(0, dtype=np.int64)
        shared = np.bincount(np.concatenate(lists), minlength=len(self._needed))
        return np.flatnonzero(shared >= self._needed)


def _groups(text: str) -> frozenset[str]:
    """Groups of three letters of each word, with its beginning and end as letters."""
    padded = (f" {word} " for word in text.split())
    return frozenset(word[at : at + 3] for word in padded for at in range(len(word) - 2))
