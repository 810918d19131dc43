"""What tables tell apart of a fact: buckets that all of them treat alike are one kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from amends.core.rulebook.compiled import Column, CompiledBook, CompiledTable


@dataclass(frozen=True)
class Kinds:
    """``of[bucket]`` is the kind of a bucket, ``samples[kind]`` the first bucket of a kind."""

    of: tuple[int, ...]
    samples: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many kinds there are."""
        return len(self.samples)

    @cached_property
    def dtype(self) -> np.dtype[Any]:
        """The smallest whole numbers that hold them."""
        return np.min_scalar_type(self.count - 1)


def kinds_of(compiled: CompiledBook) -> Mapping[str, Kinds]:
    """The kinds of each fact, in the order of its buckets."""
    classes = defaultdict(list)
    for table in compiled.tables:
        for column in table.columns:
            classes[column.fact.name].append(column.classes)
    found = {}
    for name, each in classes.items():
        signatures = list(zip(*each, strict=True))
        first = {signature: at for at, signature in reversed(list(enumerate(signatures)))}
        samples = tuple(sorted(first.values()))
        number = {signatures[bucket]: kind for kind, bucket in enumerate(samples)}
        found[name] = Kinds(tuple(number[each] for each in signatures), samples)
    return found


def by_kind(table: CompiledTable, kinds: Mapping[str, Kinds]) -> CompiledTable:
    """A table whose classes are the kinds of its facts."""
    columns = tuple(_column(column, kinds[column.fact.name]) for column in table.columns)
    return CompiledTable(table.table, columns)


def _column(column: Column, kinds: Kinds) -> Column:
    masks = tuple(column.masks[column.classes[bucket]] for bucket in kinds.samples)
    return Column(column.fact, kinds.of, masks)
