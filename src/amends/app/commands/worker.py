"""`amends worker`: durable jobs and timers."""

import click

from amends.app.config import boot
from amends.app.jobs.queues import QUEUES


@click.command()
@click.option(
    "--concurrency",
    envvar="AMENDS_WORKER_JOBS",
    type=click.IntRange(min=1),
    default=4,
    show_default=True,
    help="Jobs at a time of each queue.",
)
@click.option(
    "--queue",
    "queues",
    envvar="AMENDS_WORKER_QUEUES",
    type=click.Choice(QUEUES),
    multiple=True,
    help="Work on this queue only; may be given more than once.",
)
def worker(concurrency: int, queues: tuple[str, ...]) -> None:
    """Run a worker; start as many as you like.

    Each queue has slots of its own: a shop that hangs holds up neither letters nor sweeps.
    It ends when the database goes away: whatever runs it starts it again.
    """
    boot()
    from amends.app.actions.places.warming import allow
    from amends.app.jobs.worker import run

    allow()
    run(concurrency=concurrency, queues=tuple(dict.fromkeys(queues)) or QUEUES)
