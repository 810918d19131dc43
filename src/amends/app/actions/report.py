"""How the shop stands: promises, failures, cases, remedies and money, now or as of any day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Case as OneOf
from django.db.models import Count, DateTimeField, F, Q, Sum, Value, When

from amends.app.actions.dates import end_of
from amends.app.actions.ingest.sql import run
from amends.app.actions.policy import current_policy
from amends.app.actions.promises import events_of
from amends.app.ledger.models import Case, FollowUp, Order, Promise, Remedy
from amends.core.judging import Order as Judged
from amends.core.judging import pledges, seen_from, stand
from amends.core.promises import Standing

ORDERS_AT_ONCE = 5_000
DONE = Remedy.State.DONE

Report = dict[str, dict[str, Any]]
Nested = dict[str, dict[str, int]]


class _Then:
    """The moment that is reported: a day ends in each order's own zone."""

    def __init__(self, as_of: date, now: datetime) -> None:
        zones = Order.objects.order_by().values_list("time_zone", flat=True).distinct()
        self._ends = {zone: seen_from(as_of, zone, now=now) for zone in zones}
        self._own = min(end_of(as_of), now)
        self.latest = max(self._ends.values(), default=self._own)

    def where(self, time_zone: str) -> datetime:
        """The moment where an order is."""
        return self._ends.get(time_zone, self._own)

    def of(self, path: str) -> OneOf:
        """The moment of a row whose order's time zone is found at ``path``."""
        ends = (When(**{path: zone}, then=Value(end)) for zone, end in self._ends.items())
        return OneOf(*ends, default=Value(self._own), output_field=DateTimeField())


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


def report_as_of(as_of: date, *, now: datetime) -> Report:
    """The record as it stood then: every promise judged anew from the events up to that moment.

    Of a day, every order is seen from the end of it in the order's own zone.
    """
    orders: Counter[str] = Counter()
    standings: Counter[tuple[str, str, str]] = Counter()
    then = _Then(as_of, now)
    for order_kind, found in _judged_anew(then):
        orders[order_kind] += 1
        for kind, standing in found:
            standings[kind, standing.state.value, standing.failure] += 1
    counted = ((*names, count) for names, count in sorted(standings.items()))
    return _report(dict(sorted(orders.items())), counted, then)


def _report(
    orders: Mapping[str, int],
    standings: Iterator[tuple[str, str, str, int]],
    then: _Then | None,
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
        "cases": _cases(then),
        "remedies": _remedies(then),
        "follow_ups": _follow_ups(then),
        "money": _money(then),
    }


def _judged_anew(then: _Then) -> Iterator[tuple[str, list[tuple[str, Standing]]]]:
    declarations = current_policy().declarations
    for kinds in _orders_placed_by(then):
        events = events_of([order.ref for order in kinds])
        for order, kind in kinds.items():
            at = then.where(order.time_zone)
            told = [each for each in events[order.ref] if each.time <= at]
            made = pledges(order, told, [], at=at, declarations=declarations)
            yield (
                kind,
                [
                    (each.made.kind, stand(order, each, told, at=at, declarations=declarations))
                    for each in made
                ],
            )


def _orders_placed_by(then: _Then) -> Iterator[dict[Judged, str]]:
    last = ""
    while True:
        rows = run(
            """
            SELECT ref, placed_at, time_zone, history, kind FROM ledger_order
            WHERE ref > %s AND placed_at <= %s ORDER BY ref LIMIT %s
            """,
            last,
            then.latest,
            ORDERS_AT_ONCE,
        ).fetchall()
        if not rows:
            return
        last = rows[-1][0]
        orders = {Judged(*row[:4]): row[4] for row in rows}
        yield {
            order: kind
            for order, kind in orders.items()
            if order.placed_at <= then.where(order.time_zone)
        }


def _cases(then: _Then | None) -> dict[str, int]:
    if then is None:
        return dict(Case.objects.values_list("state").annotate(Count("pk")).order_by("state"))
    by_then = then.of("order__time_zone")
    opened = Case.objects.filter(opened_at__lte=by_then)
    still = opened.filter(state_at__lte=by_then)
    counts = Counter(dict(still.values_list("state").annotate(Count("pk")).order_by("state")))
    later = opened.filter(state_at__gt=by_then)
    mending = later.filter(offers__choice__chosen_at__lte=by_then).distinct().count()
    offered = later.filter(offers__made_at__lte=by_then).distinct().count()
    counts[Case.State.MENDING] += mending
    counts[Case.State.OFFERED] += offered - mending
    counts[Case.State.OPEN] += later.count() - offered
    return {str(state): count for state, count in sorted(counts.items()) if count}


def _remedies(then: _Then | None) -> Nested:
    rows = Remedy.objects.all()
    if then is not None:
        rows = rows.filter(planned_at__lte=then.of("case__order__time_zone"))
    found: Nested = defaultdict(dict)
    for kind, state, count in rows.values_list("kind", "state").annotate(Count("pk")).order_by():
        found[kind][state] = count
    return _by_then(found, rows, then) if then else _sorted(found)


def _by_then(found: Nested, rows: Any, then: _Then) -> Nested:
    """Take back the states that were reached later: until then the remedy was planned."""
    later = rows.filter(state_at__gt=then.of("case__order__time_zone")).values_list("kind", "state")
    for kind, state, count in later.annotate(Count("pk")).order_by():
        found[kind][state] -= count
        found[kind]["planned"] = found[kind].get("planned", 0) + count
    return _sorted({kind: {s: n for s, n in states.items() if n} for kind, states in found.items()})


def _sorted(nested: Nested) -> Nested:
    return {name: dict(sorted(nested[name].items())) for name in sorted(nested)}


def _follow_ups(then: _Then | None) -> dict[str, int]:
    rows, by_then = FollowUp.objects.all(), Q()
    started = Q(started_at__isnull=False) | Q(asked_at__isnull=False)
    if then is not None:
        moment = then.of("case__order__time_zone")
        rows, by_then = rows.filter(case__opened_at__lte=moment), Q(answered_at__lte=moment)
        rows = rows.filter(Q(due_at__lte=moment) | Q(case__state_at__lte=moment))
        started = Q(started_at__lte=moment) | Q(asked_at__lte=moment)
    answered = Q(answered_at__isnull=False) & by_then
    counts = rows.aggregate(
        waiting=Count("pk", filter=~started & ~answered),
        asked=Count("pk", filter=started & ~answered),
        answered=Count("pk", filter=answered),
    )
    return {state: count for state, count in counts.items() if count}


def _money(then: _Then | None) -> dict[str, dict[str, dict[str, str]]]:
    rows, paid = Remedy.objects.filter(amount__gt=0), Q(state=DONE)
    if then is not None:
        moment = then.of("case__order__time_zone")
        rows, paid = rows.filter(planned_at__lte=moment), paid & Q(state_at__lte=moment)
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
