"""The tree that FEEL text is read into: frozen values, nothing evaluated yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, Any, ClassVar


@dataclass(frozen=True)
class Node:
    """Any part of an expression or of a unary test."""

    __slots__ = ("_names",)

    if TYPE_CHECKING:
        _names: ClassVar[frozenset[str]]


class Custom(Node):
    """A node that another package adds, with its own meaning."""

    __slots__ = ()

    def value(self, scope: Mapping[str, Any], run: Any, value_of: Callable[..., Any]) -> Any:
        """Its value; ``value_of(node, scope, run)`` gives that of a node inside."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A number, text, true, false or null written out."""

    value: Any


@dataclass(frozen=True, slots=True)
class At(Node):
    """A date, time or duration as ISO 8601 text: ``@"2026-10-01"``."""

    text: str


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A name. In a table's cell its parts may be joined by dots; in expressions it has one part
    (which may hold spaces), and dots are ``Path``. ``?`` is the value that a unary test tests."""

    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Path(Node):
    """``operand.name``: a member of a context, of each context of a list, or of a date."""

    operand: Node
    name: str


@dataclass(frozen=True, slots=True)
class Filter(Node):
    """``operand[condition]``: an item by its number, or all items that fulfil a condition."""

    operand: Node
    condition: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function with its arguments; ``names`` are those of named arguments, else empty."""

    function: Node
    arguments: tuple[Node, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Negation(Node):
    """``-x``."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Operation(Node):
    """Two operands with one of ``+ - * / ** = != < <= > >= and or`` between them."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Between(Node):
    """``value between low and high``, both ends included."""

    value: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class In(Node):
    """``value in test`` or ``value in (test, test)``."""

    value: Node
    test: Node


@dataclass(frozen=True, slots=True)
class ListOf(Node):
    """``[a, b]``."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Context(Node):
    """``{name: value, ...}``; later entries may use earlier ones."""

    entries: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class If(Node):
    """``if condition then positive else negative``."""

    condition: Node
    positive: Node
    negative: Node


@dataclass(frozen=True, slots=True)
class Iteration:
    """``name in domain`` of a loop; with ``until`` the domain is ``domain..until``."""

    name: str
    domain: Node
    until: Node | None = None


@dataclass(frozen=True, slots=True)
class For(Node):
    """``for name in domain, ... return body``."""

    iterations: tuple[Iteration, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """``some name in domain satisfies condition``, or with ``every``."""

    every: bool
    iterations: tuple[Iteration, ...]
    condition: Node


@dataclass(frozen=True, slots=True)
class TypeName:
    """A type as it is written: its name, what a list or a range holds, a context's members, or
    a function's result."""

    name: str
    inner: tuple[TypeName, ...] = ()
    members: tuple[tuple[str, TypeName], ...] = ()


@dataclass(frozen=True, slots=True)
class InstanceOf(Node):
    """``value instance of type``."""

    value: Node
    type: TypeName


@dataclass(frozen=True, slots=True)
class FunctionOf(Node):
    """``function(parameter: type, ...) body``; an external one is read, but never run."""

    parameters: tuple[tuple[str, TypeName | None], ...]
    body: Node
    external: bool = False


@dataclass(frozen=True, slots=True)
class Everything(Node):
    """``-``: any value and none."""


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """``< <= > >= = !=`` held against the value that is tested."""

    operator: str
    limit: Node


@dataclass(frozen=True, slots=True)
class Interval(Node):
    """``[a..b]`` with either end open or closed."""

    low: Node
    high: Node
    low_closed: bool
    high_closed: bool


@dataclass(frozen=True, slots=True)
class OneOf(Node):
    """Tests of which one must hold; with ``negated`` none may."""

    tests: tuple[Node, ...]
    negated: bool = False


def walk(node: Node) -> Iterator[Any]:
    """The node and everything in it, in no certain order."""
    waiting: list[Any] = [node]
    while waiting:
        here = waiting.pop()
        if isinstance(here, tuple):
            waiting.extend(here)
        elif is_dataclass(here):
            yield here
            waiting.extend(getattr(here, field.name) for field in fields(here))


def mentions(node: Node, name: str) -> bool:
    """Whether a name stands anywhere in a node. A node is looked through once, however often a
    loop comes by."""
    try:
        names: frozenset[str] = node._names
    except AttributeError:
        names = frozenset(part.parts[0] for part in walk(node) if isinstance(part, Name))
        object.__setattr__(node, "_names", names)
    return name in names
