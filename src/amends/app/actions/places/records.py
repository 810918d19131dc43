"""Count what was learned of pickup points: each point's record, and the incidents that follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from amends.app.actions.places.asking import ask
from amends.app.actions.places.incidents import begin, end
from amends.app.actions.places.marks import Marks
from amends.app.actions.places.states import as_body, as_state
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Point, PointRecord, PointSign
from amends.core.places.reliability import VISITS, Seen, Sign, State, after

AT_ONCE = 2000
SAID_ALREADY, HOURS_OVER = "said_already", "hours_over"
WAITING, COUNTED = PointSign.State.WAITING, PointSign.State.COUNTED
PASSED_OVER = PointSign.State.PASSED_OVER
IN_VAIN = [sign for sign in VISITS if sign is not Sign.HANDED_OVER]
BAD = (*IN_VAIN, Sign.LOOKED_BAD, Sign.SAID_BAD)
MOST_REASONS = 20


@transaction.atomic
def take_up_signs(*, now: datetime, at_most: int = AT_ONCE) -> int:
    """Count the oldest signs that wait; return how many. Others may do so at the same time.

    A sign that is older than what was counted makes its point's record anew, from the last mark
    before it on.
    """
    waiting = PointSign.objects.filter(state=WAITING).order_by("id")
    signs = list(waiting.select_for_update(skip_locked=True)[:at_most])
    by_point: dict[str, list[PointSign]] = defaultdict(list)
    for sign in sorted(signs, key=lambda each: (each.at, each.event_id)):
        by_point[sign.point].append(sign)
    records = _locked(sorted(by_point))
    _believe(sign for sign in signs if sign.sign not in IN_VAIN)
    for code, record in records.items():
        _count(record, by_point[code], now)
    PointRecord.objects.bulk_update(
        records.values(), ["out", "since", "body", "marks"], batch_size=500
    )
    return len(signs)


def signs_of(point: str, *, since: datetime | None = None) -> Iterable[Seen]:
    """All that was counted of a point, or what is younger than a moment; oldest first."""
    counted = PointSign.objects.filter(point=point, state=COUNTED).order_by("at", "event")
    if since is not None:
        counted = counted.filter(at__gt=since)
    return map(seen, counted.iterator())


def seen(sign: PointSign) -> Seen:
    """A stored sign as the core takes it."""
    return Seen(at=sign.at, key=f"{sign.event_id:020d}", sign=Sign(sign.sign))


def _locked(codes: Sequence[str]) -> Mapping[str, PointRecord]:
    PointRecord.objects.bulk_create(
        (PointRecord(point=code) for code in codes), ignore_conflicts=True
    )
    found = PointRecord.objects.select_for_update().filter(point__in=codes).order_by("point")
    return {record.point: record for record in found}


def _believe(signs: Iterable[PointSign]) -> None:
    """Nobody gains by saying that a point works: such signs are counted as they are."""
    taken = list(signs)
    for sign in taken:
        sign.state = COUNTED
    PointSign.objects.filter(pk__in=[sign.pk for sign in taken]).update(state=COUNTED)


def _count(record: PointRecord, signs: Sequence[PointSign], now: datetime) -> None:
    for sign in signs:
        if sign.state == WAITING:
            sign.because = _passed_over(sign)
            sign.state = PASSED_OVER if sign.because else COUNTED
            sign.save(update_fields=["state", "because"])
    counted = [sign for sign in signs if sign.state == COUNTED]
    state = _with(record, counted)
    was_out, record.out, record.since = record.out, state.out, state.since
    record.body = as_body(state)
    if state.out:
        _begin(record, counted, now)
    elif was_out:
        end(record.point, at=state.since or now)


def _begin(record: PointRecord, signs: Sequence[PointSign], now: datetime) -> None:
    """An incident, where what shows it is news: one of a history is over, or is seen again."""
    lately = now - timedelta(days=current_policy().limits.point_fails_for_days)
    news = [sign.at for sign in signs if sign.sign in BAD and sign.at > lately]
    if news:
        since = max(record.since or news[0], lately)
        begin(record.point, at=since, because=_reasons(record.point, lately))


def _reasons(point: str, since: datetime) -> list[dict[str, str]]:
    bad = PointSign.objects.filter(point=point, state=COUNTED, sign__in=BAD, at__gt=since)
    latest = bad.order_by("-at", "-event").values_list("at", "sign", "order")[:MOST_REASONS]
    return [{"at": at.isoformat(), "sign": sign, "order": order} for at, sign, order in latest]


def _passed_over(sign: PointSign) -> str:
    """One order's word counts once in a while, and only within the posted hours (R18)."""
    once = timedelta(hours=current_policy().limits.one_word_hours)
    about_then = PointSign.objects.filter(
        point=sign.point,
        order=sign.order,
        state=COUNTED,
        sign__in=IN_VAIN,
        at__gt=sign.at - once,
        at__lt=sign.at + once,
    )
    if sign.order and about_then.exists():
        return SAID_ALREADY
    point = Point.objects.filter(code=sign.point).first()
    if sign.sign == Sign.CLOSED and point and ask(point, sign.at).open is False:
        return HOURS_OVER
    return ""


def _with(record: PointRecord, signs: Sequence[PointSign]) -> State:
    """The record with more signs; the marks move on with it."""
    state, rules = as_state(record.body), current_policy().reliability
    more: Iterable[Seen] = [seen(sign) for sign in signs]
    marks = Marks(record.marks)
    if signs and state.at is not None and signs[0].at < state.at:
        state = marks.before(signs[0].at)
        more = signs_of(record.point, since=state.at)
    for each in more:
        marks.pass_by(state, each.at)
        state = after(state, each, rules)
    record.marks = marks.as_bodies()
    return state
