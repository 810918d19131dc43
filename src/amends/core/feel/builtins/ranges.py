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


Place = tuple[int, Any, int]
"""Where a range begins or ends: before all values (-1), at one (0) or after all (1); the value; and
whether just before it (-1), at it (0) or just after it (1)."""


def begin_of(value: Any) -> Place:
    """The first place of a range or a point; raise ``Undefined`` for null."""
    range_ = as_range(value)
    return 0 if range_.low is not None else -1, range_.low, 0 if range_.low_closed else 1


def end_of(value: Any) -> Place:
    """The last place of a range or a point; raise ``Undefined`` for null."""
    range_ = as_range(value)
    return 0 if range_.high is not None else 1, range_.high, 0 if range_.high_closed else -1


def as_range(value: Any) -> Range:
    """A point as a range of it alone."""
    if value is None:
        raise Undefined("null is neither a range nor a point")
    return value if isinstance(value, Range) else Range(value, value)


def apart(left: Place, right: Place) -> int:
    """Below 0, 0 or above as one place is before another, the same, or after it."""
    if left[0] or right[0]:
        return left[0] - right[0]
    return order(left[1], right[1]) or left[2] - right[2]


@function("before", "point1,point2")
def before(left: Any, right: Any) -> bool:
    """Whether the first ends before the second begins."""
    return apart(end_of(left), begin_of(right)) < 0


@function("after", "point1,point2")
def after(left: Any, right: Any) -> bool:
    """Whether the first begins after the second ends."""
    return before(right, left)


@function("meets", "range1:range,range2:range")
def meets(left: Range, right: Range) -> bool:
    """Whether the first ends where the second begins, that point in both."""
    return apart(end_of(left), begin_of(right)) == 0


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
    """Whether they overlap, and the first begins earlier and ends no later."""
    earlier = apart(begin_of(left), begin_of(right)) < 0
    return earlier and apart(end_of(left), end_of(right)) <= 0 and overlaps(left, right)


@function("overlaps after", "range1:range,range2:range")
def overlaps_after(left: Range, right: Range) -> bool:
    """Whether the second overlaps before the first."""
    return overlaps_before(right, left)


@function("includes", "range:range,point")
def includes(outer: Range, inner: Any) -> bool:
    """Whether the first holds all of the second."""
    begins_within = apart(begin_of(outer), begin_of(inner)) <= 0
    return begins_within and apart(end_of(inner), end_of(outer)) <= 0


@function("during", "point,range:range")
def during(inner: Any, outer: Range) -> bool:
    """Whether the second holds all of the first."""
    return includes(outer, inner)


@function("finishes", "point,range:range")
def finishes(inner: Any, outer: Range) -> bool:
    """Whether the first lies in the second and ends with it."""
    return apart(end_of(inner), end_of(outer)) == 0 and includes(outer, inner)


@function("finished by", "range:range,point")
def finished_by(outer: Range, inner: Any) -> bool:
    """Whether the second finishes the first."""
    return finishes(inner, outer)


@function("starts", "point,range:range")
def starts(inner: Any, outer: Range) -> bool:
    """Whether the first lies in the second and begins with it."""
    return apart(begin_of(inner), begin_of(outer)) == 0 and includes(outer, inner)


@function("started by", "range:range,point")
def started_by(outer: Range, inner: Any) -> bool:
    """Whether the second starts the first."""
    return starts(inner, outer)


@function("coincides", "point1,point2")
def coincides(left: Any, right: Any) -> bool:
    """Whether both are the same."""
    begin_together = apart(begin_of(left), begin_of(right)) == 0
    return begin_together and apart(end_of(left), end_of(right)) == 0


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
