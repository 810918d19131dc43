"""Every step of a point's record, for its page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from amends.core.places.reliability.detector import alarm
from amends.core.places.reliability.prior import Prior
from amends.core.places.reliability.rules import Rules
from amends.core.places.reliability.signs import Seen, Sign
from amends.core.places.reliability.state import NEW, State, after, in_order, lower_bound

MOST_MORE = 9


class Turn(StrEnum):
    """What a sign changed."""

    NONE = "none"
    OUT_BY_ALARM = "out_by_alarm"
    OUT_BY_WORD = "out_by_word"
    OUT_BY_LOOK = "out_by_look"
    NEARER_BACK = "nearer_back"
    BACK_ANEW = "back_anew"
    """A bad sign on the way back: it begins anew."""
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Step:
    """One sign, and how the numbers moved by it.

    ``good`` and ``bad`` visits not forgotten; ``lower`` the bound then; ``alarm`` the part of what
    takes the point out (1: out); ``progress`` of ``enough`` on the way back. ``bad_signs``: the bad
    visits since the last calm moment (an alarm below one visit's worth), newest last, that an alarm
    rests on. ``more``: so many more like this one, at once, take the point out or bring it back;
    ``None`` where they do not, or where it takes more than nine.
    """

    at: datetime
    key: str
    sign: Sign
    good: float
    bad: float
    lower: float
    alarm: float
    out: bool
    progress: float
    enough: float
    turn: Turn
    bad_signs: tuple[Seen, ...] = ()
    more: int | None = None


def explain(
    signs: Iterable[Seen], prior: Prior, rules: Rules, *, start: State = NEW
) -> tuple[Step, ...]:
    """All steps, oldest first; the last one stands where ``replay`` ends.

    ``start`` is the record before the first sign: of a long record the last steps alone are told
    soonest, from what ``replay`` says of the others.
    """
    steps, state, resting_on = [], start, []
    for seen in in_order(signs):
        before, state = state, after(state, seen, rules)
        if seen.sign in rules.alarms:
            resting_on.append(seen)
        turn = _turn(before, state, seen)
        steps.append(_step(state, seen, prior, rules, turn, tuple(resting_on)))
        if _is_calm(state, rules) or turn is Turn.BACK:
            resting_on = []
    return tuple(steps)


def _step(
    state: State, seen: Seen, prior: Prior, rules: Rules, turn: Turn, resting_on: tuple[Seen, ...]
) -> Step:
    return Step(
        at=seen.at,
        key=seen.key,
        sign=seen.sign,
        good=state.good,
        bad=state.bad,
        lower=lower_bound(state, prior, rules, now=seen.at),
        alarm=1.0 if state.out else alarm(state.levels, rules),
        out=state.out,
        progress=state.progress,
        enough=rules.enough,
        turn=turn,
        bad_signs=resting_on if turn is Turn.OUT_BY_ALARM else (),
        more=_more(state, seen, rules),
    )


def _more(state: State, seen: Seen, rules: Rules) -> int | None:
    """How many more of this sign, at the same moment, turn the point."""
    turns = rules.worth_back(seen.sign) > 0 if state.out else seen.sign in rules.alarms
    if not turns:
        return None
    then = state
    for number in range(1, MOST_MORE + 1):
        then = after(then, seen, rules)
        if then.out != state.out:
            return number
    return None


def _turn(before: State, now: State, seen: Seen) -> Turn:
    if now.out and not before.out:
        by = {Sign.SAID_BAD: Turn.OUT_BY_WORD, Sign.LOOKED_BAD: Turn.OUT_BY_LOOK}
        return by.get(seen.sign, Turn.OUT_BY_ALARM)
    if before.out and not now.out:
        return Turn.BACK
    if now.out and now.progress > before.progress:
        return Turn.NEARER_BACK
    return Turn.BACK_ANEW if now.out and now.progress < before.progress else Turn.NONE


def _is_calm(state: State, rules: Rules) -> bool:
    """No more is suspected than one bad visit in a good row would leave after a while."""
    return not state.out and alarm(state.levels, rules) * rules.visits_per_alarm < 1 / rules.usual
