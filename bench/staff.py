"""Made-up reviewers and people: is the error rate within its interval, who is marked, how soon."""

from __future__ import annotations

import math
import re
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median
from typing import NamedTuple

from amends.core.staff import (
    ErrorRate,
    Reviewed,
    Rules,
    SampleRules,
    Standing,
    Tally,
    Unit,
    agreement,
    draw,
    error_rate,
    judge,
)
from amends.policies import load_policy
from bench.charts import Bar, Chart
from bench.charts import draw as draw_chart
from bench.results import Result

PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "truth-about-staff.md"
MEASURED = re.compile(r"(?<=<!-- measured -->\n).*?(?=<!-- end -->)", re.DOTALL)
RISKY = 0.15
"""The share of cases with a reason to look; errors are so many times as likely there:"""
WORSE_THERE = 3
WRONG = 0.2
"""The share of cases with an error where two reviewers are held against each other."""
YEAR = 365
TEAM = 20


class Coverage(NamedTuple):
    """How often the truth lay within the interval, and how far off the rates were on average."""

    name: str
    reviews: float
    truth: float
    within: float
    bias: float


class Marks(NamedTuple):
    """Of ``people`` so many were marked in a year; ``cases`` until then, of each who was."""

    name: str
    people: int
    marked: int
    cases: Sequence[int]


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--rounds", type=int, default=400, help="of each setting")
    parser.add_argument("--teams", type=int, default=60, help="of twenty people, of each setting")


def run(rounds: int, teams: int) -> list[Result]:
    """Draw, review and estimate; and watch whole teams for a year."""
    policy = load_policy()
    rates = [
        _coverage(days, rate, rounds, policy.reviews.sample)
        for days in (7, 30, 90)
        for rate in (0.02, 0.08, 0.2)
    ]
    alphas = [_agreement(errs, shared, rounds) for errs in (0.05, 0.15) for shared in (20, 60)]
    rules = policy.staff_truth.rules
    honest = [_honest(*each, teams, rules) for each in HONEST]
    wary = replace(rules, spread_sure=1)
    honest += [_honest(*each, teams, wary, ", spread_sure 1") for each in HONEST[2:]]
    careless = [_careless(*each, teams, rules) for each in CARELESS]
    careless.append(_careless(*CARELESS[0], teams, wary, ", spread_sure 1"))
    _write([*_rate_table(rates, alphas), *_mark_table(honest, careless)])
    _draw(careless)
    return [*_results(rates, alphas), *_mark_results(honest, careless, rules)]


def _coverage(days: int, rate: float, rounds: int, rules: SampleRules) -> Coverage:
    """Days of 20 to 120 cases each; every case is reviewed that was drawn."""
    rng = Random(f"{days} {rate}")
    found = [_month(days, rate, rules, rng) for _ in range(rounds)]
    return Coverage(
        name=f"{days} days, {rate:.0%} wrong",
        reviews=sum(said.reviewed for said, _ in found) / rounds,
        truth=sum(truth for _, truth in found) / rounds,
        within=sum(said.low <= truth <= said.high for said, truth in found) / rounds,
        bias=sum(said.rate - truth for said, truth in found) / rounds,
    )


def _month(days: int, rate: float, rules: SampleRules, rng: Random) -> tuple[ErrorRate, float]:
    reviews, cases, wrong = list[Reviewed](), 0, 0
    plain = rate / (1 - RISKY + RISKY * WORSE_THERE)
    for _ in range(days):
        units, errors = list[Unit](), set[int]()
        for number in range(rng.randint(20, 120)):
            risks = int(rng.random() < RISKY)
            units.append(Unit(number, rng.choice("abcdef"), risks))
            if rng.random() < plain * (WORSE_THERE if risks else 1):
                errors.add(number)
        cases, wrong = cases + len(units), wrong + len(errors)
        for each in draw(units, rules=rules, seed=str(rng.random())):
            reviews.append(Reviewed(each.number in errors, each.probability))
    said = error_rate(reviews)
    assert said is not None
    return said, wrong / cases


def _agreement(errs: float, shared: int, rounds: int) -> Coverage:
    """Two reviewers who each see it wrong in this share of cases."""
    rng = Random(f"{errs} {shared}")
    truth = _true_alpha(errs)
    found = [agreement(_pairs(shared, errs, rng)) for _ in range(rounds)]
    said = [each for each in found if each is not None]
    return Coverage(
        name=f"agreement of two who err in {errs:.0%}, {shared} cases",
        reviews=shared * 2,
        truth=truth,
        within=sum(each.low <= truth <= each.high for each in said) / len(said),
        bias=sum(each.alpha for each in said) / len(said) - truth,
    )


def _true_alpha(errs: float) -> float:
    """One less the odds of differing beside those by chance, of ever so many cases."""
    says_wrong = WRONG * (1 - errs) + (1 - WRONG) * errs
    return 1 - errs * (1 - errs) / (says_wrong * (1 - says_wrong))


def _pairs(count: int, errs: float, rng: Random) -> list[list[bool]]:
    wrong = [rng.random() < WRONG for _ in range(count)]
    return [[each != (rng.random() < errs) for _ in range(2)] for each in wrong]


