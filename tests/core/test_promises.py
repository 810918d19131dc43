"""Where a promise stands: against a slow obvious definition, in any order, as time goes on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.promises import (
    Happening,
    Promise,
    PromiseKind,
    Standing,
    State,
    assess,
    due_moment,
)
from amends.policies import RETAIL
from tests.support.policies import shipped

DECLARED = shipped(RETAIL).declarations
KINDS = DECLARED.promises
START = datetime(2026, 11, 20, tzinfo=UTC)
DELIVERED = KINDS["delivered_by"]


def hour(number: float) -> datetime:
    return START + timedelta(hours=number)


hours = st.integers(min_value=0, max_value=12).map(hour)
kinds = st.sampled_from(sorted(KINDS)).map(KINDS.__getitem__)


@st.composite
def promised(draw: st.DrawFn) -> tuple[PromiseKind, Promise, list[Happening]]:
    kind = draw(kinds)
    due_at = draw(st.none() | hours)
    kept_by = draw(st.sampled_from(["", "", "refund.paid", "parcel.delivered"]))
    given_at = draw(st.none() | hours)
    relevant = sorted(kind.touched_by | {"refund.paid", "parcel.delivered", "order.approved"})
    happened = draw(st.lists(st.tuples(st.sampled_from(relevant), hours), max_size=6))
    happenings = [Happening(i, type_, time) for i, (type_, time) in enumerate(happened, start=1)]
    return kind, Promise(kind.name, due_at, kept_by, given_at), happenings


def obvious(
    kind: PromiseKind, promise: Promise, happenings: Sequence[Happening], now: datetime
) -> tuple[State, str, datetime | None]:
    """The definition, one sentence after another, without regard to speed."""
    seen = [each for each in happenings if each.time <= now]

    def first(types: object, choose: Any = min) -> Happening | None:
        matching = [each for each in seen if each.type in types]  # type: ignore[operator]
        found: Happening | None = choose(
            matching, key=lambda each: (each.time, each.type), default=None
        )
        return found

    keepers = {promise.kept_by} if promise.kept_by else set(kind.kept_by)
    keeping = [each for each in seen if each.type in keepers]
    if promise.given_at is not None:
        keeping = [each for each in keeping if each.time >= promise.given_at]
    if called_off := first(kind.called_off_by - keepers):
        return State.BROKEN, "called_off", called_off.time
    if broken := first(set(kind.broken_by) - keepers, max):
        return State.BROKEN, kind.broken_by[broken.type], broken.time
    due = promise.due_at
    if keeping:
        kept_at = min(each.time for each in keeping)
        if due is not None and kept_at > due and kind.late:
            return State.BROKEN, kind.late, due
        return State.KEPT, "", kept_at
    withdrawn = first(kind.withdrawn_by - keepers)
    if withdrawn and not (kind.overdue and due is not None and withdrawn.time > due):
        return State.WITHDRAWN, "", withdrawn.time
    if unclear := first(kind.unclear_by - keepers):
        return State.UNKNOWN, "", unclear.time
    if due is not None and kind.overdue and now > due:
        return State.BROKEN, kind.overdue, due
    return State.OPEN, "", None


@given(promised(), hours)
def test_it_stands_where_the_obvious_definition_says(
    case: tuple[PromiseKind, Promise, list[Happening]], now: datetime
) -> None:
    kind, promise, happenings = case
    standing = assess(kind, promise, happenings, now=now)
    state, failure, since = obvious(kind, promise, happenings, now)
    assert (standing.state, standing.failure, standing.since) == (state, failure, since)


@given(promised(), hours, st.randoms(use_true_random=False))
def test_the_order_of_receipt_does_not_matter(
    case: tuple[PromiseKind, Promise, list[Happening]], now: datetime, chance: object
) -> None:
    kind, promise, happenings = case
    shuffled = list(happenings)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    standing = assess(kind, promise, happenings, now=now)
    assert assess(kind, promise, shuffled, now=now) == standing
    renumbered = [each._replace(id=100 + i) for i, each in enumerate(shuffled)]
    again = assess(kind, promise, renumbered, now=now)
    assert again[:3] == standing[:3]
    assert again.wasted_visits == standing.wasted_visits


@given(promised(), hours, hours)
def test_what_happens_later_changes_nothing_now(
    case: tuple[PromiseKind, Promise, list[Happening]], now: datetime, later: datetime
) -> None:
    kind, promise, happenings = case
    so_far = [each for each in happenings if each.time <= now]
    assert assess(kind, promise, happenings, now=now) == assess(kind, promise, so_far, now=now)


@given(promised(), hours)
def test_twice_the_same_is_the_same(
    case: tuple[PromiseKind, Promise, list[Happening]], now: datetime
) -> None:
    """Repeats are dropped before promises are judged; but for visits they could not matter."""
    kind, promise, happenings = case
    twice = assess(kind, promise, [*happenings, *happenings], now=now)
    assert twice[:3] == assess(kind, promise, happenings, now=now)[:3]


@given(promised(), hours, hours)
def test_time_only_moves_forward(
    case: tuple[PromiseKind, Promise, list[Happening]], one: datetime, other: datetime
) -> None:
    """Once broken a promise is never open again, and visits are never unwasted."""
    kind, promise, happenings = case
    earlier = assess(kind, promise, happenings, now=min(one, other))
    later = assess(kind, promise, happenings, now=max(one, other))
    assert later.wasted_visits >= earlier.wasted_visits
    if earlier.state != State.OPEN:
        assert later.state != State.OPEN
    if earlier.failure == "called_off":
        assert later == earlier._replace(wasted_visits=later.wasted_visits)


@given(promised(), hours)
def test_check_at_is_when_time_alone_changes_the_answer(
    case: tuple[PromiseKind, Promise, list[Happening]], now: datetime
) -> None:
    kind, promise, happenings = case
    happenings = [each for each in happenings if each.time <= now]
    standing = assess(kind, promise, happenings, now=now)
    much_later = assess(kind, promise, happenings, now=now + timedelta(days=999))
    if standing.check_at is None:
        assert much_later[:3] == standing[:3]
    else:
        at_last = assess(kind, promise, happenings, now=max(now, standing.check_at))
        after = standing.check_at + timedelta(microseconds=1)
        assert at_last.state == State.OPEN
        assert assess(kind, promise, happenings, now=max(now, after)) == much_later


@given(promised(), hours)
def test_evidence_is_what_happened(
    case: tuple[PromiseKind, Promise, list[Happening]], now: datetime
) -> None:
    kind, promise, happenings = case
    standing = assess(kind, promise, happenings, now=now)
    known = {each.id for each in happenings if each.time <= now}
    assert set(standing.evidence) <= known
    assert len(set(standing.evidence)) == len(standing.evidence)


def stands(*happened: tuple[str, float], due: float | None = 5, now: float = 9) -> Standing:
    happenings = [Happening(i, type_, hour(at)) for i, (type_, at) in enumerate(happened, start=1)]
    promise = Promise("delivered_by", None if due is None else hour(due))
    return assess(DELIVERED, promise, happenings, now=hour(now))


@pytest.mark.parametrize(
    ("standing", "state", "failure"),
    [
        (stands(now=4), State.OPEN, ""),
        (stands(now=5), State.OPEN, ""),
        (stands(now=5.01), State.BROKEN, "undelivered"),
        (stands(("parcel.delivered", 5)), State.KEPT, ""),
        (stands(("parcel.delivered", 6)), State.BROKEN, "late"),
        (stands(("parcel.delivered", 4), ("order.called_off", 3)), State.BROKEN, "called_off"),
        (stands(("parcel.lost", 4), ("parcel.delivered", 4.5)), State.BROKEN, "lost"),
        (stands(("parcel.reported_delivered", 2)), State.UNKNOWN, ""),
        (stands(("parcel.reported_delivered", 2), ("parcel.delivered", 3)), State.KEPT, ""),
        (stands(("order.cancelled_by_customer", 2)), State.WITHDRAWN, ""),
        (stands(("order.cancelled_by_customer", 6)), State.BROKEN, "undelivered"),
        (stands(due=None), State.OPEN, ""),
    ],
)
def test_delivered_by(standing: Standing, state: State, failure: str) -> None:
    assert (standing.state, standing.failure) == (state, failure)


def test_wasted_visits_are_counted_and_shown() -> None:
    kind = KINDS["point_open"]
    visits = [
        Happening(3, "visit.point_closed", hour(1)),
        Happening(5, "visit.point_closed", hour(2)),
    ]
    standing = assess(kind, Promise("point_open", None), visits, now=hour(9))
    assert (standing.failure, standing.wasted_visits) == ("point_closed", 2)
    assert standing.evidence == (3, 5)


def test_what_happened_before_a_word_was_given_does_not_keep_it() -> None:
    kind = KINDS["told_by_staff"]
    word = Promise("told_by_staff", hour(8), "parcel.delivered", given_at=hour(4))
    first = [Happening(1, "parcel.delivered", hour(2))]
    assert assess(kind, word, first, now=hour(9)).failure == "word_not_kept"
    again = [*first, Happening(2, "parcel.delivered", hour(7))]
    assert assess(kind, word, again, now=hour(9)).state == State.KEPT


@pytest.mark.parametrize(
    ("zone", "day", "last"),
    [
        ("Europe/Moscow", date(2026, 11, 22), "2026-11-22T20:59:59.999999+00:00"),
        ("Asia/Ulaanbaatar", date(2026, 11, 22), "2026-11-22T15:59:59.999999+00:00"),
        # São Paulo's clocks went back at midnight: the last hour of that day came twice.
        ("America/Sao_Paulo", date(2018, 2, 17), "2018-02-18T02:59:59.999999+00:00"),
    ],
)
def test_a_day_ends_where_the_customer_lives(zone: str, day: date, last: str) -> None:
    assert due_moment(day, ZoneInfo(zone)).astimezone(UTC).isoformat() == last
