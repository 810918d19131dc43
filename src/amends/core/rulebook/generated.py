"""Python source for one rulebook, and the function that it becomes.

A fact is looked up once (see ``places``). A table is a sum of offsets, one list lookup per group
of columns, an ``&`` between groups, and a lookup of the answer to that mask. Whatever goes wrong on
that way is left to ``interpret``, which says why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any, Final

from amends.core.rulebook.axes import Axis
from amends.core.rulebook.compiled import Column, CompiledBook, CompiledTable, compile_tables
from amends.core.rulebook.facts import BadSituation
from amends.core.rulebook.interpret import interpret
from amends.core.rulebook.places import Places
from amends.core.rulebook.tables import Rule

if TYPE_CHECKING:
    from amends.core.rulebook.book import Decision, Rulebook

Answers = tuple[tuple[Rule, ...], ...]
Decide = Callable[[Mapping[str, Any]], "Decision"]
MOST_CELLS = 4096
"""Largest list of masks made of several columns."""
MOST_ANSWERS = 100_000
"""So many distinct answers of a table are remembered at a time."""
WRONG: Final = object()
"""Is a value of no fact, and nothing can be looked up in it."""


class Answered(dict[int, Any]):
    """The answer to each mask of fitting rules; with the buckets of what it says, if read."""

    def __init__(self, compiled: CompiledTable, axes: Sequence[Axis]) -> None:
        super().__init__()
        self.table, self.axes = compiled.table, axes

    def __missing__(self, mask: int) -> tuple[Any, ...]:
        rules = self.table.rules
        answer = self.table.answer([rules[place] for place in bits_of(mask)])
        said = self.table.said(answer)
        if len(self) >= MOST_ANSWERS:
            self.clear()
        read = [axis.locate(said[axis.fact.name]) for axis in self.axes]
        self[mask] = known = (answer, *read) if read else answer
        return known


def bits_of(mask: int) -> Iterator[int]:
    """The places of the bits that are set, ascending."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


@dataclass(frozen=True, slots=True)
class Group:
    """Columns looked up together: ``strides`` per column, ``masks`` by the sum of offsets."""

    columns: tuple[Column, ...]
    strides: tuple[int, ...]
    masks: list[int]


def grouped(columns: Sequence[Column]) -> list[Group]:
    """Put columns together as long as their list of masks stays small."""
    groups: list[list[Column]] = []
    for column in sorted(columns, key=lambda each: len(each.masks)):
        if groups and prod(len(c.masks) for c in (*groups[-1], column)) <= MOST_CELLS:
            groups[-1].append(column)
        else:
            groups.append([column])
    return [_group(group) for group in groups]


def _group(columns: Sequence[Column]) -> Group:
    sizes = [len(column.masks) for column in columns]
    strides = tuple(prod(sizes[place + 1 :]) for place in range(len(sizes)))
    masks = []
    for combined in product(*(column.masks for column in columns)):
        mask = combined[0]
        for other in combined[1:]:
            mask &= other
        masks.append(mask)
    return Group(tuple(columns), strides, masks)


def compile_book(book: Rulebook, decision: type[Decision]) -> Decide:
    """The function from a situation's facts to a decision of this class."""
    writer = _Writer(compile_tables(book))
    source = writer.source()
    scope = {**writer.constants, "book": book, "decision": decision, "new": tuple.__new__}
    scope |= {"bad": BadSituation, "wrong": WRONG}
    scope["slowly"] = lambda facts: decision(book, facts, interpret(book, facts))
    exec(compile(source, f"<rulebook {book.name}>", "exec"), scope)
    decide: Decide = scope["decide"]
    return decide


class _Writer:
    """Writes the source of ``decide`` and gathers the constants that it names."""

    def __init__(self, compiled: CompiledBook) -> None:
        self.compiled = compiled
        self.constants: dict[str, Any] = {}
        self.variables = {name: f"i{place}" for place, name in enumerate(compiled.axes)}
        self.readers = Counter(c.fact.name for each in compiled.tables for c in each.columns)

    def source(self) -> str:
        once = [name for name in self.compiled.given if self.readers[name] > 1]
        lines = [f"{self.variables[name]} = {self.located(name)}" for name in once]
        lines += [self.table(place, each) for place, each in enumerate(self.compiled.tables)]
        answers = ", ".join(f"a{place}" for place in range(len(self.compiled.tables)))
        body = "\n".join(f"        {line}" for line in lines)
        return (
            f"def decide(f):\n    try:\n{body}\n"
            "    except (KeyError, TypeError, ArithmeticError, bad):\n        return slowly(f)\n"
            f"    return new(decision, (book, f, ({answers},)))\n"
        )

    def located(self, name: str, codes: Sequence[int] = ()) -> str:
        """An expression for the bucket of a fact's value, or for the code of the bucket.

        ``True`` and 1 are one key of a dictionary; they are told apart before they are looked up.
        """
        axis = self.compiled.axes[name]
        value = f"f.get({name!r})" if axis.fact.optional else f"f[{name!r}]"
        places = Places(axis, codes or range(len(axis.buckets)))
        found = self.constant("x", places)
        if axis.fact.type.name == "number":
            return f"{found}[wrong if (v := {value}) is True or v is False else v]"
        if axis.fact.type.name == "boolean":
            yes, no = places[True], places[False]
            null = f"{found}[None] if v is None else " if axis.fact.optional else ""
            return f"({yes} if (v := {value}) is True else {no} if v is False else {null}wrong[v])"
        return f"{found}[{value}]"

    def table(self, place: int, each: CompiledTable) -> str:
        groups = [self.looked_up(group) for group in grouped(each.columns)]
        everything = str((1 << len(each.table.rules)) - 1)
        mask = " & ".join(groups) if groups else everything
        read = self.compiled.read_from(place)
        answered = Answered(each, [self.compiled.axes[name] for name in read])
        targets = ", ".join([f"a{place}", *(self.variables[name] for name in read)])
        return f"{targets} = {self.constant('h', answered)}[{mask}]"

    def looked_up(self, group: Group) -> str:
        offsets = [
            self.offset(column, stride)
            for column, stride in zip(group.columns, group.strides, strict=True)
        ]
        return f"{self.constant('m', group.masks)}[{' + '.join(offsets)}]"

    def offset(self, column: Column, stride: int) -> str:
        codes = tuple(stride * place for place in column.classes)
        name = column.fact.name
        if self.readers[name] == 1 and name in self.compiled.given:
            return self.located(name, codes)
        variable = self.variables[name]
        if codes == tuple(range(len(codes))):
            return variable
        return f"{self.constant('s', codes)}[{variable}]"

    def constant(self, letter: str, value: Any) -> str:
        name = f"{letter}_{len(self.constants)}"
        self.constants[name] = value
        return name
