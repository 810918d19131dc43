"""Durable jobs, enqueued in the transaction of the change they follow."""

from __future__ import annotations

from datetime import datetime

from procrastinate.contrib.django import app


def enqueue(task: str, *, at: datetime | None = None, **arguments: int | str) -> None:
    """Defer the task of this name, to run at ``at`` or at once; visible once the change is."""
    app.configure_task(task, schedule_at=at).defer(**arguments)
