"""Notices that a point has begun to fail, within a few visits and almost never by mistake.

Shiryaev-Roberts: R <- (1 + R) x (probability of the visit if it is dying / if it is healthy); the
alarm is raised at R = A. As long as the point is healthy R - n is a martingale over its visits n,
so an alarm comes after A visits at the soonest on the average (Shiryaev 1963; Roberts 1966; Pollak,
"Average run lengths of an optimal method of detecting a change in distribution", 1987). The mean of
several R, one for each way of dying, is such an R too: nothing of that bound is lost.
"""

from __future__ import annotations

from amends.core.places.reliability.rules import Rules

Levels = tuple[float, ...]
"""R for each of the rulebook's ``dying`` shares."""


def calm(rules: Rules) -> Levels:
    """Nothing is suspected."""
    return (0.0,) * len(rules.dying)


def wary(rules: Rules) -> Levels:
    """After it came back from an alarm (a head start: Lucas and Crosier 1982)."""
    return (rules.head_start * rules.visits_per_alarm,) * len(rules.dying)


def after_visit(levels: Levels, *, bad: bool, rules: Rules) -> Levels:
    """The levels after one more visit."""
    healthy = rules.usual if bad else 1 - rules.usual
    return tuple(
        (1 + level) * (share if bad else 1 - share) / healthy
        for level, share in zip(levels, rules.dying, strict=True)
    )


def alarm(levels: Levels, rules: Rules) -> float:
    """How much of what raises the alarm is there: 1 and more raises it."""
    return sum(levels) / len(levels) / rules.visits_per_alarm
