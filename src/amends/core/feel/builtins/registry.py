"""How a built-in function is declared: its name, its parameters, and the kinds they take.

A signature reads ``string:string, start position:number, length?:number``: ``?`` may be left
out, no kind takes anything, ``/`` separates kinds. ``list...`` is one list or its items as
arguments, ``lists*`` all arguments as they are. A name may have several signatures; the first that
fits is called.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import localcontext
from typing import Any, TypeVar

from amends.core.feel.errors import Undefined
from amends.core.feel.run import Run
from amends.core.feel.values import NUMBERS, Function, kind, weighed

Python = TypeVar("Python", bound=Callable[..., Any])
UNFIT = object()
VALUES_PER_STEP, LETTERS_PER_STEP = 4, 64


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter; no ``kinds``: it takes anything, null too."""

    name: str
    kinds: frozenset[str]
    optional: bool

    def bind(self, value: Any) -> Any:
        """The value as the parameter takes it, or ``UNFIT``; a list of one stands for the one,
        and one for a list of it (DMN 1.5, 10.3.2.9.4)."""
        if not self.kinds or kind(value) in self.kinds:
            return value
        if value is None:
            return None if self.optional else UNFIT
        if isinstance(value, list) and len(value) == 1 and kind(value[0]) in self.kinds:
            return value[0]
        return [value] if self.kinds == {"list"} else UNFIT


@dataclass(frozen=True, slots=True)
class Signature:
    """The parameters of one way to call a function, and what it does."""

    parameters: tuple[Parameter, ...]
    variadic: str
    python: Callable[..., Any]
    needs_run: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters' names."""
        return tuple(parameter.name for parameter in self.parameters)

    def bind(self, arguments: Sequence[Any]) -> list[Any] | None:
        """The arguments as the function takes them, or None where they do not fit."""
        fixed = self.parameters[:-1] if self.variadic else self.parameters
        if len(arguments) > len(self.parameters) and not self.variadic:
            return None
        bound = [p.bind(a) for p, a in zip(fixed, arguments, strict=False)]
        if any(not p.optional for p in fixed[len(arguments) :]) or UNFIT in map(_mark, bound):
            return None
        rest = list(arguments[len(fixed) :])
        if self.variadic == "...":
            collapsed = rest[0] if len(rest) == 1 and isinstance(rest[0], list) else rest
            return None if collapsed in ([], [None]) and not _is_list(rest) else [*bound, collapsed]
        return [*bound, *rest]


def _is_list(rest: Sequence[Any]) -> bool:
    return len(rest) == 1 and isinstance(rest[0], list)


def _mark(value: Any) -> Any:
    return UNFIT if value is UNFIT else None


SIGNATURES: dict[str, list[Signature]] = {}


def function(name: str, signature: str, *, needs_run: bool = False) -> Callable[[Python], Python]:
    """Declare a built-in function, or one more way to call it."""

    def declare(python: Python) -> Python:
        SIGNATURES.setdefault(name, []).append(_signature(signature, python, needs_run=needs_run))
        return python

    return declare


def _signature(text: str, python: Callable[..., Any], *, needs_run: bool) -> Signature:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    variadic = next((end for end in ("...", "*") if parts and parts[-1].endswith(end)), "")
    parameters = []
    for part in parts:
        name, _, kinds = part.partition(":")
        optional = name.endswith("?")
        allowed = frozenset(kinds.split("/")) if kinds else frozenset()
        parameters.append(Parameter(name.rstrip("?.*"), allowed, optional))
    return Signature(tuple(parameters), variadic, python, needs_run)


def functions() -> dict[str, Function]:
    """All declared functions as values, by name."""
    return {
        name: Function(name, tuple(each.names for each in signatures), _caller(name, signatures))
        for name, signatures in SIGNATURES.items()
    }


def _caller(name: str, signatures: Sequence[Signature]) -> Callable[..., Any]:
    def call(run: Run, *arguments: Any) -> Any:
        letters = sum(len(each) for each in arguments if isinstance(each, str))
        run.spend(1 + weighed(list(arguments)) // VALUES_PER_STEP + letters // LETTERS_PER_STEP)
        for signature in signatures:
            bound = signature.bind(arguments)
            if bound is not None:
                value = _called(name, signature, bound, run)
                run.spend(
                    len(value) // (16 if isinstance(value, str) else 1) if _long(value) else 0
                )
                return value
        kinds = ", ".join(kind(argument) for argument in arguments)
        raise Undefined(f"{name} does not take ({kinds})")

    return call


def _long(value: Any) -> bool:
    return isinstance(value, str | list | dict)


def _called(name: str, signature: Signature, bound: Sequence[Any], run: Run) -> Any:
    try:
        with localcontext(NUMBERS):
            if signature.needs_run:
                return signature.python(run, *bound)
            return signature.python(*bound)
    except (ArithmeticError, ValueError, TypeError, LookupError, OSError):
        raise Undefined(f"{name} has no result for these arguments") from None
