"""Event types, promise kinds and kinds of claim as a shop declares them, read from parsed TOML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

from amends.core.claims.kinds import Kinds, Rules, read_kinds
from amends.core.errors import BadDeclaration
from amends.core.events import EventType
from amends.core.forms import FORMS
from amends.core.places.reliability.signs import Sign
from amends.core.promises import PromiseKind

EVENT_KEYS = frozenset(
    {"meaning", "requires", "allows", "stage", "describes", "makes", "made_by", "sign"}
)
KIND_KEYS = frozenset(f.name for f in fields(PromiseKind)) - {"name"}
SIGNS = tuple(sign.value for sign in Sign)
LISTS_OF_EVENTS = ("kept_by", "called_off_by", "withdrawn_by", "unclear_by", "wasted_visit_by")


@dataclass(frozen=True)
class Declarations:
    """All that a shop declares: event types, promise kinds and kinds of claim, by name."""

    events: Mapping[str, EventType]
    promises: Mapping[str, PromiseKind]
    claims: Kinds = field(default_factory=lambda: Kinds({}, {}, Rules(), ()))

    @cached_property
    def touching(self) -> Mapping[str, tuple[PromiseKind, ...]]:
        """For each event type, the promise kinds it can keep, break or end."""
        return {
            name: tuple(kind for kind in self.promises.values() if name in kind.touched_by)
            for name in self.events
        }

    @cached_property
    def implying(self) -> Mapping[str, tuple[str, ...]]:
        """For each event type, the implied kinds of promise that are written down when it comes."""
        return {
            name: tuple(kind.name for kind in kinds if kind.implied)
            for name, kinds in self.touching.items()
        }


def read_declarations(
    *,
    events: Mapping[str, Any],
    promises: Mapping[str, Any],
    claims: Mapping[str, Any] | None = None,
    words: Mapping[str, Mapping[str, Any]] | None = None,
) -> Declarations:
    """Read the parsed ``events.toml``, ``promises.toml`` and ``claims.toml``, and by language the
    ``words`` by which claims are told.

    Raise ``BadDeclaration`` naming the entry that is wrong.
    """
    types = {name: _event_type(name, entry) for name, entry in events.get("events", {}).items()}
    kinds = {
        name: _promise_kind(name, entry, types)
        for name, entry in promises.get("promises", {}).items()
    }
    for type_ in types.values():
        if type_.makes and type_.makes not in kinds:
            raise BadDeclaration(
                f"the promise kind {type_.makes!r} is not declared",
                where=f"events.{type_.name}.makes",
                hint="see promises.toml",
            )
    return Declarations(types, kinds, read_kinds(claims or {}, events=types, words=words))


def _event_type(name: str, entry: Mapping[str, Any]) -> EventType:
    where = f"events.{name}"
    _refuse_unknown(entry, EVENT_KEYS, where)
    for path, form in {**entry.get("requires", {}), **entry.get("allows", {})}.items():
        if form not in FORMS:
            raise BadDeclaration(
                f"the form {form!r} is not known",
                where=f"{where}.{path}",
                hint=f"one of {', '.join(FORMS)}",
            )
    return EventType(
        name=name,
        meaning=entry.get("meaning", ""),
        requires=entry.get("requires", {}),
        allows=entry.get("allows", {}),
        stage=entry.get("stage", ""),
        describes=entry.get("describes", ""),
        makes=entry.get("makes", ""),
        made_by=entry.get("made_by", "shop"),
        sign=_sign(entry.get("sign", ""), where),
    )


def _sign(name: str, where: str) -> str:
    if name and name not in SIGNS:
        raise BadDeclaration(
            f"the sign {name!r} is not known",
            where=f"{where}.sign",
            hint=f"one of {', '.join(SIGNS)}",
        )
    return name


def _promise_kind(
    name: str, entry: Mapping[str, Any], types: Mapping[str, EventType]
) -> PromiseKind:
    where = f"promises.{name}"
    _refuse_unknown(entry, KIND_KEYS, where)
    lists = {key: frozenset(entry.get(key, ())) for key in LISTS_OF_EVENTS}
    broken_by = dict(entry.get("broken_by", {}))
    for type_ in (*broken_by, *(type_ for names in lists.values() for type_ in names)):
        if type_ not in types:
            raise BadDeclaration(
                f"the event type {type_!r} is not declared", where=where, hint="see events.toml"
            )
    return PromiseKind(
        name=name,
        meaning=entry.get("meaning", ""),
        broken_by=broken_by,
        overdue=entry.get("overdue", ""),
        late=entry.get("late", ""),
        implied=entry.get("implied", False),
        about=entry.get("about", ""),
        within_case=entry.get("within_case", False),
        **lists,
    )


def _refuse_unknown(entry: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    for key in entry:
        if key not in known:
            raise BadDeclaration(
                f"{key!r} is not understood here",
                where=where,
                hint=f"one of {', '.join(sorted(known))}",
            )
