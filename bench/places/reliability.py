"""The alarm, simulated: how many bad visits until a dying point is out, and false alarms."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

import numpy as np
import numpy.typing as npt

from amends.core.places.reliability import Rules
from amends.core.places.reliability.detector import after_visit, alarm, calm
from amends.policies import load_policy
from bench.charts import Bar, Chart, draw
from bench.results import Result
from bench.rulebook.rounds import where_and_when

HEALTHY = (0.002, 0.005, 0.01)
"""Shares of bad visits at points that are well."""

DYING = (1.0, 0.9, 0.7, 0.5, 0.4, 0.3, 0.2)
DEAD = 0.5
"""From this share of bad visits on a point counts as dead: most who come go home in vain."""

Levels = npt.NDArray[np.float64]


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--visits", type=int, default=100_000_000, help="of healthy points, each")
    parser.add_argument("--points", type=int, default=100_000, help="that die, of each kind")


def run(visits: int, points: int) -> list[Result]:
    """Healthy points with three shares of bad visits; dying ones after 200 healthy visits."""
    rules = load_policy().reliability
    _check(rules)
    dice = np.random.default_rng(11)
    alarms = {share: _false_alarms(rules, share, visits, dice) for share in HEALTHY}
    delays = {share: _delays(rules, share, points, dice) for share in DYING}
    rates = {share: alarms[share] / visits * 400_000 for share in HEALTHY}
    _charts(rules, rates, delays)
    good = {share: visits * (1 - share) for share in HEALTHY}
    results = [
        Result(f"false alarms at points with {share:.1%} bad visits",
               alarms[share] / good[share] * 400_000, "in 400,000 good visits", at_most=1,
               beside={"alarms": alarms[share], "good visits": f"{good[share]:,.0f}"})
        for share in HEALTHY
    ]  # fmt: skip
    for share, (bad, all_) in delays.items():
        p50, p90, p99 = np.percentile(bad, [50, 90, 99])
        beside = {"median": p50, "p99": p99, "visits in all, p90": np.percentile(all_, 90)}
        most = 5.0 if share >= DEAD else None
        results.append(Result(f"bad visits until out (p90), {share:.0%} bad", float(p90), "visits",
                              at_most=most, beside=beside))  # fmt: skip
    return results


def _step(levels: Levels, bad: npt.NDArray[np.bool_], rules: Rules) -> Levels:
    """``after_visit`` for many points at once."""
    dying = np.array(rules.dying)[:, None]
    ratio = np.where(bad, dying / rules.usual, (1 - dying) / (1 - rules.usual))
    return np.asarray((1 + levels) * ratio)


def _raised(levels: Levels, rules: Rules) -> npt.NDArray[np.bool_]:
    return np.asarray(levels.mean(axis=0) >= rules.visits_per_alarm)


def _false_alarms(rules: Rules, share: float, visits: int, dice: np.random.Generator) -> int:
    """Alarms in so many visits of healthy points; after each, the point begins anew."""
    points = 50_000
    levels, alarms = np.zeros((len(rules.dying), points)), 0
    for _ in range(visits // points):
        levels = _step(levels, dice.random(points) < share, rules)
        raised = _raised(levels, rules)
        alarms += int(raised.sum())
        levels[:, raised] = 0
    return alarms


def _delays(
    rules: Rules, share: float, points: int, dice: np.random.Generator
) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Bad visits and all visits of each point from its change until it is out."""
    levels = np.zeros((len(rules.dying), points))
    for _ in range(200):
        levels = _step(levels, dice.random(points) < HEALTHY[1], rules)
        levels[:, _raised(levels, rules)] = 0
    bad_visits, visits = np.zeros(points, np.int64), np.zeros(points, np.int64)
    left = np.arange(points)
    while left.size:
        bad = dice.random(left.size) < share
        levels = _step(levels, bad, rules)
        bad_visits[left] += bad
        visits[left] += 1
        going = ~_raised(levels, rules)
        left, levels = left[going], levels[:, going]
    return bad_visits, visits


def _check(rules: Rules) -> None:
    """The arrays do what the project's own detector does."""
    bads = np.random.default_rng(1).random(200) < 0.1
    levels, ours = np.zeros((len(rules.dying), 1)), calm(rules)
    for bad in bads:
        levels = _step(levels, np.array([bad]), rules)
        ours = after_visit(ours, bad=bool(bad), rules=rules)
    if not np.allclose(levels[:, 0], ours) or _raised(levels, rules)[0] != (
        alarm(ours, rules) >= 1
    ):
        raise AssertionError("the simulation does not follow the detector")


def _charts(
    rules: Rules,
    rates: dict[float, float],
    delays: dict[float, tuple[npt.NDArray[Any], npt.NDArray[Any]]],
) -> None:
    bars = [
        Bar(f"{share:.0%} of visits bad", float(np.percentile(bad, 90)), ours=share >= DEAD)
        for share, (bad, _) in delays.items()
    ]
    draw("places-dying", Chart("Until a dying point is out", "bad visits", bars,
         "bad visits until the alarm, in nine of ten cases; shorter is better",
         where_and_when()))  # fmt: skip
    bars = [Bar(f"p50, {share:.0%} bad", float(np.median(all_)), ours=share >= DEAD)
            for share, (_, all_) in delays.items()]  # fmt: skip
    draw("places-dying-visits", Chart("Until a dying point is out: all visits", "visits", bars,
         "good and bad visits until the alarm, median; shorter is better",
         where_and_when()))  # fmt: skip
    wanted = Bar("allowed", 400_000 / rules.visits_per_alarm)
    draw("places-false-alarms", Chart("False alarms", "in 400,000 visits",
         [*(Bar(f"healthy, {share:.1%} bad", count, ours=True) for share, count in
            rates.items()), wanted],
         "at healthy points; shorter is better", where_and_when()))  # fmt: skip
