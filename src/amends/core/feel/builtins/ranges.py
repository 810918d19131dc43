"""Functions of ranges and points (DMN 1.5, 10.3.4.10, table 78)."""

from __future__ import annotations

import re
from typing import Any

from amends.core.feel.builtins.registry import function
from amends.core.feel.errors import BadExpression, Undefined
from amends.core.feel.moments import read_temporal
from amends.core.feel.nodes import At, Call, Interval, Literal, Name, Negation, Node
from amends.core.feel.parser import read_expression
from amends.core.feel.run import Run
from amends.core.feel.values import Range, compare

STEPS_TO_READ = 20
BEGINLESS = re.compile(r"(\s*[(\]]\s*)(\.\..*)", re.DOTALL)
ENDLESS = re.compile(r"(.*\.\.)(\s*[)\[]\s*)\Z", re.DOTALL)
"""Ranges open at an end that is not said: ``(..5]`` and ``[5..)``."""


def order(left: Any, right: Any) -> int:
    """-1, 0 or 1; raise ``Undefined`` where there is no order."""
    found = compare(left, right)
    if found is None:
        raise Undefined("these values have no order")
    return found


def as_range(value: Any) -> Range:
    """A point as a range of it alone."""
    return value if isinstance(value, Range) else Range(value, value)


@function("before", "point1,point2")
def before(left: Any, right: Any) -> bool:
    """Whether the first ends before the second begins."""
    left, right = as_range(left), as_range(right)
    found = order(left.high, right.low)
    return found < 0 or (found == 0 and not (left.high_closed and right.low_closed))


@function("after", "point1,point2")
def after(left: Any, right: Any) -> bool:
    """Whether the first begins after the second ends."""
    return before(right, left)


@function("meets", "range1:range,range2:range")
def meets(left: Range, right: Range) -> bool:
    """Whether the first ends where the second begins, that point in both."""
    return left.high_closed and right.low_closed and order(left.high, right.low) == 0


@function("met by", "range1:range,range2:range")
def met_by(left: Range, right: Range) -> bool:
    """Whether the second meets the first."""
    return meets(right, left)


@function("overlaps", "range1:range,range2:range")
def overlaps(left: Range, right: Range) -> bool:
    """Whether they have a point in common."""
    return not before(left, right) and not before(right, left)


@function("overlaps before", "range1:range,range2:range")
def overlaps_before(left: Range, right: Range) -> bool:
    """Whether they overlap, and the first begins and ends earlier."""
    begins = order(left.low, right.low)
    ends = order(left.high, right.high)
    earlier = begins < 0 or (begins == 0 and left.low_closed and not right.low_closed)
    sooner = ends < 0 or (ends == 0 and (not left.high_closed or right.high_closed))
    return earlier and sooner and overlaps(left, right)


@function("overlaps after", "range1:range,range2:range")
def overlaps_after(left: Range, right: Range) -> bool:
    """Whether they overlap, and the first begins and ends later."""
    begins = order(right.low, left.low)
    ends = order(right.high, left.high)
    later = begins < 0 or (begins == 0 and right.low_closed and not left.low_closed)
    longer = ends < 0 or (ends == 0 and (not right.high_closed or left.high_closed))
    return later and longer and overlaps(left, right)


@function("includes", "range:range,point")
def includes(range_: Range, other: Any) -> bool:
    """Whether the first holds all of the second."""
    return _begins_within(range_, as_range(other)) and _ends_within(range_, as_range(other))


def _begins_within(outer: Range, inner: Range) -> bool:
    found = order(outer.low, inner.low)
    return found < 0 or (found == 0 and (outer.low_closed or not inner.low_closed))


def _ends_within(outer: Range, inner: Range) -> bool:
    found = order(inner.high, outer.high)
    return found < 0 or (found == 0 and (outer.high_closed or not inner.high_closed))


@function("during", "point,range:range")
def during(inner: Any, outer: Range) -> bool:
    """Whether the second holds all of the first."""
    return includes(outer, inner)


@function("finishes", "point,range:range")
def finishes(inner: Any, outer: Range) -> bool:
    """Whether the first lies in the second and ends with it."""
    inner = as_range(inner)
    together = order(inner.high, outer.high) == 0 and inner.high_closed == outer.high_closed
    return together and _begins_within(outer, inner)


@function("finished by", "range:range,point")
def finished_by(outer: Range, inner: Any) -> bool:
    """Whether the second finishes the first."""
    return finishes(inner, outer)


@function("starts", "point,range:range")
def starts(inner: Any, outer: Range) -> bool:
    """Whether the first lies in the second and begins with it."""
    inner = as_range(inner)
    together = order(inner.low, outer.low) == 0 and inner.low_closed == outer.low_closed
    return together and _ends_within(outer, inner)


@function("started by", "range:range,point")
def started_by(outer: Range, inner: Any) -> bool:
    """Whether the second starts the first."""
    return starts(inner, outer)


@function("coincides", "point1,point2")
def coincides(left: Any, right: Any) -> bool:
    """Whether both are the same."""
    left, right = as_range(left), as_range(right)
    ends = (left.low_closed, left.high_closed) == (right.low_closed, right.high_closed)
    return ends and order(left.low, right.low) == 0 and order(left.high, right.high) == 0


@function("range", "from:string", needs_run=True)
def range_of_text(run: Run, text: str) -> Range:
    """A range written out, its ends literal."""
    run.spend(STEPS_TO_READ + len(text))
    found = BEGINLESS.match(text) or ENDLESS.match(text)
    node = _interval(f"{found[1]}null{found[2]}" if found else text)
    low, high = _constant(node.low), _constant(node.high)
    if found is None and order(low, high) > 0:
        raise Undefined("the range ends before it begins")
    if low is high is None:
        raise Undefined("the range has no end")
    return Range(low, high, node.low_closed, node.high_closed)


def _interval(text: str) -> Interval:
    try:
        node = read_expression(text)
    except BadExpression as error:
        raise Undefined(str(error)) from None
    if not isinstance(node, Interval):
        raise Undefined("this is no range")
    return node


def _constant(node: Node) -> Any:
    match node:
        case Literal(value=value):
            return value
        case Negation(operand=Literal(value=value)):
            return -value
        case (
            At(text=text)
            | Call(
                function=Name(parts=("date" | "time" | "duration" | "date and time",)),
                arguments=(Literal(value=str() as text),),
            )
        ):
            return read_temporal(text)
    raise Undefined("the ends of a range written out are values written out")
