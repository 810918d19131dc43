"""How claims are held against the record: ``[findings]`` in ``rulebook.toml``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from typing import Any

from amends.core.errors import BadDeclaration
from amends.core.findings import Rules, Weights, Windows, Words

SEE = "see docs/reference/findings.md"


def read_findings(declared: Mapping[str, Any]) -> Rules:
    """``BadDeclaration`` for what is missing, unknown, or not of its kind."""
    said = _checked(declared, RULES, "findings")
    weights = _numbers(said.pop("weights"), Weights, "findings.weights")
    windows = _numbers(said.pop("windows"), Windows, "findings.windows")
    words = _checked(said.pop("words"), WORDS, "findings.words")
    try:
        return Rules(
            **{**said, "shown_only": frozenset(said["shown_only"])},
            weights=Weights(**weights),
            windows=Windows(**windows),
            words=_words(words),
        )
    except ValueError as error:
        raise BadDeclaration(str(error), where="rulebook.toml findings", hint=SEE) from None


def _words(said: Mapping[str, Any]) -> Words:
    return Words(
        household=_small(said["household"]),
        may_come=tuple(sorted(_small(said["may_come"]))),
        not_yet=tuple(sorted(_small(said["not_yet"]))),
        hours=tuple(sorted(_small(said["hours"]))),
        damage=_small(said["damage"]),
        alike=said["alike"],
    )


def _small(texts: list[str]) -> frozenset[str]:
    return frozenset(text.casefold() for text in texts)


Kind = tuple[Callable[[Any], bool], str]


def _is_number(value: Any) -> bool:
    return type(value) in (int, float)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) and each for each in value)


NUMBER: Kind = (_is_number, "a number")
TEXTS: Kind = (_are_texts, "a list of texts")
SECTION: Kind = (lambda value: isinstance(value, dict), "a section of its own")
RULES: Mapping[str, Kind] = {
    "confirms": NUMBER,
    "contradicts": NUMBER,
    "doubt": NUMBER,
    "shown_only": TEXTS,
    "weights": SECTION,
    "windows": SECTION,
    "words": SECTION,
}
WORDS: Mapping[str, Kind] = {
    "household": TEXTS,
    "may_come": TEXTS,
    "not_yet": TEXTS,
    "hours": TEXTS,
    "damage": TEXTS,
    "alike": NUMBER,
}


def _numbers(
    said: Mapping[str, Any], of: type[Weights] | type[Windows], where: str
) -> dict[str, Any]:
    usual = {field.name: field.default for field in fields(of) if field.default is not MISSING}
    return _checked({**usual, **said}, {field.name: NUMBER for field in fields(of)}, where)


def _checked(said: Mapping[str, Any], kinds: Mapping[str, Kind], where: str) -> dict[str, Any]:
    for name in sorted({*kinds, *said}):
        if name not in kinds:
            raise BadDeclaration(
                "not known",
                where=f"rulebook.toml {where}.{name}",
                hint=f"one of {', '.join(kinds)}",
            )
        is_right, meaning = kinds[name]
        if not is_right(said.get(name)):
            raise BadDeclaration(meaning, where=f"rulebook.toml {where}.{name}", hint=SEE)
    return dict(said)
