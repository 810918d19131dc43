"""Count what was learned of pickup points: each point's record, and the incidents that follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from amends.app.actions.places.asking import ask
from amends.app.actions.places.incidents import begin, end
from amends.app.actions.places.states import as_body, as_state
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Point, PointRecord, PointSign
from amends.core.places.reliability import VISITS, Seen, Sign, State, after, replay

AT_ONCE = 2000
ONCE_WITHIN = timedelta(days=1)
SAID_ALREADY, HOURS_OVER = "said_already", "hours_over"
WAITING, COUNTED, PASSED_OVER = PointSign.State


@transaction.atomic
def take_up_signs(*, now: datetime, at_most: int = AT_ONCE) -> int:
    """Count the oldest signs that wait; return how many. Others may do so at the same time.

    A sign that is older than what was counted makes its point's record anew from all of them.
    """
    waiting = PointSign.objects.filter(state=WAITING).order_by("id")
    signs = list(waiting.select_for_update(skip_locked=True)[:at_most])
    by_point: dict[str, list[PointSign]] = defaultdict(list)
    for sign in sorted(signs, key=lambda each: (each.at, each.event_id)):
        by_point[sign.point].append(sign)
    for code, record in _locked(sorted(by_point)).items():
        _count(record, by_point[code], now)
    return len(signs)


def signs_of(point: str) -> list[Seen]:
    """All that was counted of a point, oldest first."""
    counted = PointSign.objects.filter(point=point, state=COUNTED).order_by("at", "event")
    return [seen(sign) for sign in counted.iterator()]


def seen(sign: PointSign) -> Seen:
    """A stored sign as the core takes it."""
    return Seen(at=sign.at, key=f"{sign.event_id:020d}", sign=Sign(sign.sign))


def _locked(codes: Sequence[str]) -> Mapping[str, PointRecord]:
    PointRecord.objects.bulk_create(
        (PointRecord(point=code) for code in codes), ignore_conflicts=True
    )
    found = PointRecord.objects.select_for_update().filter(point__in=codes).order_by("point")
    return {record.point: record for record in found}


def _count(record: PointRecord, signs: Sequence[PointSign], now: datetime) -> None:
    for sign in signs:
        sign.because = _passed_over(sign) if _is_in_vain(sign) else ""
        sign.state = PASSED_OVER if sign.because else COUNTED
        sign.save(update_fields=["state", "because"])
    counted = [sign for sign in signs if sign.state == COUNTED]
    state = _with(as_state(record.body), record.point, counted)
    was_out, record.out, record.since = record.out, state.out, state.since
    record.body = as_body(state)
    record.save(update_fields=["out", "since", "body"])
    if state.out and not was_out:
        begin(record.point, at=state.since or now)
    elif was_out and not state.out:
        end(record.point, at=state.since or now)


def _is_in_vain(sign: PointSign) -> bool:
    return sign.sign in VISITS and sign.sign != Sign.HANDED_OVER


def _passed_over(sign: PointSign) -> str:
    """One order's word counts once a day, and only within the posted hours (R18)."""
    lately = PointSign.objects.filter(
        point=sign.point, order=sign.order, state=COUNTED, at__gt=sign.at - ONCE_WITHIN
    )
    if sign.order and lately.exclude(sign=Sign.HANDED_OVER).exists():
        return SAID_ALREADY
    point = Point.objects.filter(code=sign.point).first()
    if sign.sign == Sign.CLOSED and point and ask(point, sign.at).open is False:
        return HOURS_OVER
    return ""


def _with(state: State, point: str, signs: Sequence[PointSign]) -> State:
    rules = current_policy().reliability
    if signs and state.at is not None and signs[0].at < state.at:
        return replay(signs_of(point), rules)
    for sign in signs:
        state = after(state, seen(sign), rules)
    return state
