"""How the shop stands: promises, failures, cases, remedies and money, now or as of any day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Case as OneOf
from django.db.models import (
    CharField,
    Count,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from amends.app.actions.dates import end_of
from amends.app.actions.freedom.counting import kindness
from amends.app.actions.ingest.sql import run
from amends.app.actions.policy import current_policy
from amends.app.actions.promises import events_of
from amends.app.actions.responsibility import Broken, broken, shares_of
from amends.app.actions.time_spent.comparing import as_data
from amends.app.actions.would_be import WouldBe, would_be
from amends.app.ledger.models import (
    Case,
    FollowUp,
    FormerState,
    Order,
    Outcome,
    Posting,
    Promise,
    Remedy,
)
from amends.core.judging import Order as Judged
from amends.core.judging import pledges, seen_from, stand

ORDERS_AT_ONCE = 5_000
DONE = Remedy.State.DONE
CAUSED = """
    SELECT promise.failure_kind, found.party, count(*)
    FROM ledger_promise AS promise CROSS JOIN LATERAL (
        SELECT party FROM ledger_responsibility
        WHERE promise_id = promise.id AND position = 1 ORDER BY number DESC LIMIT 1) AS found
    WHERE promise.failure_kind <> '' GROUP BY 1, 2 ORDER BY 1, 2
"""

Report = dict[str, dict[str, Any]]
Nested = dict[str, dict[str, int]]
Money = dict[str, dict[str, dict[str, str]]]


class _Then:
    """The moment that is reported: a day ends in each order's own zone.

    ``ends`` is the moment by zone, ``own`` that of a zone without orders.
    """

    def __init__(self, as_of: date, now: datetime) -> None:
        zones = Order.objects.order_by().values_list("time_zone", flat=True).distinct()
        self.ends = {zone: seen_from(as_of, zone, now=now) for zone in zones}
        self.own = min(end_of(as_of), now)
        self.latest = max(self.ends.values(), default=self.own)

    def where(self, time_zone: str) -> datetime:
        """The moment where an order is."""
        return self.ends.get(time_zone, self.own)

    def of(self, path: str) -> OneOf:
        """The moment of a row whose order's time zone is found at ``path``."""
        ends = (When(**{path: zone}, then=Value(end)) for zone, end in self.ends.items())
        return OneOf(*ends, default=Value(self.own), output_field=DateTimeField())


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
        run(CAUSED).fetchall(),
        None,
    )


def report_as_of(as_of: date, *, now: datetime) -> Report:
    """The record as it stood then: every promise judged anew from the events up to that moment.

    Of a day, every order is seen from the end of it in the order's own zone.
    """
    orders: Counter[str] = Counter()
    standings: Counter[tuple[str, str, str]] = Counter()
    caused: Counter[tuple[str, str]] = Counter()
    then = _Then(as_of, now)
    for order_kinds, found, fallen in _judged_anew(then):
        orders.update(order_kinds)
        standings.update(found)
        shares = zip(fallen, shares_of(fallen), strict=True)
        caused.update((each.pledge.standing.failure, of[0].party) for each, of in shares)
    counted = ((*names, count) for names, count in sorted(standings.items()))
    parties = ((*names, count) for names, count in sorted(caused.items()))
    return _report(dict(sorted(orders.items())), counted, parties, then)


def _by_party(caused: Iterable[tuple[str, str, int]]) -> Nested:
    """By kind of failure, how many were caused by each party: the one with the largest share."""
    found: Nested = defaultdict(dict)
    for failure, party, count in caused:
        found[failure][party] = count
    return dict(found)


def _report(
    orders: Mapping[str, int],
    standings: Iterator[tuple[str, str, str, int]],
    caused: Iterable[tuple[str, str, int]],
    then: _Then | None,
) -> Report:
    promises: Nested = defaultdict(dict)
    failures: Counter[str] = Counter()
    for kind, state, failure, count in standings:
        promises[kind][state] = promises[kind].get(state, 0) + count
        if failure:
            failures[failure] += count
    untold = would_be(then.ends, then.own) if then else would_be(None, None)
    return {
        "orders": {"total": sum(orders.values()), **orders},
        "promises": dict(promises),
        "failures": dict(sorted(failures.items())),
        "responsibility": _by_party(caused),
        "cases": _cases(then),
        "remedies": _with_kinds(_remedies(then), untold),
        "follow_ups": _follow_ups(then),
        "money": _with_costs(_with_borne(_money(then), then), untold),
        "kindness": kindness(then.latest if then else None),
        "time_spent": as_data(now=then.latest if then else timezone.now()),
    }


def _judged_anew(
    then: _Then,
) -> Iterator[tuple[list[str], list[tuple[str, str, str]], list[Broken]]]:
    """Some orders at a time: their kinds, where their promises stand, and those that are broken."""
    declarations = current_policy().declarations
    for kinds in _orders_placed_by(then):
        events = events_of([order.ref for order in kinds])
        found: list[tuple[str, str, str]] = []
        fallen: list[Broken] = []
        for order in kinds:
            at = then.where(order.time_zone)
            told = [each for each in events[order.ref] if each.time <= at]
            for each in pledges(order, told, [], at=at, declarations=declarations):
                standing = stand(order, each, told, at=at, declarations=declarations)
                found.append((each.made.kind, standing.state.value, standing.failure))
                if standing.failure:
                    fallen.append(broken(order, each._replace(standing=standing), told, at=at))
        yield list(kinds.values()), found, fallen


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
    rows = Case.objects.all()
    if then is not None:
        rows = rows.annotate(then=then.of("order__time_zone")).filter(opened_at__lte=F("then"))
    states = _state(rows, "case", then).values_list("as_of")
    return dict(states.annotate(Count("pk")).order_by("as_of"))


