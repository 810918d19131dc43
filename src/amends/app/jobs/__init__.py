"""Durable jobs and timers. Each calls one action; the record, not the queue, is the truth."""

from __future__ import annotations


def run_worker(*, concurrency: int = 4) -> None:
    """Work until told to stop; end with an error when the database goes away."""
    from amends.app.jobs.worker import run

    run(concurrency=concurrency)
