"""A letter is sent once; one whose end is unknown is not sent again blindly."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import User

from amends.app.actions import messages
from amends.app.actions.aftercare import NotNow
from amends.app.connectors.answers import Answer, Kind
from amends.app.connectors.messenger.mailbox import Mailbox
from amends.app.connectors.messenger.memory import MemoryMessenger
from amends.app.connectors.messenger.port import Letter, MessengerPort
from amends.app.ledger.models import Message
from tests.support.mending import NOON, PATIENCE, offered_case

pytestmark = pytest.mark.django_db


def waiting() -> Message:
    message = offered_case().messages.get()
    Message.objects.filter(pk=message.pk).update(due_at=NOON)
    return fresh(message)


def fresh(message: Message) -> Message:
    return Message.objects.get(pk=message.pk)


def send(message: Message, messenger: MessengerPort, now: datetime = NOON) -> str:
    return messages.send(message.pk, now=now, messenger=messenger, patience=PATIENCE)


def test_a_message_is_sent_once() -> None:
    message, messenger = waiting(), MemoryMessenger()
    assert send(message, messenger) == "sent"
    assert send(message, messenger) == "sent"
    assert len(messenger.letters) == 1
    assert fresh(message).sent_at == NOON


def test_a_message_is_not_sent_before_its_time() -> None:
    message, messenger = waiting(), MemoryMessenger()
    assert send(message, messenger, NOON - timedelta(seconds=1)) == "waiting"
    assert messenger.letters == []


def test_two_workers_send_one_letter() -> None:
    message, other = waiting(), MemoryMessenger()

    class Meanwhile(MemoryMessenger):
        def send(self, letter: Letter) -> Answer:
            assert send(message, other) == "claimed"
            return super().send(letter)

    assert send(message, Meanwhile()) == "sent"
    assert other.letters == []


def test_what_was_surely_not_sent_is_sent_later() -> None:
    message = waiting()
    messenger = MemoryMessenger([Answer(Kind.BUSY, "greylisted")])
    assert send(message, messenger) == "waiting"
    assert fresh(message).due_at == NOON + timedelta(seconds=10)
    assert send(message, messenger, fresh(message).due_at) == "sent"


def test_not_for_ever() -> None:
    message = waiting()
    messenger = MemoryMessenger([Answer(Kind.BUSY)] * 9)
    for _ in range(3):
        send(message, messenger, fresh(message).due_at)
    assert fresh(message).state == "failed"


def test_an_address_that_is_refused_is_not_tried_again() -> None:
    message = waiting()
    assert send(message, MemoryMessenger([Answer(Kind.REFUSED, "550 no such user")])) == "failed"
    assert messages.due_messages(now=NOON + timedelta(days=9)) == []


def test_an_unknown_end_is_not_repeated_blindly() -> None:
    message = waiting()
    messenger = MemoryMessenger([Answer(Kind.UNKNOWN, "hung up")])
    assert send(message, messenger) == "in_doubt"
    assert messages.due_messages(now=NOON + timedelta(days=9)) == []
    assert send(message, messenger, NOON + timedelta(days=9)) == "in_doubt"
    assert len(messenger.letters) == 1


class Dying(MemoryMessenger):
    def send(self, letter: Letter) -> Answer:
        super().send(letter)
        raise KeyboardInterrupt


def killed_while_sending() -> Message:
    message = waiting()
    with pytest.raises(KeyboardInterrupt):
        send(message, Dying())
    assert fresh(message).state == "claimed"
    return message


def test_a_killed_worker_leaves_a_letter_in_doubt() -> None:
    message = killed_while_sending()
    assert messages.due_messages(now=NOON + PATIENCE.lease) == [message.pk]
    messenger = MemoryMessenger()
    assert send(message, messenger, NOON + PATIENCE.lease) == "in_doubt"
    assert messenger.letters == []


def test_the_mailbox_knows_that_it_was_not_sent() -> None:
    message = killed_while_sending()
    assert send(message, Mailbox(), NOON + PATIENCE.lease) == "sent"


def test_staff_may_send_it_again_and_it_is_recognisable() -> None:
    message = waiting()
    messenger = MemoryMessenger([Answer(Kind.UNKNOWN)])
    send(message, messenger)
    olga = User.objects.create(username="olga")
    messages.resend(message, by=olga, now=NOON)
    assert send(message, messenger) == "sent"
    first, second = messenger.letters
    assert first.identity == second.identity
    with pytest.raises(NotNow):
        messages.resend(message, by=olga, now=NOON)
