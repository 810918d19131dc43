"""Put jobs into the queue that may be there already, and take up jobs whose worker died."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from asgiref.sync import async_to_sync
from django.db import transaction
from procrastinate import exceptions
from procrastinate.contrib.django import app
from procrastinate.jobs import Job, Status

from amends.app.jobs.surviving import log_error


def enqueue_each(task: str, argument: str, ids: Iterable[int]) -> int:
    """Enqueue the task once for every id that does not wait in the queue already."""
    return sum(_enqueue_or_log(task, argument, each) for each in ids)


def enqueue_some(task: str, argument: str, ids: list[int], *, at_once: int = 20) -> int:
    """Enqueue the task for every few ids; a handful that waits already is not enqueued again."""
    handfuls = [ids[first : first + at_once] for first in range(0, len(ids), at_once)]
    return sum(_enqueue_or_log(task, argument, each) for each in handfuls)


def _enqueue_or_log(task: str, argument: str, value: int | list[int]) -> bool:
    name = f"{task}/{value if isinstance(value, int) else value[0]}"
    try:
        return _enqueue(task, argument, value, name)
    except Exception as error:
        log_error(name, error)
        return False


def _enqueue(task: str, argument: str, value: Any, name: str) -> bool:
    job = app.configure_task(task, queueing_lock=name)
    try:
        with transaction.atomic():
            job.defer(**{argument: value})
    except exceptions.AlreadyEnqueued:
        return False
    return True


def take_up_stalled(*, now: datetime, dead_after: float) -> int:
    """Put the jobs of dead workers back into the queue; return how many there were."""
    find = async_to_sync(app.job_manager.get_stalled_jobs)
    stalled = list(find(seconds_since_heartbeat=dead_after))
    for job in stalled:
        try:
            _take_up(job, now)
        except Exception as error:
            log_error(f"job {job.id}", error)
    return len(stalled)


def _take_up(job: Job, now: datetime) -> None:
    """Back to the queue; a job whose like already waits there is simply over."""
    manager = app.job_manager
    assert job.id is not None
    try:
        with transaction.atomic():
            manager.retry_job_by_id(job.id, retry_at=now)
    except exceptions.UniqueViolation:
        finish = async_to_sync(manager.finish_job_by_id_async)
        finish(job_id=job.id, status=Status.ABORTED, delete_job=True)


def forget_old(*, hours: int) -> None:
    """Remove jobs that ended long ago, failed ones too: their story is in the log."""
    forget = async_to_sync(app.job_manager.delete_old_jobs)
    forget(nb_hours=hours, include_failed=True, include_cancelled=True, include_aborted=True)
