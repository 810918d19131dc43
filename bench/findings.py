"""Claims of simulated towns held against the record, and the findings held against the truth."""

from __future__ import annotations

import re
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
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


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--orders", type=int, default=100_000, help="of the largest town")
    parser.add_argument("--small", type=int, default=20_000, help="orders of the others")
    parser.add_argument("--seeds", type=int, nargs="+", default=[7, 8], help="of the others")


def run(orders: int, small: int, seeds: Sequence[int]) -> list[Result]:
    """One large town, and smaller ones with other seeds and mixes."""
    policy = load_policy()
    towns = [(orders, 11, *MIXES[1])] + [
        (small, seed, name, mix) for seed in seeds for name, mix in MIXES
    ]
    every, seconds = [], 0.0
    for size, seed, name, mix in towns:
        found, took = _held(policy, size, seed, mix, f"{size:,} orders, seed {seed}, {name}")
        every += found
        seconds += took
    _write(every)
    for each in _unfair(every):
        print("   wrongly contradicted:", each.town, each.held.truth, each.finding.evidence)
    return _results(every, seconds)


def _held(
    policy: Policy, orders: int, seed: int, mix: Mix, name: str
) -> tuple[list[Judged], float]:
    start = UNTIL - timedelta(days=30)
    town = Town(Settings(orders=orders, seed=seed, start=start, until=UNTIL, mix=mix))
    claims = list(town.claims(policy.declarations.claims, policy.findings))
    begun = time.perf_counter()
    findings = [hold(each.claim, each.record, rules=policy.findings) for each in claims]
    took = time.perf_counter() - begun
    return [Judged(*both, name) for both in zip(claims, findings, strict=True)], took


def _results(every: Sequence[Judged], seconds: float) -> list[Result]:
    against = [each for each in every if each.finding.verdict == "contradicted"]
    false = sum(not each.held.truth["true"] for each in against)
    refutable = [each for each in every if each.held.truth["refutable"]]
    refuted = sum(each.finding.verdict == "contradicted" for each in refutable)
    provable = [each for each in every if each.held.truth["confirmable"]]
    proven = sum(each.finding.verdict == "confirmed" for each in provable)
    beside = {"claims": len(every), "contradicted": len(against)}
    return [
        Result("contradicted claims that are false", false / len(against), "share", FAIR,
               beside=beside),
        Result("refutable false claims that are contradicted", refuted / len(refutable), "share",
               FOUND, beside={"refutable": len(refutable)}),
        Result("provable true claims that are confirmed", proven / len(provable), "share",
               beside={"provable": len(provable)}),
        Result("claims held", len(every) / seconds, "a second", at_least=1000),
    ]  # fmt: skip


def _unfair(every: Sequence[Judged]) -> list[Judged]:
    return [e for e in every if e.finding.verdict == "contradicted" and e.held.truth["true"]]


def _write(every: Sequence[Judged]) -> None:
    """The confusion table into the page that explains findings."""
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(MEASURED.sub(lambda _: "\n".join(_table(every)), text), encoding="utf-8")


def _table(every: Sequence[Judged]) -> Iterator[str]:
    """For each kind and what the record allows: how many claims got which verdict."""
    counts = Counter((e.held.claim.kind, _allowed(e.held), e.finding.verdict) for e in every)
    yield "\n| claim | in truth | " + " | ".join(VERDICTS) + " |"
    yield "|---|---|" + "---:|" * len(VERDICTS)
    for kind, truth in sorted({(kind, truth) for kind, truth, _ in counts}):
        numbers = " | ".join(f"{counts[kind, truth, verdict]:,}" for verdict in VERDICTS)
        yield f"| `{kind}` | {truth} | {numbers} |"
    yield f"\n{len(every):,} claims of {len({e.town for e in every})} towns:"
    yield from (f"- {name}" for name in dict.fromkeys(e.town for e in every))
    yield "\n"


def _allowed(held: Held) -> str:
    truth = held.truth
    if truth["true"]:
        return "true, the record can show it" if truth["confirmable"] else "true"
    return "false, the record can show it" if truth["refutable"] else "false"
