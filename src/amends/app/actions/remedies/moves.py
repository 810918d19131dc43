"""What an answer means for a remedy. Pure: no table is read and nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from amends.app.connectors.answers import Answer, Kind
from amends.app.connectors.patience import Patience
from amends.app.ledger.models import Remedy

State = Remedy.State
SETTLED = frozenset({State.DONE, State.FAILED, State.DEAD, State.CANCELLED})
TO_BE_ASKED = frozenset({State.IN_DOUBT, State.ACCEPTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What was tried so far, the call just ended included.

    ``acted`` counts the calls to act since staff last set the remedy free, ``asked`` the
    questions since the last of them. ``lease_left`` is how long the other side might still act,
    ``time_left`` for how long it still makes sense to begin.
    """

    state: str
    acted: int
    asked: int
    was_accepted: bool
    lease_left: timedelta
    time_left: timedelta
    luck: float


@dataclass(frozen=True, slots=True)
class Move:
    """The state to go to, and when to look at the remedy again (``None``: never)."""

    state: str
    wait: timedelta | None = None


Rule = Callable[[Answer, Past, Patience], Move]


def move(purpose: str, answer: Answer, past: Past, patience: Patience) -> Move:
    """Where an ``answer`` to ``act`` or ``ask`` leads."""
    return MOVES[purpose][answer.kind](answer, past, patience)


def _done(answer: Answer, past: Past, patience: Patience) -> Move:
    return Move(State.DONE)


def _failed(answer: Answer, past: Past, patience: Patience) -> Move:
    return Move(State.FAILED)


def _accepted(answer: Answer, past: Past, patience: Patience) -> Move:
    """They will report back; should they forget to, we ask."""
    return Move(State.ACCEPTED, _at_least(answer, patience.delay(past.asked + 1, luck=past.luck)))


def _again(answer: Answer, past: Past, patience: Patience) -> Move:
    """Surely nothing was done: try again."""
    return _act_again(past, patience, _at_least(answer, patience.delay(past.acted, luck=past.luck)))


def _doubt(answer: Answer, past: Past, patience: Patience) -> Move:
    """Ask, but only when the other side cannot begin to act any more."""
    return Move(State.IN_DOUBT, past.lease_left)


def _ask_again(answer: Answer, past: Past, patience: Patience) -> Move:
    return Move(past.state, _at_least(answer, patience.delay(past.asked, luck=past.luck)))


def _never_heard(answer: Answer, past: Past, patience: Patience) -> Move:
    """Safe to act again, unless they had it in their hands once and now deny it."""
    if past.was_accepted:
        return Move(State.IN_DOUBT, patience.delay(past.asked, luck=past.luck))
    return _act_again(past, patience, timedelta(0))


def _act_again(past: Past, patience: Patience, wait: timedelta) -> Move:
    """Not for ever, and not after its time: then staff decide."""
    if past.acted >= patience.tries or past.time_left <= timedelta(0):
        return Move(State.DEAD)
    return Move(State.PLANNED, min(wait, past.time_left))


def _at_least(answer: Answer, wait: timedelta) -> timedelta:
    return max(answer.retry_after or wait, wait)


MOVES: Mapping[str, Mapping[Kind, Rule]] = {
    "act": {
        Kind.DONE: _done,
        Kind.ACCEPTED: _accepted,
        Kind.REFUSED: _failed,
        Kind.BUSY: _again,
        Kind.UNKNOWN: _doubt,
        Kind.NEVER_HEARD: _doubt,
    },
    "ask": {
        Kind.DONE: _done,
        Kind.ACCEPTED: _accepted,
        Kind.REFUSED: _failed,
        Kind.BUSY: _ask_again,
        Kind.UNKNOWN: _ask_again,
        Kind.NEVER_HEARD: _never_heard,
    },
}