def _remedies(then: _Then | None) -> Nested:
    rows = Remedy.objects.all()
    if then is not None:
        rows = rows.annotate(then=then.of("case__order__time_zone"))
        rows = rows.filter(planned_at__lte=F("then"))
    found: Nested = defaultdict(dict)
    states = _state(rows, "remedy", then).values_list("kind", "as_of").annotate(Count("pk"))
    for kind, state, count in states.order_by("kind", "as_of"):
        found[kind][state] = count
    return dict(found)


def _with_kinds(found: Nested, untold: Sequence[WouldBe]) -> Nested:
    """Beside what was planned, what a history would have been offered."""
    for each in untold:
        counts = found.setdefault(each.kind, {})
        counts[each.what] = counts.get(each.what, 0) + each.many
    return found


def _with_costs(found: Money, untold: Sequence[WouldBe]) -> Money:
    """Beside what was promised and paid, what the first options of a history would_cost."""
    costs: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for each in untold:
        costs[each.party, each.currency] += each.cost
    for (party, currency), cost in sorted(costs.items()):
        if cost:
            sums = found.setdefault(party, {}).setdefault(currency, {})
            sums["would_cost"] = _amount(cost)
    return found


def _state(rows: Any, what: str, then: _Then | None) -> Any:
    """The rows with their state ``as_of`` the moment ``then``, or now."""
    if then is None:
        return rows.annotate(as_of=F("state"))
    left_later = FormerState.objects.filter(
        what=what, number=OuterRef("pk"), until__gt=OuterRef("then")
    )
    was = Subquery(left_later.order_by("until", "id").values("state")[:1])
    unchanged = When(state_at__lte=F("then"), then=F("state"))
    return rows.annotate(
        as_of=OneOf(unchanged, default=Coalesce(was, F("state")), output_field=CharField())
    )


def _follow_ups(then: _Then | None) -> dict[str, int]:
    rows = FollowUp.objects.all()
    started = Q(started_at__isnull=False) | Q(asked_at__isnull=False)
    ended = Q(answered_at__isnull=False)
    if then is not None:
        rows = rows.annotate(then=then.of("case__order__time_zone"))
        rows = rows.filter(planned_at__lte=F("then"))
        started = Q(started_at__lte=F("then")) | Q(asked_at__lte=F("then"))
        ended = Q(answered_at__lte=F("then"))
    outcome = Outcome.objects.filter(case=OuterRef("case"), round=OuterRef("round"))
    counts = rows.annotate(has_outcome=Exists(outcome)).aggregate(
        waiting=Count("pk", filter=~started & ~ended),
        asked=Count("pk", filter=started & ~ended),
        answered=Count("pk", filter=ended & Q(has_outcome=True)),
        unanswered=Count("pk", filter=ended & Q(has_outcome=False)),
    )
    return {state: count for state, count in counts.items() if count}


def _money(then: _Then | None) -> Money:
    rows, paid = Remedy.objects.filter(amount__gt=0), Q(state=DONE)
    if then is not None:
        moment = then.of("case__order__time_zone")
        rows, paid = rows.filter(planned_at__lte=moment), paid & Q(state_at__lte=moment)
    found: Money = defaultdict(dict)
    sums = rows.values(party=F("borne_by"), unit=F("currency")).annotate(
        promised=Sum("amount"), paid=Sum("amount", filter=paid)
    )
    for row in sums.order_by("party", "unit"):
        found[row["party"]][row["unit"]] = {
            "promised": _amount(row["promised"]),
            "paid": _amount(row["paid"]),
        }
    return dict(found)


BORNE = ("shop", "written_off")
"""Accounts of which the shop bears what stands in them."""


def _with_borne(found: Money, then: _Then | None) -> Money:
    """Beside what was promised and paid, who bears the cost by the accounts, and what came back."""
    rows = Posting.objects.exclude(account="customer")
    if then is not None:
        rows = rows.filter(entry__at__lte=then.of("entry__case__order__time_zone"))
    party = OneOf(When(account__in=BORNE, then=Value("shop")), default=F("partner__party"))
    sums = (
        rows.order_by()
        .values(who=party, unit=F("currency"))
        .annotate(borne=Sum("amount"), recovered=Sum("amount", filter=Q(account="recovered")))
    )
    for row in sums.order_by("who", "unit"):
        told = {name: row[name] for name in ("borne", "recovered") if row[name]}
        if told:
            into = found.setdefault(row["who"], {}).setdefault(row["unit"], {})
            into.update({name: _amount(amount) for name, amount in told.items()})
    return found


def _amount(value: Decimal | None) -> str:
    """At least two decimals, and no zeros beyond."""
    exact = (value or Decimal(0)).quantize(Decimal("0.0001"))
    text = f"{exact:f}"
    return text.removesuffix("0").removesuffix("0")
