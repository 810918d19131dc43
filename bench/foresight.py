"""How well broken promises are foretold, and whether carriers' intervals hold the truth."""

from __future__ import annotations

import json
import os
import re
import time
from argparse import ArgumentParser
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from amends.core.foresight import Calibration, Known, Look, Rules, calibrate, learn
from amends.core.scorecards import kept
from amends.policies import load_policy
from amends.simulate.run import simulate_town
from amends.simulate.settings import Settings
from bench.foresight_orders import Looked, Way, looks, olist_ways, town_ways
from bench.foresight_picture import draw
from bench.results import Result

UNTIL = datetime(2026, 11, 20, tzinfo=UTC)
WAITS = {"nobody_home", "road_closed", "handed_to_point"}
ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "explanation" / "warned-ahead.md"
CARDS = ROOT / "docs" / "explanation" / "scorecards.md"
MEASURED = re.compile(r"(?<=<!-- measured -->\n).*?(?=<!-- end -->)", re.DOTALL)


class Foretold(NamedTuple):
    """One source of orders: every (probability, broken), and what the base rate was."""

    name: str
    found: Calibration
    warned: int
    rightly: int
    seconds: float


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--orders", type=int, default=30_000, help="of each town")
    parser.add_argument("--seeds", type=int, nargs="+", default=[7, 8, 9])
    parser.add_argument("--small", type=int, default=6_000, help="of each town for the carriers")
    parser.add_argument("--towns", type=int, default=20, help="for the carriers")


def run(orders: int, seeds: Sequence[int], small: int, towns: int) -> list[Result]:
    """Towns, real orders where they are at hand, and carriers' intervals."""
    rules = load_policy().foresight
    found = [_foretell(f"town {seed}", _town(orders, seed)[0], rules) for seed in seeds]
    real = _real_folder()
    if real:
        found.append(_foretell("real orders (Olist)", olist_ways(real), rules))
    held, all_ = _coverage(small, towns)
    for each in found:
        draw(each.name, each.found)
    _write(PAGE, "\n".join(_tables(found)))
    _write(CARDS, f"\n{held} of {all_} intervals (95 %) of {towns} towns held the true share.\n\n")
    return [
        *(Result(f"{each.name}: Brier skill", each.found.skill, "", 0.05) for each in found),
        *(
            Result(f"{e.name}: warnings that come true", e.rightly / max(e.warned, 1), "", 0.5)
            for e in found
        ),
        Result("carriers' intervals that hold the truth", held / all_, "", 0.9),
    ]


def _town(orders: int, seed: int) -> tuple[list[Way], list[dict[str, Any]]]:
    settings = Settings(orders=orders, seed=seed, start=UNTIL - timedelta(days=60), until=UNTIL)
    events: list[dict[str, Any]] = []
    truth: list[dict[str, Any]] = []
    for batch in simulate_town(settings):
        events += map(json.loads, batch.events)
        truth += map(json.loads, batch.truth)
    return town_ways(iter(events)), truth


def _real_folder() -> Path | None:
    named = os.environ.get("AMENDS_DATA")
    folder = (Path(named) if named else ROOT.parent / "shared" / "data") / "olist"
    return folder if folder.exists() else None


def _foretell(name: str, ways: Sequence[Way], rules: Rules) -> Foretold:
    """Learn anew each week from what was known by then, and foretell the next."""
    begun = time.perf_counter()
    last = max(way.placed for way in ways).date()
    decided = [way for way in ways if way.due < last]
    every = sorted(looks(decided, days_ahead=rules.days_ahead), key=lambda each: each.day)
    day, told, rates = every[len(every) * 3 // 5].day, [], []
    while day <= every[-1].day:
        known = _learn(every, day, rules)
        week = [each for each in every if day <= each.day < day + timedelta(days=7)]
        told += [(known.chance(each.look).mean, float(each.broken), 1.0) for each in week]
        rates.append(known.share)
        day += timedelta(days=7)
    found = calibrate(told, base_rate=sum(rates) / len(rates))
    warned = [broken for chance, broken, _ in told if chance >= rules.told_from]
    return Foretold(name, found, len(warned), int(sum(warned)), time.perf_counter() - begun)


def _learn(every: Sequence[Looked], day: date, rules: Rules) -> Known:
    sums: dict[Look, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for each in every:
        if each.known < day:
            weight = 0.5 ** ((day - each.known) / rules.half_life)
            sums[each.look][0] += weight * each.broken
            sums[each.look][1] += weight
    return learn(((look, broken, n) for look, (broken, n) in sums.items()), rules=rules)


def _coverage(orders: int, towns: int) -> tuple[int, int]:
    """Each town's interval against the true share in all the other towns together."""
    good: dict[str, list[int]] = defaultdict(list)
    total: dict[str, list[int]] = defaultdict(list)
    late: Counter[str] = Counter()
    for seed in range(100, 100 + towns):
        ways, truth = _town(orders, seed)
        late.update(row["who"] for row in truth if _is_carriers(row))
        for code, (kept_, all_) in sorted(_carried(ways).items()):
            good[code].append(kept_)
            total[code].append(all_)
    held = 0
    for code, counts in good.items():
        share = 1 - late[code] / sum(total[code])
        both = zip(counts, total[code], strict=True)
        intervals = [kept(kept_, all_, sure=0.95) for kept_, all_ in both]
        held += sum(each.low <= share <= each.high for each in intervals)
        print(f"   {code}: {share:.4f} of promises truly kept, {len(counts)} towns")
    return held, sum(map(len, good.values()))


def _is_carriers(row: dict[str, Any]) -> bool:
    return (
        row["truth"] == "failure"
        and row["responsible"] == "carrier"
        and row["promise"] in ("delivered_by", "ready_at_point_by")
        and not row.get("cause")
    )


def _carried(ways: Sequence[Way]) -> dict[str, list[int]]:
    """Kept and all of each carrier's own legs, as `amends scorecards` counts them."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    last = UNTIL.date()
    for way in ways:
        if way.carried_by is None or way.carried_by >= last:
            continue
        waits = [at for at, step in way.steps if step in WAITS]
        ends = min([*waits, *([way.ended] if way.ended else [])], default=None)
        sums = found[way.carrier]
        sums[0] += ends is not None and ends.date() <= way.carried_by
        sums[1] += 1
    return found


def _tables(found: Sequence[Foretold]) -> Iterator[str]:
    heads = "looks | Brier score | of the base rate | skill | mean error | warned | of these broken"
    yield f"\n| | {heads} |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    for name, cal, warned, rightly, _ in found:
        numbers = f"{cal.brier:.4f} | {cal.base:.4f} | {cal.skill:.2f} | {cal.error:.3f}"
        true = f"{warned:,} | {rightly / max(warned, 1):.0%}"
        yield f"| {name} | {cal.looks:,} | {numbers} | {true} |"
    for each in found:
        slug = each.name.split(" (")[0].replace(" ", "-")
        yield f"\n![Foretold and happened: {each.name}](../images/foresight-{slug}.svg)"
    yield ""


def _write(page: Path, text: str) -> None:
    page.write_text(MEASURED.sub(lambda _: text + "\n", page.read_text("utf-8")), "utf-8")
