"""What was said on the phone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from amends.core.claims import Claim
from amends.core.findings.evidence import Evidence, Side
from amends.core.findings.meaning import (
    Named,
    alike,
    named,
    names_order,
    speaks_of,
    with_due,
)
from amends.core.findings.record import Happening, Record
from amends.core.findings.rules import Rules, Words
from amends.core.findings.seen import due_of, local, minutes_between, seen, told

PROMISED = "call.promised"
CALLS = (PROMISED, "call.recorded")


class Heard(NamedTuple):
    """What the customer remembers: the words, the times in them, and when it was said."""

    words: str
    names: Named
    at: datetime | None


def was_told(claim: Claim, record: Record, rules: Rules) -> Iterator[Evidence]:
    """The recorded calls about this order against the words that the customer remembers.

    A call that holds them confirms, whenever it was: hours are easily mixed up. Only the call of
    the time that the customer names can speak against them, and no call at all says nothing. Staff
    may have kept the call under another order of the customer: that can only confirm.
    """
    calls, heard = seen(claim, record, CALLS), _heard(claim, record)
    saying = [call for call in calls if _says_so(call, heard, record, rules.words)]
    near = [call for call in calls if _is_near(call, heard.at, rules)]
    promised = [call for call in near if call.type == PROMISED and not any(heard.names)]
    weights = rules.weights
    if saying:
        yield _quoted("words_of_operator", "for", weights.call_says_so, saying, record)
    elif promised:
        yield _quoted("call_record", "for", weights.call_promises_something, promised, record)
    elif near:
        yield _quoted("call_record", "against", _against(near, heard, rules), near, record)
    elsewhere = [] if saying else _said_elsewhere(claim, heard, record, rules)
    if elsewhere:
        yield _quoted("words_of_operator", "for", weights.call_says_so, elsewhere, record)


def _said_elsewhere(claim: Claim, heard: Heard, record: Record, rules: Rules) -> list[Happening]:
    """Calls of that time under the customer's other orders that hold the words.

    A call before this order was placed, or that names the other order, was not about this one.
    """
    if heard.at is None:
        return []
    calls = [
        each.call
        for each in record.elsewhere
        if record.order.placed_at <= each.call.time <= claim.said_at
        and not names_order(_transcript(each.call), each.order)
    ]
    near = [call for call in calls if _is_near(call, heard.at, rules)]
    saying = [call for call in near if _says_so(call, heard, record, rules.words)]
    return sorted(saying, key=lambda call: (call.time, call.id))


def _heard(claim: Claim, record: Record) -> Heard:
    """Of a whole text only the hours count, without that of the call itself."""
    said, at = claim.fields.get("said"), claim.fields.get("told_at")
    if said:
        return Heard(str(said), named(str(said)), at)
    clocks = named(claim.text).clocks - ({_clock(at, record)} if at else set())
    return Heard(claim.text, Named(clocks, frozenset()), at)


def _clock(at: datetime, record: Record) -> int:
    there = local(at, record)
    return there.hour * 60 + there.minute


def _is_near(call: Happening, at: datetime | None, rules: Rules) -> bool:
    return at is None or minutes_between(call.time, at) <= rules.windows.call


def _says_so(call: Happening, heard: Heard, record: Record, known: Words) -> bool:
    """Whether the call holds these words by meaning: the same time, the same leave, like words."""
    transcript = _transcript(call)
    names = with_due(named(transcript), due_of(call, record))
    if heard.names.clocks:
        return bool(heard.names.clocks & names.clocks)
    if heard.names.days:
        return bool(heard.names.days & names.days)
    asked_to_wait = speaks_of(transcript, known.not_yet)
    if call.type != PROMISED and asked_to_wait and not speaks_of(heard.words, known.not_yet):
        return False
    may_come = speaks_of(heard.words, known.may_come) and speaks_of(transcript, known.may_come)
    return may_come or alike(heard.words, transcript, known)


def _against(near: list[Happening], heard: Heard, rules: Rules) -> float:
    """How much the calls of that time weigh: only where each clearly says nothing of the kind."""
    clearly = heard.at and all(_says_nothing(call, heard, rules.words) for call in near)
    weights = rules.weights
    return weights.call_says_nothing_of_it if clearly else weights.call_says_otherwise


def _says_nothing(call: Happening, heard: Heard, known: Words) -> bool:
    """The customer names a time and the call none; or staff asked the customer to wait.

    A transcript may write an hour in words.
    """
    transcript = _transcript(call)
    if call.type == PROMISED or not transcript.strip():
        return False
    if any(heard.names):
        return not any(named(transcript)) and not speaks_of(transcript, known.hours)
    return speaks_of(transcript, known.not_yet) and not speaks_of(transcript, known.may_come)


def _transcript(call: Happening) -> str:
    return str(call.data.get("said") or "")


def _quoted(
    kind: str, side: Side, weight: float, calls: list[Happening], record: Record
) -> Evidence:
    last = calls[-1]
    facts = {"said": _transcript(last), "at": told(last.time, record)}
    if last.data.get("line"):
        facts["line"] = str(last.data["line"])
    return Evidence(kind, side, weight, tuple(call.id for call in calls), facts)
