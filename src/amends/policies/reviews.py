"""The controller's sample and the questions of a review: ``[reviews]`` in ``rulebook.toml``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from math import inf
from typing import Any

from amends.core.errors import BadDeclaration
from amends.core.staff import SampleRules

RISKS = ("contradicted", "conflicting", "objected", "second_round", "by_hand", "costly", "marked")
MOST_QUESTIONS = 12
SEE = "see docs/how-to/review-cases.md"
NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")
Kind = tuple[Callable[[Any], bool], str]


@dataclass(frozen=True, slots=True)
class Question:
    """A yes or no question about a case, by language; yes means that all was right."""

    name: str
    asks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reviews:
    """How cases are sampled and reviewed.

    ``risks`` are the reasons to look that count, an order of ``costly`` worth being one. What
    nobody reviewed for ``open_for`` is not reviewed any more. Fewer than ``least_reviews`` tell no
    rate, fewer than ``least_shared`` with two reviewers no agreement.
    """

    sample: SampleRules
    risks: frozenset[str]
    costly: float
    open_for: timedelta
    least_reviews: int
    least_shared: int
    questions: tuple[Question, ...]


def read_reviews(declared: Mapping[str, Any]) -> Reviews:
    """``BadDeclaration`` for what is missing, unknown, or not of its kind."""
    for name in sorted({*KINDS, *declared}):
        if name not in KINDS:
            raise _bad(f".{name}", "not known", f"one of {', '.join(KINDS)}")
        is_right, meaning = KINDS[name]
        if not is_right(declared.get(name)):
            raise _bad(f".{name}", meaning, SEE)
    return Reviews(
        sample=_sample(declared),
        risks=frozenset(declared["risks"]),
        costly=float(declared["costly"]),
        open_for=timedelta(days=declared["open_days"]),
        least_reviews=declared["least_reviews"],
        least_shared=declared["least_shared"],
        questions=_questions(declared["questions"]),
    )


def _sample(declared: Mapping[str, Any]) -> SampleRules:
    try:
        return SampleRules(**{name: declared[name] for name in OF_SAMPLE})
    except ValueError as error:
        raise _bad("", str(error), SEE) from None


def _questions(said: list[Any]) -> tuple[Question, ...]:
    found: dict[str, Question] = {}
    for number, each in enumerate(said, start=1):
        where = f".questions, number {number}"
        if not isinstance(each, Mapping) or set(each) != {"name", "asks"}:
            raise _bad(where, "a question has a name and what it asks", 'name = "facts"')
        name, asks = each["name"], each["asks"]
        if not isinstance(name, str) or not NAME.fullmatch(name) or name in found:
            raise _bad(where, "its name is a short word that no other has", 'name = "facts"')
        if not isinstance(asks, Mapping) or "en" not in asks or not all(map(_text, asks.values())):
            raise _bad(where, "it asks something, at least in English", 'asks.en = "…?"')
        found[name] = Question(name, dict(asks))
    return tuple(found.values())


def _bad(where: str, message: str, hint: str) -> BadDeclaration:
    return BadDeclaration(message, where=f"rulebook.toml reviews{where}", hint=hint)


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _number(value: Any) -> bool:
    return type(value) in (int, float) and 0 <= value < inf


def _count(value: Any) -> bool:
    return type(value) is int and value >= 1


def _risks(value: Any) -> bool:
    return isinstance(value, list) and set(map(str, value)) <= set(RISKS)


def _few(value: Any) -> bool:
    return isinstance(value, list) and 1 <= len(value) <= MOST_QUESTIONS


NUMBER: Kind = (_number, "a number of 0 or more")
COUNT: Kind = (_count, "a whole number above 0")
OF_SAMPLE = tuple(field.name for field in fields(SampleRules))
COUNTS = ("least", "most", "open_days", "least_reviews", "least_shared")
KINDS: Mapping[str, Kind] = {
    **{name: COUNT if name in COUNTS else NUMBER for name in (*OF_SAMPLE, "costly", *COUNTS)},
    "risks": (_risks, f"a list of {', '.join(RISKS)}"),
    "questions": (_few, f"one to {MOST_QUESTIONS} questions"),
}
