"""Offers that the tables leave unsaid: staff look, then send the letter or close the case."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from amends.app.actions.aftercare import NotNow
from amends.app.actions.journal import note
from amends.app.actions.letters import withdraw_letters
from amends.app.actions.queue import enqueue
from amends.app.actions.telling import quiet_hours
from amends.app.actions.zones import zone_of
from amends.app.ledger.models import Case, Decision, Message
from amends.core.quiet import earliest

State = Message.State


@transaction.atomic
def send_held(message: Message, *, by: Any, now: datetime) -> None:
    """Let the customer be told after all, in the hours in which they may be written to."""
    locked = _held(message)
    if not locked.case.customer.email:
        raise NotNow("no e-mail address is known", where=f"message {locked.pk}", code="no_address")
    decision = Decision.objects.filter(case=locked.case).latest("number")
    locked.due_at = earliest(
        now, zone=zone_of(locked.case), quiet=quiet_hours(decision, "first_word")
    )
    locked.state, locked.recipient = State.WAITING, locked.case.customer.email
    locked.save(update_fields=["state", "due_at", "recipient"])
    _handled(locked.case, "told after all", by, now)
    enqueue("send_message", at=locked.due_at, message_id=locked.pk)


@transaction.atomic
def close_held(message: Message, *, by: Any, now: datetime) -> None:
    """Leave it unsaid: the case is over, and the journal says who decided that."""
    locked = _held(message)
    case = locked.case
    case.state, case.state_at = Case.State.CLOSED, now
    case.save(update_fields=["state", "state_at"])
    withdraw_letters(case)
    _handled(case, "closed untold", by, now)


def _held(message: Message) -> Message:
    """The message, locked after its case, if it still waits for this decision."""
    case = (
        Case.objects.select_for_update(of=("self",))
        .select_related("order", "customer")
        .get(pk=message.case_id)
    )
    locked = Message.objects.select_for_update().get(pk=message.pk)
    if locked.state != State.HELD or case.state != Case.State.OFFERED:
        raise NotNow(f"it is {locked.state} now", where=f"message {locked.pk}")
    locked.case = case
    return locked


def _handled(case: Case, action: str, by: Any, now: datetime) -> None:
    case.handled_by = by
    case.save(update_fields=["handled_by"])
    note(action=action, now=now, case=case, actor=by.get_username())
