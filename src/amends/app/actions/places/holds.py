"""A place is held when it is chosen, kept with the yes, and given back after a while without one.

Two customers never get the last one: ``taken`` of a room grows in one statement that looks whether
there is room. Rooms are locked in the order of their numbers, and before their holds.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Case, Choice, Hold, Remedy, Room
from amends.core.errors import BadChoice

State = Hold.State
NEEDS = {"point": Room.Kind.POINT, "window": Room.Kind.SLOT}
"""What a choice may need that there may be too little of."""
GONE = (Remedy.State.FAILED, Remedy.State.CANCELLED)
TAKEN_ON = (Remedy.State.ACCEPTED, Remedy.State.DONE)


class Taken(BadChoice):
    """Somebody else took the last place meanwhile; ``where`` is ``point`` or ``window``."""

    code = "not_on_offer"


@transaction.atomic
def hold(case: Case, details: Mapping[str, str], *, now: datetime) -> None:
    """Hold what these details need for a while; what the case held besides is given back.

    What nobody counts needs no hold, and nothing is held for a case that has no offer open. Raise
    ``Taken`` where there is no room; nothing has changed then.
    """
    locked = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if locked.state != Case.State.OFFERED:
        return
    wanted = {room.pk: need for need, room in _rooms(case, details).items()}
    live = {each.room_id: each for each in case.holds.filter(state__in=Hold.LIVE)}
    until = now + timedelta(minutes=current_policy().limits.hold_minutes)
    for number in sorted(wanted.keys() | live.keys()):
        if number not in live:
            _take(case, number, wanted[number], now=now, until=until)
        elif live[number].state == State.HELD:
            known = Hold.objects.filter(pk=live[number].pk, state=State.HELD)
            if number not in wanted:
                _give_back(known, number, now)
            elif not known.update(until=until):  # it ran out and was given back meanwhile
                _take(case, number, wanted[number], now=now, until=until)


def keep(choice: Choice, *, now: datetime) -> None:
    """The yes was given: keep what is held for this choice; the case is locked.

    Raise ``Taken`` where a hold ran out and somebody else has the place.
    """
    case = choice.offer.case
    for need, room in sorted(_rooms(case, choice.details).items(), key=lambda each: each[1].pk):
        live = case.holds.filter(room=room, state__in=Hold.LIVE)
        if not live.update(state=State.KEPT, choice=choice, state_at=now):
            _take(case, room.pk, need, now=now, until=now)
            live.update(state=State.KEPT, choice=choice)


def remedy_moved(remedy: Remedy, *, now: datetime) -> None:
    """What the shop took on is in its own counts; what it will not do needs no place."""
    if remedy.is_gesture:
        return
    kept = Hold.objects.filter(choice=remedy.choice_id, state=State.KEPT)
    if remedy.state in TAKEN_ON:
        kept.filter(known_at__isnull=True).update(known_at=now)
    elif remedy.state in GONE:
        _end(kept, State.GIVEN_BACK, now)


def no_longer_needed(orders: Collection[str], *, now: datetime) -> None:
    """Nobody comes to a point for these orders any more: their places there are free."""
    if orders:
        point = Room.Kind.POINT
        kept = Hold.objects.filter(case__order__in=orders, state=State.KEPT, room__kind=point)
        _end(kept, State.USED, now)


def lock_ahead(orders: Collection[str], *, points: Collection[str], slots: Collection[str]) -> None:
    """Lock what events of these orders, points and slots may change: cases, then their rooms.

    Events come in any order; whoever chooses locks a case, then rooms by their number.
    """
    live = Q(state__in=Hold.LIVE, case__order__in=orders)
    rooms = set(Hold.objects.filter(live).values_list("room", flat=True)) if orders else set()
    if not (rooms or points or slots):
        return
    cases = Case.objects.filter(order__in=orders, state__in=Case.LIVE).order_by("order_id")
    list(cases.select_for_update(of=("self",)).values_list("pk"))
    rooms |= set(Hold.objects.filter(live).values_list("room", flat=True))
    counted = Q(kind=Room.Kind.POINT, code__in=points) | Q(kind=Room.Kind.SLOT, code__in=slots)
    found = Room.objects.filter(counted | Q(pk__in=rooms)).order_by("pk")
    list(found.select_for_update(no_key=True).values_list("pk"))


def give_back_lapsed(*, now: datetime, at_most: int = 1000) -> int:
    """Give back what nobody said yes to in time; return how many places."""
    lapsed = Hold.objects.filter(state=State.HELD, until__lte=now).order_by("until")
    rooms = sorted(set(lapsed.values_list("room", flat=True)[:at_most]))
    return sum(_lapse(room, now) for room in rooms)


def held_by(case: Case) -> Collection[int]:
    """The rooms in which this case has a place."""
    return set(case.holds.filter(state__in=Hold.LIVE).values_list("room", flat=True))


def _rooms(case: Case, details: Mapping[str, str]) -> dict[str, Room]:
    """The counted room behind each detail that has one.

    Of several slots at the same hours, the one where the case has a place, or one with room.
    """
    found, own = {}, held_by(case)
    for need, kind in NEEDS.items():
        if details.get(need):
            where = Q(code=details[need]) if need == "point" else _slot(case, details[need])
            rooms = Room.objects.filter(where, kind=kind).order_by("-location", "pk")
            best = min(rooms, key=lambda r: (r.pk not in own, r.taken >= r.places), default=None)
            if best is not None:
                found[need] = best
    return found


def _slot(case: Case, window: str) -> Q:
    begins, ends = (datetime.fromisoformat(part) for part in window.split("/"))
    return Q(location__in=("", case.order.location), begins=begins, ends=ends)


def _take(case: Case, room: int, need: str, *, now: datetime, until: datetime) -> None:
    free = Room.objects.filter(pk=room, taken__lt=F("places"))
    took = free.update(taken=F("taken") + 1)
    if not took and _lapse(room, now):
        took = free.update(taken=F("taken") + 1)
    if not took:
        raise Taken("somebody else took the last place", where=need, code=f"{need}_not_on_offer")
    Hold.objects.create(room_id=room, case=case, made_at=now, until=until, state_at=now)


@transaction.atomic
def _lapse(room: int, now: datetime) -> int:
    """Give back what ran out in one room, which is locked first."""
    Room.objects.select_for_update(no_key=True).get(pk=room)
    lapsed = Hold.objects.filter(room=room, state=State.HELD, until__lte=now)
    return _give_back(lapsed, room, now)


def _give_back(holds: QuerySet[Hold], room: int, now: datetime, to: str = State.GIVEN_BACK) -> int:
    Room.objects.select_for_update(no_key=True).get(pk=room)
    ended = holds.update(state=to, state_at=now)
    if ended:
        Room.objects.filter(pk=room).update(taken=F("taken") - ended)
    return ended


def _end(holds: QuerySet[Hold], state: str, now: datetime) -> None:
    for room in sorted(set(holds.values_list("room", flat=True))):
        _give_back(holds.filter(room=room), room, now, state)
