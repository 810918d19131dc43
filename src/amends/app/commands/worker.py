"""`amends worker`: durable jobs and timers."""

import click

from amends.app.config import boot


@click.command()
@click.option("--concurrency", envvar="AMENDS_WORKER_JOBS", default=4, show_default=True)
def worker(concurrency: int) -> None:
    """Run a worker; start as many as you like.

    It ends when the database goes away: whatever runs it starts it again.
    """
    boot()
    from amends.app.jobs.worker import run

    run(concurrency=concurrency)
