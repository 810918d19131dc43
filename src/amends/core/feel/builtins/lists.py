"""Functions of lists (DMN 1.5, 10.3.4.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cmp_to_key
from itertools import chain
from typing import Any

from amends.core.feel.arithmetic import whole
from amends.core.feel.builtins.registry import function
from amends.core.feel.durations import Months
from amends.core.feel.errors import TooCostly, Undefined
from amends.core.feel.run import Run, checked_size
from amends.core.feel.values import Function, compare, equal, kind

MOST_COMPARED = 1_000


@function("list contains", "list:list,element")
def list_contains(items: list[Any], element: Any) -> bool:
    """Whether the list has the element."""
    return any(equal(item, element) is True for item in items)


@function("sublist", "list:list,start position:number,length?:number")
def sublist(items: list[Any], start: Any, length: Any = None) -> list[Any]:
    """A part of a list; positions count from 1, or from the end."""
    first = place_in(items, start)
    if length is None:
        return items[first:]
    if whole(length) < 0:
        raise Undefined("a length is not below 0")
    return items[first : first + whole(length)]


def place_in(items: list[Any], position: Any) -> int:
    """The index of a position that counts from 1, or from the end."""
    place = whole(position)
    if place == 0 or abs(place) > len(items):
        raise Undefined(f"the list has no position {place}")
    return place - 1 if place > 0 else len(items) + place


@function("append", "list:list,item*")
def append(items: list[Any], *more: Any) -> list[Any]:
    """The list with further items."""
    return [*items, *more]


@function("concatenate", "list*")
def concatenate(*lists: Any) -> list[Any]:
    """Lists one after another."""
    whole_list = list(chain.from_iterable(_as_list(each) for each in lists))
    checked_size(len(whole_list))
    return whole_list


def _as_list(value: Any) -> list[Any]:
    if value is None:
        raise Undefined("null is no list")
    return value if isinstance(value, list) else [value]


@function("insert before", "list:list,position:number,newItem")
def insert_before(items: list[Any], position: Any, new: Any) -> list[Any]:
    """The list with an item put in."""
    at = place_in(items, position)
    return [*items[:at], new, *items[at:]]


@function("remove", "list:list,position:number")
def remove(items: list[Any], position: Any) -> list[Any]:
    """The list without an item."""
    at = place_in(items, position)
    return [*items[:at], *items[at + 1 :]]


@function("list replace", "list:list,position:number,newItem")
def list_replace(items: list[Any], position: Any, new: Any) -> list[Any]:
    """The list with another item in a place."""
    at = place_in(items, position)
    return [*items[:at], new, *items[at + 1 :]]


@function("list replace", "list:list,match:function,newItem", needs_run=True)
def list_replace_matching(run: Run, items: list[Any], match: Function, new: Any) -> list[Any]:
    """The list with another item wherever the function says so."""
    answers = [match.call(run, item, new) for item in items]
    if not all(isinstance(answer, bool) for answer in answers):
        raise Undefined("the function says neither true nor false")
    return [new if answer else item for item, answer in zip(items, answers, strict=True)]


@function("reverse", "list:list")
def reverse(items: list[Any]) -> list[Any]:
    """The list backwards."""
    return items[::-1]


@function("index of", "list:list,match")
def index_of(items: list[Any], match: Any) -> list[int]:
    """The positions of an element."""
    return [place for place, item in enumerate(items, 1) if equal(item, match) is True]


@function("union", "list*")
def union(*lists: Any) -> list[Any]:
    """Lists one after another, each element once."""
    return distinct_values(concatenate(*lists))


@function("distinct values", "list:list")
def distinct_values(items: list[Any]) -> list[Any]:
    """Each element once, the first of equal ones."""
    kept: list[Any] = []
    compared: list[Any] = []
    seen: set[Any] = set()
    for item in items:
        mark = _mark(item)
        if mark is not None:
            if mark not in seen:
                seen.add(mark)
                kept.append(item)
        elif not any(equal(item, other) is True for other in compared):
            compared.append(item)
            kept.append(item)
            _check_few(compared)
    return kept


def _mark(item: Any) -> Any:
    plain = isinstance(item, str | int | Decimal | date | time | timedelta | Months)
    return (kind(item), item) if plain else None


def _check_few(compared: list[Any]) -> None:
    if len(compared) > MOST_COMPARED:
        raise TooCostly(f"at most {MOST_COMPARED} lists and contexts are compared with each other")


@function("flatten", "list:list")
def flatten(items: list[Any]) -> list[Any]:
    """Lists inside lists as one."""
    return list(_flat(items))


def _flat(items: Iterable[Any]) -> Iterable[Any]:
    for item in items:
        if isinstance(item, list):
            yield from _flat(item)
        else:
            yield item


@function("sort", "list:list,precedes?:function", needs_run=True)
def sort(run: Run, items: list[Any], precedes: Function | None = None) -> list[Any]:
    """The list in order; ``precedes`` says whether an item comes before another."""
    return sorted(items, key=cmp_to_key(_order(run, precedes) if precedes else _natural))


def _order(run: Run, precedes: Function) -> Callable[[Any, Any], int]:
    def order(left: Any, right: Any) -> int:
        if precedes.call(run, left, right) is True:
            return -1
        return 1 if precedes.call(run, right, left) is True else 0

    return order


def _natural(left: Any, right: Any) -> int:
    order = compare(left, right)
    if order is None:
        raise Undefined("these values have no order")
    return order
