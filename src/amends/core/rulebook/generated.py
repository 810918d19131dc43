"""Python source for one rulebook, and the function that it becomes.

A fact is looked up once: by a dictionary where it has few values, else by bisection among the
limits that cells name. A table is a sum of offsets, one list lookup per group of columns, and an
``&`` between groups. Whatever goes wrong on that way is left to ``interpret``, which says why.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

from amends.core.rulebook.axes import Axis
from amends.core.rulebook.compiled import Column, CompiledBook, CompiledTable, compile_tables
from amends.core.rulebook.interpret import interpret
from amends.core.rulebook.tables import Rule

if TYPE_CHECKING:
    from amends.core.rulebook.book import Rulebook

Answers = tuple[tuple[Rule, ...], ...]
Decide = Callable[[Mapping[str, Any]], Answers]
MOST_CELLS = 4096
"""Largest list of masks made of several columns."""
MOST_VALUES = 4096
"""Up to so many values of a fact are found by a dictionary, more by bisection."""
MOST_ANSWERS = 100_000
"""So many distinct answers of a table are remembered at a time."""


class Places(dict[Any, int]):
    """What each value of a fact stands for; a value not seen in advance is located slowly."""

    def __init__(self, axis: Axis, codes: Sequence[int]) -> None:
        super().__init__((value, codes[axis.locate(value)]) for value in _listed(axis))
        self.axis, self.codes = axis, codes

    def __missing__(self, value: Any) -> int:
        return self.codes[self.axis.locate(value)]


class Answered(dict[int, tuple[Any, ...]]):
    """The answer to each mask of fitting rules, followed by the buckets of what it says."""

    def __init__(self, compiled: CompiledTable, axes: Sequence[Axis]) -> None:
        super().__init__()
        self.table, self.axes = compiled.table, axes

    def __missing__(self, mask: int) -> tuple[Any, ...]:
        rules = self.table.rules
        answer = self.table.answer([rules[place] for place in bits_of(mask)])
        said = self.table.said(answer)
        if len(self) >= MOST_ANSWERS:
            self.clear()
        self[mask] = (answer, *(axis.locate(said[axis.fact.name]) for axis in self.axes))
        return self[mask]


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


def compile_book(book: Rulebook) -> Decide:
    """The function from a situation's facts to the rules that are the answer, table by table."""
    writer = _Writer(compile_tables(book))
    source = writer.source()
    scope: dict[str, Any] = {**writer.constants, "bisect_left": bisect_left}
    scope["slowly"] = lambda facts: interpret(book, facts)
    exec(compile(source, f"<rulebook {book.name}>", "exec"), scope)
    decide: Decide = scope["decide"]
    return decide


class _Writer:
    """Writes the source of ``decide`` and gathers the constants that it names."""

    def __init__(self, compiled: CompiledBook) -> None:
        self.compiled = compiled
        self.constants: dict[str, Any] = {}
        self.variables = {name: f"i{place}" for place, name in enumerate(compiled.axes)}
        self.said_by = {
            fact.name: place
            for place, each in enumerate(compiled.tables)
            for fact in each.table.readable
            if fact.name in compiled.axes and fact.name not in compiled.given
        }

    def source(self) -> str:
        lines = [line for name in self.compiled.given for line in self.located(name)]
        for place, each in enumerate(self.compiled.tables):
            lines += self.table(place, each)
        answers = ", ".join(f"a{place}" for place in range(len(self.compiled.tables)))
        body = "\n".join(f"        {line}" for line in lines)
        return (
            f"def decide(f):\n    try:\n{body}\n"
            "    except (KeyError, TypeError, ArithmeticError):\n        return slowly(f)\n"
            f"    return ({answers},)\n"
        )

    def located(self, name: str) -> list[str]:
        """Lines that set a fact's variable to the index of its bucket."""
        axis, variable = self.compiled.axes[name], self.variables[name]
        value = f"f.get({name!r})" if axis.fact.optional else f"f[{name!r}]"
        codes = range(len(axis.buckets))
        if is_listed(axis):
            return [f"{variable} = {self.constant('x', Places(axis, codes))}[{value}]"]
        return self.bisected(axis, variable, value)

    def bisected(self, axis: Axis, variable: str, value: str) -> list[str]:
        cuts = self.constant("c", axis.cuts)
        places = self.constant("p", axis.places)
        lines = [f"v = {value}"]
        if axis.fact.clamped or axis.fact.step is not None:
            lines.append(f"v = {self.constant('v', checked(axis))}(v)")
        found = [
            f"p = bisect_left({cuts}, v)",
            f"{variable} = {places}[p + p + (p < {len(axis.cuts)} and {cuts}[p] == v)]",
            f"if {variable} is None or v != v: raise KeyError",
        ]
        if not axis.fact.optional:
            return lines + found
        return [
            *lines,
            f"if v is None: {variable} = {axis.known}",
            "else:",
            *(f"    {line}" for line in found),
        ]

    def table(self, place: int, each: CompiledTable) -> list[str]:
        groups = [self.looked_up(group) for group in grouped(each.columns)]
        everything = str((1 << len(each.table.rules)) - 1)
        mask = " & ".join(groups) if groups else everything
        read = [name for name, at in self.said_by.items() if at == place]
        answered = Answered(each, [self.compiled.axes[name] for name in read])
        targets = ", ".join([f"a{place}", *(self.variables[name] for name in read)])
        return [f"{targets}, = {self.constant('h', answered)}[{mask}]"]

    def looked_up(self, group: Group) -> str:
        offsets = [
            self.offset(column, stride)
            for column, stride in zip(group.columns, group.strides, strict=True)
        ]
        return f"{self.constant('m', group.masks)}[{' + '.join(offsets)}]"

    def offset(self, column: Column, stride: int) -> str:
        codes = tuple(stride * place for place in column.classes)
        variable = self.variables[column.fact.name]
        if codes == tuple(range(len(codes))):
            return variable
        return f"{self.constant('s', codes)}[{variable}]"

    def constant(self, letter: str, value: Any) -> str:
        name = f"{letter}_{len(self.constants)}"
        self.constants[name] = value
        return name


def checked(axis: Axis) -> Callable[[Any], Any]:
    """A function that clamps a value and refuses one beside the steps."""
    fact = axis.fact

    def check(value: Any) -> Any:
        if not fact.admits(value):
            raise KeyError(value)
        return fact.clamp(value)

    return check


def is_listed(axis: Axis) -> bool:
    """Whether a dictionary of all values, or of all that cells name, is small."""
    return not axis.places or 0 < _steps(axis) <= MOST_VALUES


def _steps(axis: Axis) -> int:
    fact = axis.fact
    if fact.step is None or fact.low is None or fact.high is None:
        return 0
    return int((fact.high - fact.low) // fact.step) + 1


def _listed(axis: Axis) -> list[Any]:
    fact = axis.fact
    null = [None] if fact.optional else []
    if not axis.places:
        return [*axis.by_value, *null]
    return [*(fact.low + step * fact.step for step in range(_steps(axis))), *null]
