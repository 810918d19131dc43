"""What is known of one point, in a few numbers; one more sign takes the same small work always."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from amends.core.places.reliability.beta import quantile
from amends.core.places.reliability.detector import Levels, after_visit, alarm, calm, wary
from amends.core.places.reliability.prior import Prior
from amends.core.places.reliability.rules import Rules
from amends.core.places.reliability.signs import VISITS, Seen, Sign


@dataclass(frozen=True, slots=True)
class State:
    """A point's record up to ``at`` (aware; ``None`` before the first sign).

    ``good`` and ``bad`` visits, forgotten by half each half-life up to ``at``. ``levels``: the
    detector's. ``out``: taken out of all offers, ``since`` then (or back since then); ``progress``
    on the way back. ``recent``: the last visits as bits, the newest lowest, 1 good; ``known`` how
    many of them there are. ``visits`` and ``vain``: all of them ever, and those in vain.
    """

    at: datetime | None = None
    good: float = 0.0
    bad: float = 0.0
    levels: Levels = ()
    out: bool = False
    since: datetime | None = None
    progress: float = 0.0
    recent: int = 0
    known: int = 0
    visits: int = 0
    vain: int = 0

    @property
    def handed_over(self) -> tuple[int, int]:
        """Hand-overs, of how many of the last visits."""
        return self.recent.bit_count(), self.known


NEW = State()
"""A point of which nothing is known."""


def after(state: State, seen: Seen, rules: Rules) -> State:
    """The record after one more sign.

    ``ValueError`` if it is older than the last one: then all signs have to be replayed.
    """
    if state.at is not None and seen.at < state.at:
        raise ValueError("this sign is older than the last one: replay them all")
    state = replace(_aged(state, seen.at, rules), levels=state.levels or calm(rules))
    counted = _counted(state, seen.sign, rules)
    return (_on_the_way_back if state.out else _watched)(counted, seen, rules)


def replay(signs: Iterable[Seen], rules: Rules) -> State:
    """The record after all these signs, in whatever order they are given."""
    state = NEW
    for seen in in_order(signs):
        state = after(state, seen, rules)
    return state


def in_order(signs: Iterable[Seen]) -> list[Seen]:
    """By moment, then key; each key once."""
    once: dict[str, Seen] = {}
    for seen in sorted(signs):
        once.setdefault(seen.key, seen)
    return list(once.values())


def lower_bound(state: State, prior: Prior, rules: Rules, *, now: datetime) -> float:
    """The share of good visits that the point's true share is below only with ``rules.quantile``.

    Beta posterior with forgetting (Josang and Ismail, "The beta reputation system", 2002): the
    operator's prior and the visits that are not forgotten by ``now``.
    """
    aged = _aged(state, now, rules)
    a = prior.share * prior.worth + aged.good
    b = (1 - prior.share) * prior.worth + aged.bad
    return quantile(rules.quantile, a, b)


def evidence(state: State, rules: Rules, *, now: datetime) -> tuple[float, float]:
    """(good, all) visits that are not forgotten, for ``pooled``."""
    aged = _aged(state, now, rules)
    return aged.good, aged.good + aged.bad


def _aged(state: State, now: datetime, rules: Rules) -> State:
    passed = max(now - state.at, timedelta(0)) if state.at else timedelta(0)
    left = 0.5 ** (passed / rules.half_life)
    at = max(now, state.at) if state.at else now
    return replace(state, at=at, good=state.good * left, bad=state.bad * left)


def _counted(state: State, sign: Sign, rules: Rules) -> State:
    if sign not in VISITS:
        return state
    good, bad = sign is Sign.HANDED_OVER, sign in rules.failures
    kept = (1 << rules.remembered) - 1
    return replace(
        state,
        good=state.good + good,
        bad=state.bad + bad,
        recent=(state.recent << 1 | good) & kept,
        known=min(state.known + 1, rules.remembered),
        visits=state.visits + 1,
        vain=state.vain + (not good),
    )


def _watched(state: State, seen: Seen, rules: Rules) -> State:
    if seen.sign in (Sign.SAID_BAD, Sign.LOOKED_BAD):
        return _taken_out(state, seen)
    if seen.sign not in VISITS:
        return state
    levels = after_visit(state.levels, bad=seen.sign in rules.alarms, rules=rules)
    state = replace(state, levels=levels)
    return _taken_out(state, seen) if alarm(levels, rules) >= 1 else state


def _taken_out(state: State, seen: Seen) -> State:
    return replace(state, out=True, since=seen.at, progress=0.0)


def _on_the_way_back(state: State, seen: Seen, rules: Rules) -> State:
    """What went wrong before a point came back is mended: what is left of it is wariness."""
    if seen.sign in rules.alarms or seen.sign in (Sign.SAID_BAD, Sign.LOOKED_BAD):
        return replace(state, progress=0.0)
    progress = state.progress + rules.worth_back(seen.sign)
    if progress < rules.enough:
        return replace(state, progress=progress)
    return replace(state, out=False, since=seen.at, progress=0.0, bad=0.0, levels=wary(rules))
