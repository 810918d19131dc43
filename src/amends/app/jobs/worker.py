"""One worker process."""

from __future__ import annotations

import asyncio
import contextlib
import signal

from procrastinate import PsycopgConnector
from procrastinate.contrib.django import DjangoApp, app
from procrastinate.contrib.django.utils import connector_params

from amends.app.connectors.messenger import messenger_patience, open_messenger
from amends.app.connectors.shop import open_shop, shop_patience

HEARTBEAT = 2.0
"""Seconds between two signs of life of a worker."""

DEAD_AFTER = 10.0
"""Seconds without a sign of life after which a worker's jobs are somebody else's."""

POLL = 0.5
FINISH_WITHIN = 20.0


class WorkerEndedError(Exception):
    """A worker that nobody told to stop has stopped; whatever runs it should start it again."""


def run(*, concurrency: int) -> None:
    """Run a worker until it is told to stop; raise ``WorkerEndedError`` if it ends by itself."""
    check_connectors()
    asyncio.run(_run(concurrency))


def check_connectors() -> None:
    """Raise ``AmendsError`` now if a setting is wrong, not in every single job."""
    open_shop()
    open_messenger()
    shop_patience()
    messenger_patience()


async def _run(concurrency: int) -> None:
    running = engine()
    async with running.open_async():
        work = asyncio.ensure_future(
            running.run_worker_async(
                concurrency=concurrency,
                fetch_job_polling_interval=POLL,
                shutdown_graceful_timeout=FINISH_WITHIN,
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=DEAD_AFTER,
                delete_jobs="successful",
                install_signal_handlers=False,
            )
        )
        await _until_told_to_stop(work)


async def _until_told_to_stop(work: asyncio.Future[None]) -> None:
    """Cancelling a worker lets it finish what it has begun."""
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, work.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await work
        raise WorkerEndedError("the worker lost its database")


def engine() -> DjangoApp:
    """What runs the tasks, on connections of its own.

    The tasks keep the app that they were declared on: what they enqueue goes through Django's
    connection, into the transaction of the change that it follows. So this is another app with
    the same tasks, instead of that one with another connector.
    """
    running = DjangoApp(connector=_connector())
    running.tasks = app.tasks
    running.periodic_registry = app.periodic_registry
    return running


def _connector() -> PsycopgConnector:
    """Few connections, and no long waits for a database that is not there."""
    return PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=4, timeout=10.0)
