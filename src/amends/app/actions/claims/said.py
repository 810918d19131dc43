"""What somebody says at one of our own doors: the customer's page, or staff on their behalf."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.models import User
from django.db import transaction

from amends.app.actions.agreed import lock_order
from amends.app.actions.attachments import Given, add_files
from amends.app.actions.claims.noting import CLAIMED
from amends.app.actions.claims.reading import as_read
from amends.app.actions.claims.records import Said
from amends.app.actions.claims.taking import hold_again, take_up_claim
from amends.app.actions.hands import word_of
from amends.app.actions.journal import note
from amends.app.actions.policy import current_policy
from amends.app.actions.record import receive
from amends.app.ledger.models import Attachment, Case, Claim, Order
from amends.core.claims import read_claim
from amends.core.errors import AmendsError

PAGE, DESK = "amends.customer", "amends.desk"
"""The sources of such events: what came through the hands of staff is told apart."""
OTHERS_TAKE = (0.05, 0.2, 0.5, 1.0)
"""Seconds to wait while a worker holds the same claim against the record."""


class NotTaken(AmendsError):
    """What was said could not be written down."""

    code = "not_taken"


@dataclass(frozen=True, slots=True)
class Told:
    """What is said: the ``kind`` of claim (empty: only ``text``), its ``fields`` as JSON, files.

    ``form`` names the form that was filled in: sent twice with the same in it, it is one claim.
    """

    kind: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    language: str = ""
    form: str = ""
    files: Sequence[Given] = ()


def say(told: Told, *, order: Order, through: User | None, now: datetime) -> Claim:
    """Write down what is said, hold it against the record at once, and return the claim.

    Raise ``AmendsError`` naming the field or file that is wrong; then nothing is written.
    """
    data = _data(told, through)
    read_claim(
        data,
        said_at=now,
        kinds=current_policy().declarations.claims,
        zone=ZoneInfo(order.time_zone),
    )
    by, source, key = word_of(through), DESK if through else PAGE, _key(order, told)
    known = Claim.objects.filter(event__source=source, event__key=key)
    if said := known.first():
        return said
    files = add_files(told.files, order=order, claim=None, by=by, now=now)
    receipt = receive([_event(key, source, data, order, now)], now=now)
    claim = known.first()
    if claim is None:
        raise NotTaken("this could not be written down", where="text")
    if receipt.recorded:
        Attachment.objects.filter(pk__in=[e.pk for e in files], claim=None).update(claim=claim)
        _take_up(claim, now, has_files=bool(files))
        case = case_of(order.ref)
        note(action="said", now=now, case=case, actor=by, kind=told.kind, claim=claim.pk)
    claim.refresh_from_db()
    return claim


def case_of(order: str) -> Case | None:
    """The case that an order has open, else its last one."""
    found = Case.objects.filter(order=order).order_by("-id")
    return found.filter(state__in=Case.LIVE).first() or found.first()


def add_to_claim(
    claim: Claim | None, files: Sequence[Given], *, order: Order, by: str, now: datetime
) -> None:
    """Add files to what was said before; the claim is held against the record with them."""
    add_files(files, order=order, claim=claim, by=by, now=now)
    if claim is None:
        return
    claim.refresh_from_db()  # a worker may have held it while the files were cleaned
    if claim.state == Claim.State.HELD:
        hold_again(claim, now=now)


@transaction.atomic
def say_what_it_is(
    claim: Claim, *, kind: str, fields: Mapping[str, Any], by: User, now: datetime
) -> None:
    """A person reads what a customer said; it is held against the record like any claim.

    Raise ``AmendsError`` for another kind or value than declared, and ``NotTaken`` where somebody
    did so already.
    """
    order = Order.objects.get(ref=claim.order)
    data = {**fields, "claim": kind, "text": claim.event.data.get("text") or ""}
    kinds, zone = current_policy().declarations.claims, ZoneInfo(order.time_zone)
    said = read_claim(data, said_at=claim.said_at, kinds=kinds, zone=zone)
    name = by.get_username()
    lock_order(claim.order)
    changed = Claim.objects.filter(pk=claim.pk, state=Claim.State.UNREAD).update(
        kind=said.kind,
        fields={each: data[each] for each in said.fields},
        read={**claim.read, "by": name},
        state=Claim.State.HELD,
    )
    if not changed:
        raise NotTaken("somebody said already what this is", where="claim", code="not_waiting")
    note(action="read", now=now, case=case_of(claim.order), actor=name, kind=kind, claim=claim.pk)
    claim.refresh_from_db()
    hold_again(claim, now=now, said=Said(claim.pk, order, said))


def _take_up(claim: Claim, now: datetime, *, has_files: bool) -> None:
    take_up_claim(claim.pk, now=now)
    for seconds in OTHERS_TAKE:
        claim.refresh_from_db()
        if claim.state != Claim.State.WAITING:
            break
        time.sleep(seconds)
    order = Order.objects.get(ref=claim.order)
    if has_files and claim.state == Claim.State.HELD and as_read(claim, order):
        hold_again(claim, now=now)


def _data(told: Told, through: User | None) -> dict[str, Any]:
    said = {name: value for name, value in told.fields.items() if value not in (None, "")}
    words = {"claim": told.kind, "text": told.text.strip(), "language": told.language}
    hands = {"through": through.get_username()} if through else {}
    return {**said, **{name: text for name, text in words.items() if text}, **hands}


def _event(
    key: str, source: str, data: Mapping[str, Any], order: Order, now: datetime
) -> dict[str, Any]:
    return {
        "id": key,
        "source": source,
        "type": CLAIMED,
        "time": now.isoformat(),
        "subject": order.ref,
        "data": data,
    }


def _key(order: Order, told: Told) -> str:
    said = [order.ref, told.form, told.kind, dict(told.fields), told.text.strip()]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
