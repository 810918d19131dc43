"""Claims that wait are read, held against the record, and lead on: to an event, or to a case."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import OperationalError, transaction

from amends.app.actions.claims.leading import lead_on
from amends.app.actions.claims.reading import as_read, read
from amends.app.actions.claims.records import Said, records_around
from amends.app.actions.customers.looking import look_at_customers
from amends.app.actions.journal import SYSTEM
from amends.app.actions.policy import current_policy
from amends.app.actions.promises import lock_orders
from amends.app.ledger.models import Claim, Finding, Order, Point
from amends.core import findings

AT_ONCE = 500
WAITING, UNREAD = Claim.State.WAITING, Claim.State.UNREAD
log = logging.getLogger(__name__)


class Held(NamedTuple):
    """A stored claim, as it was read, and what the record says of it; None where it was not."""

    claim: Claim
    order: Order
    finding: findings.Finding | None


def take_up_claims(*, now: datetime, at_most: int = AT_ONCE) -> int:
    """Hold the oldest claims that wait against the record, and those that are to be once more;
    return how many.

    Others may do so at the same time; their orders are locked as whoever records events does, or
    two claims of one order would not see each other. A claim at which something breaks keeps the
    others waiting no longer than this: it is set apart for a person. What gave way to somebody else
    is tried again later.
    """
    return _take_new(now, at_most) + _take_again(now, at_most)


def _take_new(now: datetime, at_most: int) -> int:
    try:
        with transaction.atomic():
            return _take(_locked(at_most), now)
    except Exception as error:
        log.error("claims could not be taken together: %s", type(error).__name__)
    numbers = Claim.objects.filter(state=WAITING).order_by("id").values_list("pk", flat=True)
    return sum(_alone(number, now) for number in list(numbers[:at_most]))


def _take_again(now: datetime, at_most: int) -> int:
    """Those that were held before all of their order's history was known, once more."""
    claims = list(Claim.objects.filter(again=True).order_by("id")[:at_most])
    return sum(_one_again(claim, now) for claim in claims)


def _one_again(claim: Claim, now: datetime) -> int:
    try:
        hold_again(claim, now=now)
    except OperationalError as error:
        log.error("claim %s waits for another try: %s", claim.pk, type(error).__name__)
        return 0
    except Exception as error:  # what was found before stays
        log.error("claim %s could not be held again: %s", claim.pk, type(error).__name__)
        Claim.objects.filter(pk=claim.pk).update(again=False)
    return 1


def _locked(at_most: int) -> list[Claim]:
    waiting = Claim.objects.filter(state=WAITING).select_related("event__load").order_by("id")
    return list(waiting.select_for_update(skip_locked=True, of=("self",))[:at_most])


def _alone(number: int, now: datetime) -> int:
    mine = Claim.objects.filter(pk=number, state=WAITING).select_related("event__load")
    try:
        with transaction.atomic():
            return _take(list(mine.select_for_update(skip_locked=True, of=("self",))), now)
    except OperationalError as error:
        log.error("claim %s waits for another try: %s", number, type(error).__name__)
        return 0
    except Exception as error:
        log.error("claim %s could not be held: %s", number, type(error).__name__)
        return Claim.objects.filter(pk=number, state=WAITING).update(
            state=UNREAD, read={"error": type(error).__name__}
        )


def _take(waiting: Sequence[Claim], now: datetime) -> int:
    if not waiting:
        return 0
    refs = {claim.order for claim in waiting}
    lock_orders(refs)
    orders = {order.ref: order for order in Order.objects.filter(ref__in=refs)}
    points = _point_names(orders.values())
    said = {claim.pk: read(claim, orders[claim.order], points) for claim in waiting}
    found = _hold([each for each in said.values() if each is not None], now)
    held = [Held(claim, orders[claim.order], found.get(claim.pk)) for claim in waiting]
    store_findings([each for each in held if each.finding], now=now)
    Claim.objects.bulk_update(waiting, ["kind", "fields", "read", "state"], batch_size=500)
    lead_on(held, now=now)
    look_at_customers([each.order for each in held], [each.claim for each in held], now=now)
    return len(waiting)


def _point_names(orders: Iterable[Order]) -> Mapping[str, str]:
    codes = {order.point for order in orders} - {""}
    return dict(Point.objects.filter(code__in=codes).values_list("code", "name"))


def _hold(said: Sequence[Said], now: datetime) -> Mapping[int, findings.Finding]:
    rules, records = current_policy().findings, records_around(said, now=now)
    return {
        each.number: findings.hold(each.claim, records[each.number], rules=rules) for each in said
    }


def take_up_claim(number: int, *, now: datetime) -> None:
    """Hold one claim against the record at once, unless somebody does so already."""
    _alone(number, now)


def hold_again(claim: Claim, *, now: datetime, said: Said | None = None) -> None:
    """Hold a claim against the record as it stands now, as a further finding of it.

    ``said`` is what a person says that it claims; otherwise it is as it was read. What a person
    found is not overruled.
    """
    with transaction.atomic():
        lock_orders({claim.order})
        claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
        Claim.objects.filter(pk=claim.pk, again=True).update(again=False)
        order = Order.objects.get(ref=claim.order)
        last = Finding.objects.filter(claim=claim).order_by("-number").first()
        said = said or as_read(claim, order)
        if said is None or (last is not None and last.by != SYSTEM):
            return
        held = Held(claim, order, _hold([said], now)[claim.pk])
        if last is None or _differs(last, held.finding):
            store_findings([held], now=now, number=last.number + 1 if last else 1)
            lead_on([held], now=now)


def _differs(last: Finding, finding: findings.Finding | None) -> bool:
    assert finding is not None
    now_shown = [piece._asdict() for piece in finding.evidence]
    return bool(last.evidence != json.loads(json.dumps(now_shown)))


def store_findings(held: Sequence[Held], *, now: datetime, number: int = 1) -> None:
    """Freeze what was found, with the evidence, as the finding of each claim with this number."""
    checksum = current_policy().rulebook.checksum
    Finding.objects.bulk_create(
        (
            Finding(
                claim=each.claim,
                number=number,
                verdict=each.finding.verdict,
                conflicting=each.finding.conflicting,
                evidence=[piece._asdict() for piece in each.finding.evidence],
                made_at=now,
                rules=checksum,
            )
            for each in held
            if each.finding is not None
        ),
        batch_size=500,
    )
