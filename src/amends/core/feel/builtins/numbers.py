"""Functions of numbers (DMN 1.5, 10.3.4.5)."""

from __future__ import annotations

from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)
from typing import Any

from amends.core.feel.arithmetic import LEAST_INEXACT, whole
from amends.core.feel.builtins.registry import function
from amends.core.feel.durations import Months
from amends.core.feel.errors import Undefined
from amends.core.feel.run import Run

LEAST_SCALE, LARGEST_SCALE = -6111, 6176


def rounded(number: Any, scale: Any, rounding: str) -> Decimal:
    """A number with so many places after the point."""
    places = int(scale)
    if not LEAST_SCALE <= places <= LARGEST_SCALE:
        raise Undefined("a scale is at least -6111 and at most 6176")
    exact = Decimal(number)
    if places >= -int(exact.as_tuple().exponent):
        return exact
    return exact.quantize(Decimal(1).scaleb(-places), rounding)


@function("decimal", "n:number,scale:number")
def decimal(number: Any, scale: Any) -> Decimal:
    """Rounded half to even."""
    return rounded(number, scale, ROUND_HALF_EVEN)


@function("floor", "n:number,scale?:number")
def floor(number: Any, scale: Any = 0) -> Decimal:
    """Rounded to less."""
    return rounded(number, scale or 0, ROUND_FLOOR)


@function("ceiling", "n:number,scale?:number")
def ceiling(number: Any, scale: Any = 0) -> Decimal:
    """Rounded to more."""
    return rounded(number, scale or 0, ROUND_CEILING)


@function("round up", "n:number,scale:number")
def round_up(number: Any, scale: Any) -> Decimal:
    """Rounded away from 0."""
    return rounded(number, scale, ROUND_UP)


@function("round down", "n:number,scale:number")
def round_down(number: Any, scale: Any) -> Decimal:
    """Rounded towards 0."""
    return rounded(number, scale, ROUND_DOWN)


@function("round half up", "n:number,scale:number")
def round_half_up(number: Any, scale: Any) -> Decimal:
    """Rounded to the nearest, halves away from 0."""
    return rounded(number, scale, ROUND_HALF_UP)


@function("round half down", "n:number,scale:number")
def round_half_down(number: Any, scale: Any) -> Decimal:
    """Rounded to the nearest, halves towards 0."""
    return rounded(number, scale, ROUND_HALF_DOWN)


@function("abs", "n:number")
def absolute(number: Any) -> Any:
    """The number without its sign."""
    return abs(number)


@function("abs", "n:years and months duration")
def absolute_months(value: Months) -> Months:
    """The duration without its sign."""
    return Months(abs(value.count))


@function("modulo", "dividend:number,divisor:number")
def modulo(dividend: Any, divisor: Any) -> Decimal:
    """The rest, with the sign of the divisor."""
    whole_times = (Decimal(dividend) / Decimal(divisor)).to_integral_value(ROUND_FLOOR)
    return Decimal(dividend) - Decimal(divisor) * whole_times


@function("sqrt", "number:number", needs_run=True)
def square_root(run: Run, number: Any) -> Decimal:
    """The square root."""
    run.spend_on_series()
    return Decimal(number).sqrt()


@function("log", "number:number", needs_run=True)
def logarithm(run: Run, number: Any) -> Decimal:
    """The natural logarithm."""
    run.spend_on_series()
    if number <= 0:
        raise Undefined("a logarithm is of a number above 0")
    return Decimal(number).ln()


@function("exp", "number:number", needs_run=True)
def exponential(run: Run, number: Any) -> Decimal:
    """e to the power of the number."""
    run.spend_on_series()
    return Decimal(number).exp()


@function("odd", "number:number")
def odd(number: Any) -> bool:
    """Whether a whole number is odd."""
    return abs(number) < LEAST_INEXACT and whole(number) % 2 == 1


@function("even", "number:number")
def even(number: Any) -> bool:
    """Whether a whole number is even."""
    return not odd(number)
