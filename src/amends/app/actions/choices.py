"""The customer's choice: one per offer, with an explicit yes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from amends.app.actions.agreed import promise_remedy
from amends.app.actions.claims.objecting import object_to
from amends.app.actions.deciding import make_offers
from amends.app.actions.journal import note
from amends.app.actions.money import money_of
from amends.app.actions.places.holds import NEEDS, Taken, hold, keep
from amends.app.actions.places.live import live_table
from amends.app.actions.places.looking import one_look
from amends.app.actions.places.on_offer import on_offer, with_room
from amends.app.actions.places.suiting import there_by
from amends.app.actions.policy import current_policy
from amends.app.actions.queue import enqueue
from amends.app.actions.telling import tell
from amends.app.actions.zones import zone_of
from amends.app.ledger.models import Case, Choice, Offer, Point, Remedy
from amends.core.choices import check_choice, gesture_of, is_due_still
from amends.core.errors import BadChoice
from amends.core.times import by_when


class Overtaken(BadChoice):
    """The money on offer went back already, in whole or in part."""

    code = "offer_replaced"


@one_look()
def choose(
    *,
    offer: Offer,
    option: str,
    details: Mapping[str, str],
    now: datetime,
    by: str,
    handled_by: User | None = None,
    shown: Mapping[str, Any] | None = None,
    words: str = "",
) -> Choice:
    """Accept one option of the case's current offer and plan its remedies.

    ``handled_by`` is the member of staff who chose for the customer: somebody else asks later.
    ``shown`` are the facts that were told of what is chosen; the journal keeps them. ``words`` are
    what the customer says with it, where it is an objection to what we found.

    The same choice again gives the same record; another one is refused with ``BadChoice``, as is
    an offer that was replaced or has run out. Where money on offer went back in the meantime, or
    somebody else took the last place, a new offer takes its place before the choice is refused.
    """
    try:
        if not Choice.objects.filter(offer=offer).exists():
            _reserve(offer, option, details, now)
        return _accept(offer, option, details, now, by, handled_by, shown, words)
    except (Overtaken, Taken):
        _offer_anew(offer, now)
        raise


@one_look()
def reserve(
    *, offer: Offer, option: str, details: Mapping[str, str], now: datetime
) -> dict[str, str]:
    """Hold what this choice needs until the customer says yes, for a while; the clean details.

    Raise ``BadChoice`` as ``choose`` does.
    """
    try:
        return _reserve(offer, option, details, now)
    except Taken:
        _offer_anew(offer, now)
        raise


def _reserve(
    offer: Offer, option: str, details: Mapping[str, str], now: datetime
) -> dict[str, str]:
    _, clean = check(offer, option, details, now=now)
    if clean.keys() & NEEDS.keys():
        hold(offer.case, clean, now=now)
    return clean


def check(
    offer: Offer, option: str, details: Mapping[str, str], *, now: datetime
) -> tuple[Mapping[str, Any], dict[str, str]]:
    """Hold a choice against what can be chosen now; see ``amends.core.choices.check_choice``.

    A point need not be one that the offer held, if nothing is against it. Raise ``Taken`` for one
    that the offer held, or that was found since, and that cannot be chosen any more.
    """
    now_there = on_offer(offer.case, offer.body, now=now)
    points = {*now_there.codes, *_found_since(offer, details.get("point", "").strip(), now)}
    try:
        return check_choice(
            offer.body, option, details, now=now, windows=now_there.windows, points=points
        )
    except BadChoice as problem:
        if problem.code == "point_not_on_offer" and _is_known(offer, details["point"].strip()):
            raise Taken(problem.message, where=problem.where, code=problem.code) from None
        raise


def agreed_by(
    case: Case, option: Mapping[str, Any], details: Mapping[str, str], *, now: datetime
) -> datetime:
    """By when it is done if it is chosen ``now``: where legs say so, when the parcel is there.

    Where somebody says yes first, never sooner than the option says.
    """
    usual = by_when(option, details, now=now, zone=zone_of(case))
    point = details.get("point", "")
    told = there_by(case, point, now=now) if point else None
    if told is None:
        return usual
    return max(told, usual) if option.get("approver") else told


def _found_since(offer: Offer, point: str, now: datetime) -> Collection[str]:
    """The point, if the offer did not hold it and nothing is against it."""
    if not point or point in {each["code"] for each in offer.body["possible"]["points"]}:
        return ()
    return with_room(offer.case, [point], now=now)


def _is_known(offer: Offer, code: str) -> bool:
    offered = {point["code"] for point in offer.body["possible"]["points"]}
    return code in offered or Point.objects.filter(code=code).exists()


@transaction.atomic
def _accept(
    offer: Offer,
    option: str,
    details: Mapping[str, str],
    now: datetime,
    by: str,
    handled_by: User | None,
    shown: Mapping[str, Any] | None,
    words: str,
) -> Choice:
    case = _lock(offer.case_id)
    made = Choice.objects.filter(offer=offer).first()
    if made is not None:
        return _same(made, option, details)
    if case.state != Case.State.OFFERED or _is_replaced(offer):
        raise BadChoice("this offer is no longer open", where="offer", code="offer_replaced")
    offer.case = case
    chosen, clean = check(offer, option, details, now=now)
    paid_back = money_of([case], now=now)[case.order_id].paid_back
    if not is_due_still(offer.body, chosen, total=case.order.total, paid_back=paid_back):
        raise Overtaken("some of this money went back already", where="offer")
    choice = Choice.objects.create(
        offer=offer,
        option=option,
        details=clean,
        due_at=agreed_by(case, chosen, clean, now=now),
        chosen_at=now,
        chosen_by=by,
    )
    keep(choice, now=now)
    _plan(case, choice, chosen, now)
    case.state, case.state_at = Case.State.MENDING, now
    case.handled_by = handled_by or case.handled_by
    case.save(update_fields=["state", "state_at", "handled_by"])
    told = {"shown": dict(shown)} if shown else {}
    note(action="chosen", now=now, case=case, actor=by, option=option, **told)
    if chosen["remedy"] in current_policy().objections.remedies:
        object_to(case, words=words, due_at=choice.due_at or now, by=by, now=now)
    tell(case, "mending", decision=offer.decision, now=now)
    return choice


def _offer_anew(offer: Offer, now: datetime) -> None:
    live_table(now)  # made, if it must be, before the case is locked
    _offer_anew_locked(offer, now)


@transaction.atomic
def _offer_anew_locked(offer: Offer, now: datetime) -> None:
    case = _lock(offer.case_id)
    if case.state == Case.State.OFFERED and not _is_replaced(offer):
        note(action="decided anew", now=now, case=case)
        for made in make_offers([case], now=now):
            tell(case, "offer", decision=made.decision, now=now, silently=True)


def _lock(case_id: int) -> Case:
    return (
        Case.objects.select_for_update(of=("self",))
        .select_related("order", "customer", "promise")
        .get(pk=case_id)
    )


def _same(made: Choice, option: str, details: Mapping[str, str]) -> Choice:
    given = {name: details.get(name, "").strip() for name in made.details}
    if made.option != option or given != made.details:
        raise BadChoice("something else was chosen already", where="offer", code="already_chosen")
    return made


def _is_replaced(offer: Offer) -> bool:
    return Offer.objects.filter(case=offer.case_id, pk__gt=offer.pk).exists()


def _plan(case: Case, choice: Choice, option: Mapping[str, Any], now: datetime) -> None:
    planned = [_remedy(case, choice, option["remedy"], option, now)]
    planned[0].due_at = choice.due_at
    gesture = gesture_of(choice.offer.body, option)
    if gesture:
        given = {"who": option["who"], "by": option.get("by"), **gesture}
        planned.append(_remedy(case, choice, gesture["kind"], given, now))
        planned[-1].is_gesture = True
        planned[-1].details = {"what": gesture["what"]}
        planned[-1].due_at = by_when(given, {}, now=now, zone=zone_of(case))
    for each in planned:
        _wait_for(option.get("approver", ""), each)
    planned += [_due(case, choice, due, now) for due in choice.offer.body.get("dues", ())]
    for each in planned:
        each.save()
        if not each.is_gesture:
            promise_remedy(each, now=now)
        if each.next_attempt_at is not None:
            enqueue("attempt_remedy", remedy_id=each.pk)


def _wait_for(approver: str, remedy: Remedy) -> None:
    """What needs a yes is not begun before it; what staff do themselves needs none."""
    if approver and remedy.next_attempt_at is not None:
        remedy.approver, remedy.next_attempt_at = approver, None


def _due(case: Case, choice: Choice, due: Mapping[str, Any], now: datetime) -> Remedy:
    remedy = _remedy(case, choice, due["kind"], due, now)
    remedy.is_gesture, remedy.details = True, {}
    remedy.due_at = by_when(due, {}, now=now, zone=zone_of(case))
    return remedy


def _remedy(
    case: Case, choice: Choice, kind: str, given: Mapping[str, Any], now: datetime
) -> Remedy:
    by_hand = given["who"] in current_policy().staff_roles
    return Remedy(
        case=case,
        choice=choice,
        kind=kind,
        details=dict(choice.details),
        amount=Decimal(given["amount"] or 0),
        currency=case.order.currency,
        borne_by=choice.offer.body["borne_by"],
        who=given["who"],
        planned_at=now,
        state_at=now,
        next_attempt_at=None if by_hand else now,
    )
