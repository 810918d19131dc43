"""The kinds of claim that a shop knows, as ``claims.toml`` declares them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from amends.core.errors import BadDeclaration
from amends.core.forms import FORMS

KIND_KEYS = frozenset({"meaning", "fields", "asks", "shows"})
FIELD_KEYS = frozenset({"form", "question"})
Texts = Mapping[str, str]
"""The same text by language."""


@dataclass(frozen=True, slots=True)
class ClaimKind:
    """One thing that a customer may say happened.

    ``fields`` maps what may be said of it to the name of its form in ``FORMS``; ``questions`` holds
    for each field how it is asked, by language. ``asks`` names the fields that the page asks for,
    in their order. ``shows`` is the event type that is written down with ``reported_by`` customer
    where the claim is not contradicted; empty: the claim is a complaint and no more.
    """

    name: str
    meaning: Texts
    fields: Mapping[str, str] = field(default_factory=dict)
    asks: tuple[str, ...] = ()
    shows: str = ""
    questions: Mapping[str, Texts] = field(default_factory=dict)


def read_kinds(declared: Mapping[str, Any], *, events: Collection[str]) -> Mapping[str, ClaimKind]:
    """Read the parsed ``claims.toml``; ``events`` are the declared event types.

    Raise ``BadDeclaration`` naming the entry that is wrong.
    """
    known = declared.get("fields", {})
    for name, entry in known.items():
        _check_field(name, entry)
    kinds = declared.get("claims", {})
    return {name: _kind(name, entry, known, events) for name, entry in kinds.items()}


def _check_field(name: str, entry: Mapping[str, Any]) -> None:
    where = f"claims.toml fields.{name}"
    _refuse_unknown(entry, FIELD_KEYS, where)
    if entry.get("form") not in FORMS:
        raise BadDeclaration(
            f"the form {entry.get('form')!r} is not known",
            where=where,
            hint=f"one of {', '.join(FORMS)}",
        )
    _check_texts(entry.get("question"), f"{where}.question")


def _kind(
    name: str, entry: Mapping[str, Any], known: Mapping[str, Any], events: Collection[str]
) -> ClaimKind:
    where = f"claims.toml claims.{name}"
    _refuse_unknown(entry, KIND_KEYS, where)
    _check_texts(entry.get("meaning"), f"{where}.meaning")
    fields, asks = tuple(entry.get("fields", ())), tuple(entry.get("asks", ()))
    _refuse_unknown(fields, known, f"{where}.fields")
    _refuse_unknown(asks, fields, f"{where}.asks")
    shows = entry.get("shows", "")
    if shows and shows not in events:
        raise BadDeclaration(
            f"the event type {shows!r} is not declared",
            where=f"{where}.shows",
            hint="see events.toml",
        )
    return ClaimKind(
        name=name,
        meaning=entry["meaning"],
        fields={field: known[field]["form"] for field in fields},
        asks=asks,
        shows=shows,
        questions={field: known[field]["question"] for field in fields},
    )


def _check_texts(texts: object, where: str) -> None:
    if not isinstance(texts, Mapping) or not texts or not all(map(_is_said, texts.values())):
        raise BadDeclaration("this is said in words", where=where, hint='.en = "…", .ru, .mn')


def _is_said(text: object) -> bool:
    return isinstance(text, str) and bool(text.strip())


def _refuse_unknown(said: Iterable[str], known: Collection[str], where: str) -> None:
    for name in said:
        if name not in known:
            raise BadDeclaration(
                f"{name!r} is not understood here",
                where=where,
                hint=f"one of {', '.join(sorted(known))}",
            )
