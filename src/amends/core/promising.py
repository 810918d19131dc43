"""Which promises an event makes: by its type, in its data, or by touching what all are promised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from amends.core.declarations import Declarations
from amends.core.errors import BadEvent, said
from amends.core.events import Event, EventType
from amends.core.forms import read_due

LONGEST_SPEAKER = 200
ORDER = "order"
RULES = "shop rules"


class Made(NamedTuple):
    """A promise as it was made; ``ref`` tells apart several of one kind for the same order.

    ``given_at`` is empty where the order or the shop's rules made it.
    """

    kind: str
    ref: str
    due: date | datetime | None
    kept_by: str
    made_by: str
    given_at: datetime | None


def promises_made(
    declared: EventType, *, key: str, time: datetime, data: Mapping[str, Any]
) -> Iterator[Made]:
    """The promises that one event makes in words: its own, then those listed in its data.

    A promise of the order is known by its kind and ``ref``; one given later also by the key of
    the event that gave it, since what was promised before stays promised.
    """
    made_by = _speaker(declared, data)
    given_at = None if made_by == ORDER else time
    if declared.makes:
        named = [name for name in ("due", "kept_by") if name in declared.named]
        own: dict[str, Any] = {name: data.get(name) for name in named}
        yield _made(declared.makes, key, own, made_by, given_at)
    for entry in data.get("promises") or ():
        ref = entry.get("ref") or ""
        if given_at is not None:
            ref = f"{key}/{ref}" if ref else key
        yield _made(entry["kind"], ref, entry, made_by, given_at)


def promises_implied(declarations: Declarations, type_: str) -> Iterator[Made]:
    """The promises that the shop's rules make for every order, and that this event touches."""
    for kind in declarations.implying.get(type_, ()):
        yield Made(kind, "", None, "", RULES, None)


def check_promises(event: Event, declarations: Declarations) -> None:
    """Refuse an event whose promises could not be kept track of."""
    declared = declarations.events[event.type]
    if declared.makes or event.data.get("promises"):
        _check_speaker(event, declared)
        if declared.makes and "kept_by" in declared.named:
            _check_keeper(event.data.get("kept_by"), declarations, "data")
        _check_listed(event, declared, declarations)


def stirs(event: Event, declarations: Declarations) -> bool:
    """Whether this can change where an order stands: what is promised, kept, or how far it is."""
    declared = declarations.events[event.type]
    makes = declared.makes or event.data.get("promises")
    return bool(declared.stage or makes or declarations.touching[event.type])


def _check_speaker(event: Event, declared: EventType) -> None:
    if len(_speaker(declared, event.data)) > LONGEST_SPEAKER:
        raise BadEvent(
            said("this name is too long"), where="data.agent", hint=said("give a short name")
        )


def _check_listed(event: Event, declared: EventType, declarations: Declarations) -> None:
    known = {(declared.makes, event.key)}
    for number, entry in enumerate(event.data.get("promises") or ()):
        where = f"data.promises[{number}]"
        if entry["kind"] not in declarations.promises:
            raise BadEvent(
                said("the promise kind {name} is not declared"),
                name=repr(entry["kind"]),
                where=f"{where}.kind",
                hint=said("declare it in promises.toml or use one of the declared kinds"),
                code="unknown_promise",
            )
        _check_keeper(entry.get("kept_by"), declarations, where)
        name = (entry["kind"], entry.get("ref") or event.key)
        if name in known:
            raise BadEvent(
                said("{name} is promised twice"),
                name=repr(entry["kind"]),
                where=where,
                hint=said('give each its own "ref"'),
                code="promised_twice",
            )
        known.add(name)


def _check_keeper(kept_by: object, declarations: Declarations, where: str) -> None:
    if kept_by is not None and kept_by not in declarations.events:
        raise BadEvent(
            said("the event type {name} is not declared"),
            name=repr(kept_by),
            where=f"{where}.kept_by",
            hint=said("name the type of the event that will keep this promise"),
            code="unknown_type",
        )


def _speaker(declared: EventType, data: Mapping[str, Any]) -> str:
    agent = data.get("agent")
    if agent and "agent" in declared.named:
        return f"{declared.made_by}:{agent}"
    return declared.made_by


def _made(
    kind: str, ref: str, entry: Mapping[str, Any], made_by: str, given_at: datetime | None
) -> Made:
    due = entry.get("due")
    return Made(
        kind=kind,
        ref=ref,
        due=None if due is None else read_due(due, where="due"),
        kept_by=entry.get("kept_by") or "",
        made_by=made_by,
        given_at=given_at,
    )
