"""Send the letters that were written: claim, then send. What they say is decided elsewhere."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from amends.app.actions.aftercare import NotNow
from amends.app.actions.journal import SYSTEM, note
from amends.app.actions.queue import enqueue
from amends.app.connectors.answers import Answer, Kind
from amends.app.connectors.messenger import Letter, MessengerPort, messenger_patience
from amends.app.connectors.patience import Patience
from amends.app.ledger.models import Case, Message

State = Message.State
UNSENT = (State.WAITING, State.CLAIMED)
AT_MOST = 500
LOCK_CASE = """
    SELECT * FROM ledger_case
    WHERE id = (SELECT case_id FROM ledger_message WHERE id = %s) FOR NO KEY UPDATE
"""
LOCK_MESSAGE = "SELECT * FROM ledger_message WHERE id = %s FOR UPDATE"


def send(
    message_id: int, *, now: datetime, messenger: MessengerPort, patience: Patience | None = None
) -> str:
    """Send this message if it is due; return its state. May be called as often as one likes.

    1. Claim it in a transaction. 2. Hand it over, nothing locked. 3. Write the end in another.
    """
    numbers = patience or messenger_patience()
    claimed = _claim(message_id, now, numbers, messenger)
    if claimed is None:
        return Message.objects.values_list("state", flat=True).get(pk=message_id)
    return _end(claimed, messenger.send(letter_of(claimed)), now, numbers)


def due_messages(*, now: datetime, at_most: int = AT_MOST) -> list[int]:
    """Messages that wait for being sent, and claims that ran out."""
    due = Message.objects.filter(state__in=UNSENT, due_at__lte=now).order_by("due_at")
    return list(due.values_list("pk", flat=True)[:at_most])


def put_off(message_id: int, *, now: datetime) -> None:
    """After an error of ours: look again later, so that others are not kept waiting."""
    due = Message.objects.filter(pk=message_id, state__in=UNSENT, due_at__lte=now)
    due.update(due_at=now + messenger_patience().lease)


@transaction.atomic
def resend(message: Message, *, by: Any, now: datetime) -> None:
    """Staff send a message again whose end is unknown or that was refused."""
    locked = _lock(message.pk)
    if locked.state not in (State.IN_DOUBT, State.FAILED):
        raise NotNow(f"it is {locked.state} now", where=f"message {locked.pk}")
    locked.state, locked.due_at, locked.attempts = State.WAITING, now, 0
    locked.save(update_fields=["state", "due_at", "attempts"])
    _note(locked, "message requeued", now, actor=by.get_username())
    enqueue("send_message", message_id=locked.pk)


@transaction.atomic
def told_by_phone(message: Message, *, by: Any, now: datetime) -> None:
    """Staff told the customer what no letter could, or could surely, tell them."""
    locked = _lock(message.pk)
    if locked.state not in Message.NOT_REACHED:
        raise NotNow(f"it is {locked.state} now", where=f"message {locked.pk}")
    locked.state, locked.sent_at = State.TOLD, now
    locked.save(update_fields=["state", "sent_at"])
    _note(locked, "told by phone", now, actor=by.get_username())


def letter_of(message: Message) -> Letter:
    """The message as it leaves; its identity is the same whenever it is sent again."""
    return Letter(
        identity=f"{message.case.public_id}/{message.step}/{message.round}",
        recipient=message.recipient,
        subject=message.subject,
        body=message.body,
        language=message.language,
    )


@transaction.atomic
def _claim(
    message_id: int, now: datetime, patience: Patience, messenger: MessengerPort
) -> Message | None:
    """Step 1. ``due_at`` of a claim is the moment at which it runs out."""
    message = _lock(message_id)
    if message.state not in UNSENT or message.due_at > now:
        return None
    if message.state == State.CLAIMED and not _surely_unsent(message, messenger):
        _put(message, State.IN_DOUBT, now, "the claim ran out without an end")
        return None
    message.state, message.due_at = State.CLAIMED, now + patience.lease
    message.attempts += 1
    message.save(update_fields=["state", "due_at", "attempts"])
    return message


def _surely_unsent(message: Message, messenger: MessengerPort) -> bool:
    return messenger.ask(letter_of(message)).kind == Kind.NEVER_HEARD


@transaction.atomic
def _end(claimed: Message, answer: Answer, now: datetime, patience: Patience) -> str:
    """Step 3. Only the last claim counts; a letter that was sent stays sent."""
    message = _lock(claimed.pk)
    is_ours = message.attempts == claimed.attempts
    if is_ours and message.state in (State.CLAIMED, State.IN_DOUBT):
        ENDS[answer.kind](message, answer, now, patience)
    return message.state


def _sent(message: Message, answer: Answer, now: datetime, patience: Patience) -> None:
    message.sent_at = now
    _put(message, State.SENT, now, answer.detail)


def _refused(message: Message, answer: Answer, now: datetime, patience: Patience) -> None:
    _put(message, State.FAILED, now, answer.detail)


def _in_doubt(message: Message, answer: Answer, now: datetime, patience: Patience) -> None:
    """A customer who may have read it is not told twice; staff see it and decide."""
    _put(message, State.IN_DOUBT, now, answer.detail)


def _again(message: Message, answer: Answer, now: datetime, patience: Patience) -> None:
    if message.attempts >= patience.tries:
        _put(message, State.FAILED, now, answer.detail)
        return
    message.due_at = now + patience.delay(message.attempts, luck=random.random())
    _put(message, State.WAITING, now, answer.detail)


ENDS: Mapping[Kind, Callable[[Message, Answer, datetime, Patience], None]] = {
    Kind.DONE: _sent,
    Kind.ACCEPTED: _sent,
    Kind.REFUSED: _refused,
    Kind.BUSY: _again,
    Kind.UNKNOWN: _in_doubt,
    Kind.NEVER_HEARD: _again,
}


def _lock(message_id: int) -> Message:
    """The message, locked after its case: everybody takes the two in this order."""
    [case] = Case.objects.raw(LOCK_CASE, [message_id])
    [message] = Message.objects.raw(LOCK_MESSAGE, [message_id])
    message.case = case
    return message


def _put(message: Message, state: str, now: datetime, detail: str) -> None:
    message.state, message.detail = state, detail
    message.save(update_fields=["state", "detail", "due_at", "sent_at"])
    _note(message, f"message {state}", now)


def _note(message: Message, action: str, now: datetime, actor: str = SYSTEM) -> None:
    note(action=action, now=now, case=message.case, actor=actor, step=message.about)
