"""How the shop stands: promises, failures, cases, remedies and money, now or as of any day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, Sum

from amends.app.actions.ingest.sql import run
from amends.app.actions.policy import current_policy
from amends.app.actions.promises import events_of
from amends.app.ledger.models import Case, FollowUp, Order, Promise, Remedy
from amends.core.judging import Order as Judged
from amends.core.judging import pledges, stand
from amends.core.promises import Standing

ORDERS_AT_ONCE = 5_000
DONE = Remedy.State.DONE

Report = dict[str, dict[str, Any]]
Nested = dict[str, dict[str, int]]


def report_now() -> Report:
    """The record as it stands, each promise counted by its stored standing."""
    standings = (
        (kind, state, failure, count)
        for kind, state, failure, count in Promise.objects.values_list(
            "kind", "state", "failure_kind"
        )
        .annotate(count=Count("pk"))
        .order_by("kind", "state", "failure_kind")
    )
    return _report(
        dict(Order.objects.values_list("kind").annotate(Count("pk")).order_by("kind")),
        standings,
        None,
    )


def report_as_of(as_of: datetime) -> Report:
    """The record as it stood then: every promise judged anew from the events up to that moment."""
    orders: Counter[str] = Counter()
    standings: Counter[tuple[str, str, str]] = Counter()
    for order_kind, found in _judged_anew(as_of):
        orders[order_kind] += 1
        for kind, standing in found:
            standings[kind, standing.state.value, standing.failure] += 1
    counted = ((*names, count) for names, count in sorted(standings.items()))
    return _report(dict(sorted(orders.items())), counted, as_of)


def _report(
    orders: Mapping[str, int],
    standings: Iterator[tuple[str, str, str, int]],
    as_of: datetime | None,
) -> Report:
    promises: Nested = defaultdict(dict)
    failures: Counter[str] = Counter()
    for kind, state, failure, count in standings:
        promises[kind][state] = promises[kind].get(state, 0) + count
        if failure:
            failures[failure] += count
    return {
        "orders": {"total": sum(orders.values()), **orders},
        "promises": dict(promises),
        "failures": dict(sorted(failures.items())),
        "cases": _cases(as_of),
        "remedies": _remedies(as_of),
        "follow_ups": _follow_ups(as_of),
        "money": _money(as_of),
    }


def _judged_anew(as_of: datetime) -> Iterator[tuple[str, list[tuple[str, Standing]]]]:
    declarations = current_policy().declarations
    for kinds in _orders_placed_by(as_of):
        events = events_of([order.ref for order in kinds])
        for order, kind in kinds.items():
            told = [each for each in events[order.ref] if each.time <= as_of]
            made = pledges(order, told, [], at=as_of, declarations=declarations)
            yield (
                kind,
                [
                    (each.made.kind, stand(order, each, told, at=as_of, declarations=declarations))
                    for each in made
                ],
            )


def _orders_placed_by(as_of: datetime) -> Iterator[dict[Judged, str]]:
    last = ""
    while True:
        rows = run(
            """
            SELECT ref, placed_at, time_zone, history, kind FROM ledger_order
            WHERE ref > %s AND placed_at <= %s ORDER BY ref LIMIT %s
            """,
            last,
            as_of,
            ORDERS_AT_ONCE,
        ).fetchall()
        if not rows:
            return
        last = rows[-1][0]
        yield {Judged(*row[:4]): row[4] for row in rows}


def _cases(as_of: datetime | None) -> dict[str, int]:
    if as_of is None:
        return dict(Case.objects.values_list("state").annotate(Count("pk")).order_by("state"))
    opened = Case.objects.filter(opened_at__lte=as_of)
    still = opened.filter(state_at__lte=as_of)
    counts = Counter(dict(still.values_list("state").annotate(Count("pk")).order_by("state")))
    later = opened.filter(state_at__gt=as_of)
    mending = later.filter(offers__choice__chosen_at__lte=as_of).distinct().count()
    offered = later.filter(offers__made_at__lte=as_of).distinct().count()
    counts[Case.State.MENDING] += mending
    counts[Case.State.OFFERED] += offered - mending
    counts[Case.State.OPEN] += later.count() - offered
    return {str(state): count for state, count in sorted(counts.items()) if count}


def _remedies(as_of: datetime | None) -> Nested:
    rows = Remedy.objects.all()
    if as_of is not None:
        rows = rows.filter(planned_at__lte=as_of)
    found: Nested = defaultdict(dict)
    for kind, state, count in rows.values_list("kind", "state").annotate(Count("pk")).order_by():
        found[kind][state] = count
    return _by_then(found, rows, as_of) if as_of else _sorted(found)


def _by_then(found: Nested, rows: Any, as_of: datetime) -> Nested:
    """Take back the states that were reached later: until then the remedy was planned."""
    later = rows.filter(state_at__gt=as_of).values_list("kind", "state")
    for kind, state, count in later.annotate(Count("pk")).order_by():
        found[kind][state] -= count
        found[kind]["planned"] = found[kind].get("planned", 0) + count
    return _sorted({kind: {s: n for s, n in states.items() if n} for kind, states in found.items()})


def _sorted(nested: Nested) -> Nested:
    return {name: dict(sorted(nested[name].items())) for name in sorted(nested)}


def _follow_ups(as_of: datetime | None) -> dict[str, int]:
    rows, by_then = FollowUp.objects.all(), Q()
    if as_of is not None:
        rows, by_then = rows.filter(case__opened_at__lte=as_of), Q(answered_at__lte=as_of)
        rows = rows.filter(Q(due_at__lte=as_of) | Q(case__state_at__lte=as_of))
    started = Q(started_at__isnull=False) | Q(asked_at__isnull=False)
    if as_of is not None:
        started = Q(started_at__lte=as_of) | Q(asked_at__lte=as_of)
    answered = Q(answered_at__isnull=False) & by_then
    counts = rows.aggregate(
        waiting=Count("pk", filter=~started & ~answered),
        asked=Count("pk", filter=started & ~answered),
        answered=Count("pk", filter=answered),
    )
    return {state: count for state, count in counts.items() if count}


def _money(as_of: datetime | None) -> dict[str, dict[str, dict[str, str]]]:
    rows, paid = Remedy.objects.filter(amount__gt=0), Q(state=DONE)
    if as_of is not None:
        rows, paid = rows.filter(planned_at__lte=as_of), paid & Q(state_at__lte=as_of)
    found: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    sums = rows.values(party=F("borne_by"), unit=F("currency")).annotate(
        promised=Sum("amount"), paid=Sum("amount", filter=paid)
    )
    for row in sums.order_by("party", "unit"):
        found[row["party"]][row["unit"]] = {
            "promised": _amount(row["promised"]),
            "paid": _amount(row["paid"]),
        }
    return dict(found)


def _amount(value: Decimal | None) -> str:
    """At least two decimals, and no zeros beyond."""
    exact = (value or Decimal(0)).quantize(Decimal("0.0001"))
    text = f"{exact:f}"
    return text.removesuffix("0").removesuffix("0")
