"""Who caused what, as the record says it, held against the truth of simulated towns.

Each town is loaded as a history into an installation of its own database, as a shop would load it;
what is compared is the ledger's record, not a computation beside it.
"""

from __future__ import annotations

import json
import re
from argparse import ArgumentParser
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from amends.simulate.mix import Mix
from amends.simulate.run import simulate_town
from amends.simulate.settings import Settings
from bench.ground import installation
from bench.results import Result

UNTIL = datetime(2026, 11, 20, tzinfo=UTC)
MIXES = (
    ("as usual", Mix()),
    ("careless and calling", Mix(careless=0.4, calls=0.5, late_carrier=0.2)),
    (
        "much goes wrong",
        Mix(
            late_seller=0.15,
            late_carrier=0.15,
            late_point=0.1,
            customer_absent=0.1,
            storm=0.1,
            lost=0.03,
            called_off=0.05,
        ),
    ),
)
PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "responsibility.md"
MEASURED = re.compile(r"(?<=<!-- measured -->\n).*?(?=<!-- end -->)", re.DOTALL)
RIGHT = 0.97
SAID = """
    SELECT promise.order_id, promise.kind, promise.failure_kind, row.party, row.who, row.share
    FROM ledger_promise AS promise JOIN ledger_responsibility AS row ON row.promise_id = promise.id
    WHERE promise.failure_kind <> '' AND NOT EXISTS (
        SELECT 1 FROM ledger_responsibility AS later
        WHERE later.promise_id = row.promise_id AND later.number > row.number)
    ORDER BY promise.id, row.position
"""


class Compared(NamedTuple):
    """A failure that the record shows: who did it, what the record says, and the shares' error."""

    failure: str
    truth: str
    said: str
    error: float
    who_is_right: bool


Shares = dict[str, float]
Known = Mapping[tuple[str, str, str], list[tuple[str, str, float]]]


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--orders", type=int, default=6_000, help="of each town")
    parser.add_argument("--seeds", type=int, nargs="+", default=[11, 12, 13])


def run(orders: int, seeds: Sequence[int]) -> list[Result]:
    """Every mix with every seed."""
    every: list[Compared] = []
    with installation() as home:
        for seed in seeds:
            for name, mix in MIXES:
                found = list(_town(home, orders, seed, mix))
                print(f"   {name}, seed {seed}: {len(found)} failures, {_right(found):.4f} right")
                every += found
    _write(every)
    wrong = [each for each in every if each.truth != each.said]
    for each in wrong[:10]:
        print("   wrong:", each)
    return [
        Result("party right where the record shows it", _right(every), "share", RIGHT,
               beside={"failures": len(every), "wrong": len(wrong)}),
        Result("mean absolute error of a share", _mean([e.error for e in every]), "", at_most=0.03),
        Result("the code named too, where there is one",
               _mean([float(each.who_is_right) for each in every]), "share"),
    ]  # fmt: skip


def _town(home: Path, orders: int, seed: int, mix: Mix) -> Iterator[Compared]:
    start = UNTIL - timedelta(days=30)
    settings = Settings(orders=orders, seed=seed, start=start, until=UNTIL, mix=mix)
    path, truth = home / f"{seed}-{id(mix)}.jsonl", []
    with path.open("w", encoding="utf-8") as file:
        for batch in simulate_town(settings):
            file.writelines(f"{line}\n" for line in batch.events)
            truth += [json.loads(row) for row in batch.truth]
    _load(path)
    path.unlink()
    known = _known()
    for row in truth:
        if row["truth"] == "failure" and row["record_shows"]:
            yield _compared(row, known)


def _load(path: Path) -> None:
    from amends.app.actions.file_loads import begin_file, load_file
    from amends.app.actions.ingest.files import EventFile
    from amends.app.actions.promises import Judged

    def only_judged(judged: Judged, *, now: datetime) -> None:
        """No case is opened: it is not what is measured."""

    now = datetime.now(UTC)
    load = begin_file(path, as_of=UNTIL, now=now)
    load_file(load, EventFile(path), now=now, say=lambda tally: None, after=only_judged)


def _known() -> Known:
    from django.db import connection

    found: dict[tuple[str, str, str], list[tuple[str, str, float]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(SAID)
        for order, promise, failure, party, who, share in cursor.fetchall():
            found[order, promise, failure].append((party, who, float(share)))
    return found


def _compared(row: Mapping[str, Any], known: Known) -> Compared:
    shares = known.get((row["order"], row["promise"], row["failure"]), [("(none)", "", 1.0)])
    said: Shares = {party: share for party, _, share in shares}
    parties = said.keys() | row["shares"].keys()
    error = _mean([abs(said.get(p, 0) - row["shares"].get(p, 0)) for p in parties])
    party, who, _ = shares[0]
    named = not row["who"] or row["who"] in (who, row["responsible"])
    return Compared(row["failure"], row["responsible"], party, error, named)


def _right(every: Sequence[Compared]) -> float:
    return _mean([float(each.truth == each.said) for each in every])


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _write(every: Sequence[Compared]) -> None:
    """The confusion table into the page that explains responsibility."""
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(MEASURED.sub(lambda _: "\n".join(_table(every)), text), encoding="utf-8")


def _table(every: Sequence[Compared]) -> Iterator[str]:
    cells = Counter((each.truth, each.said) for each in every)
    said = sorted({each.said for each in every})
    yield f"| truth | {' | '.join(said)} | mean error of a share |"
    yield "|---|" + "---:|" * (len(said) + 1)
    for truth in sorted({each.truth for each in every}):
        error = _mean([each.error for each in every if each.truth == truth])
        counts = " | ".join(str(cells[truth, each] or "") for each in said)
        yield f"| {truth} | {counts} | {error:.4f} |"
    yield ""
    yield f"{len(every):,} failures, {_right(every):.2%} with the right party."
    yield ""
