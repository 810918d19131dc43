"""Where the customers of a simulated town stand, against what they are really like."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from amends.app.actions.customers.peers import learn_peers
from amends.app.actions.customers.records import Standing, records_of
from amends.app.actions.customers.standings import STEPS, step_of
from amends.app.actions.policy import current_policy
from amends.app.actions.score.truth import Truth
from amends.core.customers import record_of
from amends.core.scores.customers import DISHONEST, CustomerRow, score_customers

AT_ONCE = 2_000
Rows = Sequence[Mapping[str, Any]]


def customers_section(truth: Truth) -> dict[str, Any]:
    """Peers are learned first; held against are the furthest steps that customers ever stood on."""
    now = datetime.fromisoformat(max(row["at"] for row in truth.rows["claim"]))
    learn_peers(now=now)
    character = {row["customer"]: row["character"] for row in truth.rows["customer"]}
    said: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in truth.rows["claim"]:
        said[row["customer"]].append(row)
    refs = sorted(said)
    handfuls = (refs[first : first + AT_ONCE] for first in range(0, len(refs), AT_ONCE))
    return score_customers([row for some in handfuls for row in _rows(some, character, said, now)])


def _rows(
    customers: Sequence[str],
    character: Mapping[str, str],
    said: Mapping[str, Rows],
    now: datetime,
) -> Iterator[CustomerRow]:
    for ref, standing in records_of(set(customers), now=now).items():
        false = sum(not row["true"] for row in said[ref])
        honest = "mistaken" if false else "unlucky"
        group = DISHONEST if character.get(ref) == DISHONEST else honest
        reached, now_on = _reached(standing), step_of(standing).step
        yield CustomerRow(ref, group, _furthest((*reached, now_on)), false, reached)


def _furthest(steps: Iterable[str]) -> str:
    return max(steps, key=STEPS.index)


def _reached(standing: Standing) -> dict[str, int]:
    """After how many claims each step was reached first, claim by claim."""
    rules = current_policy().customers.rules
    found: dict[str, int] = {}
    bought = standing.record
    for count, each in enumerate(standing.told, start=1):
        record = record_of(
            standing.told[:count], bought.bought, bought.peers, rules=rules, now=each.said_at
        )
        step = step_of(standing._replace(record=record)).step
        if step != "as_usual":
            found.setdefault(step, count)
    return found
