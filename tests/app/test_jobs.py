"""Jobs are hints: what is due is found in the record, and dead workers' jobs are taken up."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from amends.app.connectors.shop import memory
from amends.app.connectors.shop.memory import MemoryShop
from amends.app.jobs import tasks
from amends.app.jobs.queueing import enqueue_each, take_up_stalled
from amends.app.jobs.worker import engine
from amends.app.ledger.models import Message, Remedy
from tests.support.mending import planned_remedy

pytestmark = pytest.mark.django_db


def waiting(task: str) -> list[ProcrastinateJob]:
    return list(ProcrastinateJob.objects.filter(task_name=task, status="todo").order_by("id"))


def test_every_timer_is_registered_once() -> None:
    registered = {name for _, name in app.periodic_registry.periodic_tasks}
    assert registered == {timer.sweep.__name__ for timer in tasks.TIMERS}


def test_a_job_that_waits_already_is_not_enqueued_again() -> None:
    assert enqueue_each("attempt_remedy", "remedy_id", [1, 2]) == 2
    assert enqueue_each("attempt_remedy", "remedy_id", [1, 2, 3]) == 1
    assert [job.args for job in waiting("attempt_remedy")] == [
        {"remedy_id": 1},
        {"remedy_id": 2},
        {"remedy_id": 3},
    ]


def test_lost_jobs_are_found_in_the_record() -> None:
    remedy = planned_remedy()
    ProcrastinateJob.objects.all().delete()
    Message.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    tasks.due_remedies()
    tasks.due_messages()
    assert {"remedy_id": remedy.pk} in [job.args for job in waiting("attempt_remedy")]
    unsent = Message.objects.get(state=Message.State.WAITING)
    assert [job.args for job in waiting("send_messages")] == [{"message_ids": [unsent.pk]}]


def abandon(task: str = "attempt_remedy", lock: str | None = None) -> int:
    """A job that a worker had begun before it was killed."""
    job_id = app.configure_task(task, queueing_lock=lock).defer(remedy_id=1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [job_id])
    return int(job_id)


def test_jobs_of_dead_workers_are_taken_up() -> None:
    job_id = abandon()
    assert take_up_stalled(now=timezone.now(), dead_after=1) == 1
    assert [job.pk for job in waiting("attempt_remedy")] == [job_id]


def test_a_dead_workers_job_whose_like_waits_already_is_over() -> None:
    """Else the sweep itself would fail for ever (procrastinate-org/procrastinate#1446)."""
    abandon(lock="same")
    waits = app.configure_task("attempt_remedy", queueing_lock="same").defer(remedy_id=1)
    other = abandon()
    assert take_up_stalled(now=timezone.now(), dead_after=1) == 2
    assert {job.pk for job in waiting("attempt_remedy")} == {waits, other}


async def work_until_nothing_is_left() -> None:
    worker = engine()
    async with worker.open_async():
        await worker.run_worker_async(wait=False, install_signal_handlers=False)


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_carries_a_remedy_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a task enqueues goes into its own transaction, although the worker has other ways."""
    ProcrastinateJob.objects.all().delete()
    shop = MemoryShop([memory.refuse] * 2)
    monkeypatch.setattr(tasks, "open_shop", lambda: shop)
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)
    remedy = planned_remedy()
    Remedy.objects.update(due_at=None)
    Message.objects.update(due_at=timezone.now())
    asyncio.run(work_until_nothing_is_left())
    assert Remedy.objects.get(pk=remedy.pk).state == "failed"
    assert set(Message.objects.values_list("step", flat=True)) >= {"offer", "again"}
    assert not ProcrastinateJob.objects.filter(status="failed").exists()
