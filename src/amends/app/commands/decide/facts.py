"""Facts as they are given: in JSON or as fact=value, each held against its declaration."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any, TextIO

import click

from amends.core.feel.durations import Months
from amends.core.rulebook import Fact, Rulebook
from amends.core.rulebook.facts import BadSituation
from amends.core.rulebook.interpret import admitted


class BadFacts(click.ClickException):
    """Facts that cannot be used: which, what is wrong, what is allowed."""

    exit_code = 2


def read_file(file: TextIO, book: Rulebook) -> dict[str, Any]:
    """Facts from a JSON object."""
    try:
        told = json.load(file, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise BadFacts(f"{file.name} holds no JSON: {error}") from None
    if not isinstance(told, dict):
        raise BadFacts(f"{file.name} holds no JSON object of facts by name")
    return {name: _from_json(value, fact_of(name, book)) for name, value in told.items()}


def read_pairs(pairs: Iterable[str], book: Rulebook) -> dict[str, Any]:
    """Facts from ``fact=value``."""
    found = {}
    for pair in pairs:
        name, sign, text = pair.partition("=")
        if not sign:
            raise BadFacts(f"{pair!r} is not written FACT=VALUE")
        found[name.strip()] = read_value(text, fact_of(name.strip(), book))
    return found


def read_value(text: str, fact: Fact) -> Any:
    """A value of a fact as it stands in a cell; ``null`` is a missing fact.

    Raise ``BadFacts`` for one that the fact never has.
    """
    text = text.strip()
    if text == "null":
        return _checked(None, fact)
    quoted = len(text) > 1 and text[0] == text[-1] == '"'
    try:
        return _checked(fact.type.read(text[1:-1] if quoted else text), fact)
    except (ValueError, ArithmeticError):
        raise BadFacts(_message(text, fact)) from None


def fact_of(name: str, book: Rulebook) -> Fact:
    """The fact of this name; a mistaken name is told with the nearest one."""
    if name in book.facts:
        return book.facts[name]
    near = difflib.get_close_matches(name, book.facts, n=1)
    hint = f"did you mean {near[0]}?" if near else f"one of {', '.join(book.facts)}"
    raise BadFacts(f"{name!r} is not a fact of the rulebook {book.name}: {hint}")


def checked(known: Mapping[str, Any], book: Rulebook) -> dict[str, Any]:
    """Facts with values that they may have, whatever the way in which they came."""
    return {name: _checked(value, book.facts[name]) for name, value in known.items()}


def shown(value: Any, fact: Fact) -> str:
    """A value as it stands in a cell."""
    return "null" if value is None else fact.type.show(value)


def _from_json(value: Any, fact: Fact) -> Any:
    if isinstance(value, str) and fact.type.name != "number":
        return read_value(value, fact) if fact.type.name != "string" else _checked(value, fact)
    return _checked(value, fact)


def _checked(value: Any, fact: Fact) -> Any:
    ours = value is None or isinstance(value, _classes(fact))
    if not ours or (isinstance(value, bool) and fact.type.name != "boolean"):
        raise BadFacts(_message(value, fact))
    try:
        return admitted(fact, {fact.name: value})
    except BadSituation:
        raise BadFacts(_message(value, fact)) from None


def _classes(fact: Fact) -> tuple[type, ...]:
    from datetime import date, datetime, time

    return {
        "string": (str,),
        "number": (int, Decimal),
        "boolean": (bool,),
        "date": (date,),
        "time": (time,),
        "date and time": (datetime,),
        "duration": (timedelta,),
        "months": (Months,),
    }[fact.type.name]


def _message(value: Any, fact: Fact) -> str:
    told = "null" if value is None else str(value)
    empty = "" if not fact.optional else ", or null"
    return f"{fact.name} cannot be {told}: {fact.domain()}{empty}"
