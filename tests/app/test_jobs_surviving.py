"""One item at which something breaks is put off and logged; the others go on."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from amends.app.actions import messages, remedies
from amends.app.connectors.messenger import messenger_patience
from amends.app.connectors.shop import shop_patience
from amends.app.connectors.shop.memory import MemoryShop
from amends.app.jobs import queueing, tasks
from amends.app.ledger.models import Message, Remedy
from tests.support.mending import offered_case, planned_remedy

pytestmark = pytest.mark.django_db
SECRET = "Anna, Main street 1"


def break_down(*given: object, **more: object) -> None:
    raise ValueError(SECRET)


def waiting(task: str) -> list[dict[str, int]]:
    jobs = ProcrastinateJob.objects.filter(task_name=task, status="todo").order_by("id")
    return [job.args for job in jobs]


def only(text: str, caplog: pytest.LogCaptureFixture) -> None:
    """One error was logged, naming the item and the kind of the error, and nobody's words."""
    [line] = [each for each in caplog.records if each.name == "amends.app.jobs.surviving"]
    assert (line.levelno, line.exc_info) == (logging.ERROR, None)
    assert text in line.getMessage()
    assert "ValueError in break_down" in line.getMessage()
    assert SECRET not in caplog.text


def test_a_remedy_that_breaks_is_put_off(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Else it is found again every second, and stands before all the others."""
    remedy, now = planned_remedy(), timezone.now()
    monkeypatch.setattr("amends.app.actions.remedies.attempts.lock", break_down)
    assert tasks.attempt_remedy(remedy.pk) == "put off"
    only(f"remedy {remedy.pk} ", caplog)
    assert remedy.pk not in remedies.due_remedies(now=now)
    assert remedy.pk in remedies.due_remedies(now=now + shop_patience().lease * 2)


def test_a_claim_is_not_put_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """What may have been begun is asked about when its lease has run out, as always."""
    remedy = planned_remedy()
    Remedy.objects.update(due_at=None)
    monkeypatch.setattr(tasks, "open_shop", MemoryShop)
    monkeypatch.setattr("amends.app.actions.remedies.attempts._end", break_down)
    tasks.attempt_remedy(remedy.pk)
    claimed = remedy.attempts.get().claimed_at
    found = Remedy.objects.get(pk=remedy.pk)
    assert (found.state, found.next_attempt_at) == ("claimed", claimed + shop_patience().lease)


def test_a_message_that_breaks_is_put_off(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    message, now = offered_case().messages.get(), timezone.now()
    Message.objects.update(due_at=now - timedelta(minutes=1))
    monkeypatch.setattr(messages, "letter_of", break_down)
    monkeypatch.setattr(messages, "_lock", break_down)
    assert tasks.send_message(message.pk) == "put off"
    only(f"message {message.pk} ", caplog)
    assert messages.due_messages(now=now) == []
    assert messages.due_messages(now=now + messenger_patience().lease * 2) == [message.pk]


def test_a_sweep_goes_on_after_one_that_cannot_be_enqueued(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    enqueue = queueing._enqueue

    def enqueue_some(task: str, argument: str, value: int, name: str) -> bool:
        return break_down() if value == 2 else enqueue(task, argument, value, name)  # type: ignore[func-returns-value, return-value]

    monkeypatch.setattr(queueing, "_enqueue", enqueue_some)
    assert queueing.enqueue_each("attempt_remedy", "remedy_id", [1, 2, 3]) == 2
    assert waiting("attempt_remedy") == [{"remedy_id": 1}, {"remedy_id": 3}]
    only("attempt_remedy/2 ", caplog)
