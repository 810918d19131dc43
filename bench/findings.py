"""Claims of simulated towns held against the record, and the findings held against the truth."""

from __future__ import annotations

import re
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from amends.core.findings import Finding, Verdict, hold
from amends.policies import Policy, load_policy
from amends.simulate.mix import Mix
from amends.simulate.settings import Settings
from bench.results import Result
from bench.town_claims import Held, Town

UNTIL = datetime(2026, 11, 20, tzinfo=UTC)
MIXES = (
    ("as usual", Mix()),
    ("many err and lie", Mix(dishonest=0.1, mistaken=0.05, point_closed=0.05, calls=0.3)),
    (
        "much goes wrong",
        Mix(late_carrier=0.15, point_closed=0.08, slow_kitchen=0.2, refund_late=0.4, calls=0.4),
    ),
)
VERDICTS: tuple[Verdict, ...] = ("confirmed", "unconfirmed", "contradicted")
PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "findings.md"
MEASURED = re.compile(r"(?<=<!-- measured -->\n).*?(?=<!-- end -->)", re.DOTALL)
FAIR, FOUND = 0.99, 0.9


class Judged(NamedTuple):
    """One claim, its finding, and where it comes from."""

    held: Held
    finding: Finding
    town: str
    in_words: bool


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--orders", type=int, default=100_000, help="of the largest town")
    parser.add_argument("--small", type=int, default=20_000, help="orders of the others")
    parser.add_argument("--seeds", type=int, nargs="+", default=[7], help="of the others")


def run(orders: int, small: int, seeds: Sequence[int]) -> list[Result]:
    """One large town, and smaller ones with other seeds and mixes."""
    policy = load_policy()
    towns = [(orders, 11, *MIXES[1])] + [
        (small, seed, name, mix) for seed in seeds for name, mix in MIXES
    ]
    every, seconds = [], 0.0
    for size, seed, name, mix in towns:
        town = _town(size, seed, mix)
        for in_words in (False, True):
            found, took = _held(policy, town, f"{size:,} orders, seed {seed}, {name}", in_words)
            every += found
            seconds += took
    _write(every)
    for each in _unfair(every):
        print("   wrongly contradicted:", each.town, each.held.claim, each.finding.evidence)
    coded = [each for each in every if not each.in_words]
    read = [each for each in every if each.in_words]
    return [
        *_results(coded, "with a code"),
        *_results(read, "read from free words"),
        Result("claims held", len(every) / seconds, "a second", at_least=1000),
    ]


def _town(orders: int, seed: int, mix: Mix) -> Town:
    start = UNTIL - timedelta(days=30)
    return Town(Settings(orders=orders, seed=seed, start=start, until=UNTIL, mix=mix))


def _held(policy: Policy, town: Town, name: str, in_words: bool) -> tuple[list[Judged], float]:
    rules, kinds = policy.findings, policy.declarations.claims
    claims = list(town.claims(kinds, rules, text_only=in_words))
    begun = time.perf_counter()
    findings = [hold(each.claim, each.record, rules=rules) for each in claims]
    took = time.perf_counter() - begun
    judged = zip(claims, findings, strict=True)
    return [Judged(held, finding, name, in_words) for held, finding in judged], took


def _results(every: Sequence[Judged], how: str) -> list[Result]:
    against = [each for each in every if each.finding.verdict == "contradicted"]
    refutable = [each for each in every if each.held.truth["refutable"]]
    provable = [each for each in every if each.held.truth["confirmable"]]
    return [
        Result(f"contradicted claims that are false, {how}",
               _share(against, lambda each: not each.held.truth["true"]), "share", FAIR,
               beside={"claims": len(every), "contradicted": len(against)}),
        Result(f"refutable false claims that are contradicted, {how}",
               _share(refutable, lambda each: each.finding.verdict == "contradicted"), "share",
               FOUND, beside={"refutable": len(refutable)}),
        Result(f"provable true claims that are confirmed, {how}",
               _share(provable, lambda each: each.finding.verdict == "confirmed"), "share",
               beside={"provable": len(provable)}),
    ]  # fmt: skip


def _share(every: Sequence[Judged], is_so: Callable[[Judged], bool]) -> float:
    return sum(map(is_so, every)) / len(every)


def _unfair(every: Sequence[Judged]) -> list[Judged]:
    return [e for e in every if e.finding.verdict == "contradicted" and e.held.truth["true"]]


def _write(every: Sequence[Judged]) -> None:
    """The confusion table into the page that explains findings."""
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(MEASURED.sub(lambda _: "\n".join(_table(every)), text), encoding="utf-8")


def _table(every: Sequence[Judged]) -> Iterator[str]:
    """For each kind and what the record allows: how many claims got which verdict."""
    for in_words, title in ((False, "Claims with a code"), (True, "Claims in free words, read")):
        yield f"\n**{title}**\n"
        yield "| claim, in truth | what the record allows | " + " | ".join(VERDICTS) + " |"
        yield "|---|---|" + "---:|" * len(VERDICTS)
        yield from _rows([each for each in every if each.in_words is in_words])
    yield f"\n{len(every):,} claims of {len({e.town for e in every})} towns: " + "; ".join(
        dict.fromkeys(each.town for each in every)
    )
    yield "\n"


def _rows(every: Sequence[Judged]) -> Iterator[str]:
    counts = Counter((e.held.truth["claim"], _allowed(e.held), e.finding.verdict) for e in every)
    for kind, truth in sorted({(kind, truth) for kind, truth, _ in counts}):
        numbers = " | ".join(f"{counts[kind, truth, verdict]:,}" for verdict in VERDICTS)
        yield f"| `{kind}` | {truth} | {numbers} |"


def _allowed(held: Held) -> str:
    truth = held.truth
    if truth["true"]:
        return "true, the record can show it" if truth["confirmable"] else "true"
    return "false, the record can show it" if truth["refutable"] else "false"