HONEST = (
    ("honest, 2 % bad", 0.02, 0.0),
    ("honest, 15 % bad", 0.15, 0.0),
    ("honest who differ by 0.3, 5 % bad", 0.05, 0.3),
    ("honest who differ by 0.3, 15 % bad", 0.15, 0.3),
    ("honest who differ by 0.5, 15 % bad", 0.15, 0.5),
)
CARELESS = (
    ("4 times the odds of 5 %", 0.05, 4.0),
    ("4 times the odds of 15 %", 0.15, 4.0),
    ("8 times the odds of 5 %", 0.05, 8.0),
    ("blames nearly always, others 2 %", 0.02, 450.0),
)


def _honest(
    name: str, rate: float, spread: float, teams: int, rules: Rules, way: str = ""
) -> Marks:
    rng, marked = Random(name), 0
    for _ in range(teams):
        odds = [math.exp(rng.gauss(0, spread)) for _ in range(TEAM)]
        marked += sum(each.marked_on is not None for each in _team(rate, odds, rng, rules))
    return Marks(name + way, teams * TEAM, marked, ())


def _careless(
    name: str, rate: float, odds: float, teams: int, rules: Rules, way: str = ""
) -> Marks:
    """One of ten is like that."""
    rng, cases = Random(name), list[int]()
    for _ in range(teams):
        found = _team(rate, [odds] * 2 + [1.0] * (TEAM - 2), rng, rules)
        cases += [each.after for each in found[:2] if each.marked_on is not None]
    return Marks(name + way, teams * 2, len(cases), sorted(cases))


def _team(rate: float, odds: Sequence[float], rng: Random, rules: Rules) -> list[Standing]:
    """A year of a team: each has some 260 cases, in six strata of their own difficulty."""
    tallies = []
    for number, worse in enumerate(odds):
        for day in range(0, YEAR, 7):
            stratum = rng.randrange(6)
            base = rate * (0.5 + stratum / 5)
            bad = worse * base / (1 - base + worse * base)
            hits = sum(rng.random() < bad for _ in range(5))
            tallies.append(Tally("m", "team", f"{number:02}", str(stratum), day, 5, hits, 5))
    return judge(tallies, rules=rules)


def _results(rates: Sequence[Coverage], alphas: Sequence[Coverage]) -> Iterator[Result]:
    for each in rates:
        yield Result(
            f"the error rate is within its interval: {each.name}",
            each.within,
            "share",
            at_least=0.93,
            beside={"reviews": each.reviews, "bias": each.bias},
        )
    for each in alphas:
        yield Result(f"{each.name}: within the interval", each.within, "share")


def _mark_results(
    honest: Sequence[Marks], careless: Sequence[Marks], rules: Rules
) -> Iterator[Result]:
    for each in honest:
        share = each.marked / each.people
        promised = None if "differ" in each.name else rules.yearly_false_alarms
        yield Result(each.name, share, "marked in a year", at_most=promised)
    for each in careless:
        yield Result(each.name, _within(each, 200), "found within 200 cases")


def _within(marks: Marks, cases: int) -> float:
    return sum(each <= cases for each in marks.cases) / marks.people


def _rate_table(rates: Sequence[Coverage], alphas: Sequence[Coverage]) -> Iterator[str]:
    yield "Days of 20 to 120 cases, sampled as shipped; a sixth has a reason to look and errs three"
    yield "times as often:\n"
    yield "| | reviews | true | within the 95 % interval | off on average |"
    yield "|---|---:|---:|---:|---:|"
    for each in rates:
        yield (
            f"| {each.name} | {each.reviews:.0f} | {each.truth:.1%} "
            f"| {each.within:.1%} | {each.bias:+.2%} |"
        )
    for each in alphas:
        yield (
            f"| {each.name} | {each.reviews:.0f} | {each.truth:.2f} "
            f"| {each.within:.1%} | {each.bias:+.3f} |"
        )


def _mark_table(honest: Sequence[Marks], careless: Sequence[Marks]) -> Iterator[str]:
    yield "\nTeams of 20 people with 260 cases a year each:\n"
    yield "| | people | marked in a year | median of cases until then | within 200 cases |"
    yield "|---|---:|---:|---:|---:|"
    for each in (*honest, *careless):
        middle = f"{median(each.cases):.0f}" if each.cases else ""
        within = f"{_within(each, 200):.0%}" if each.cases else ""
        share = f"{each.marked} ({each.marked / each.people:.1%})"
        yield f"| {each.name} | {each.people:,} | {share} | {middle} | {within} |"


def _write(lines: Sequence[str]) -> None:
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(MEASURED.sub(lambda _: "\n".join(lines) + "\n", text), encoding="utf-8")


def _draw(careless: Sequence[Marks]) -> None:
    bars = [
        Bar(
            each.name.replace(", others 2 %", "").replace("the odds of ", ""),
            float(median(each.cases)),
            ours=True,
        )
        for each in careless
        if each.cases
    ]
    draw_chart(
        "staff-found",
        Chart(
            title="Cases until somebody is marked",
            subtitle="median of those who were; fewer is better",
            unit="cases",
            bars=bars,
            note="teams of twenty, two of whom are like that; made-up people",
        ),
    )
