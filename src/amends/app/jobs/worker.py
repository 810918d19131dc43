"""One worker process."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from procrastinate import PsycopgConnector
from procrastinate.contrib.django import DjangoApp, app
from procrastinate.contrib.django.utils import connector_params

from amends.app.connectors.messenger import messenger_patience, open_messenger
from amends.app.connectors.shop import open_shop, shop_patience
from amends.app.jobs.queues import QUEUES, SWEEPS, served_by

HEARTBEAT = 2.0
"""Seconds between two signs of life of a worker."""

DEAD_AFTER = 10.0
"""Seconds without a sign of life after which a worker's jobs are somebody else's."""

POLL = 0.5
FINISH_WITHIN = 20.0

SPARE_THREADS = 4
"""Threads beside those that the jobs occupy, for what the worker itself does."""


class WorkerEndedError(Exception):
    """A worker that nobody told to stop has stopped; whatever runs it should start it again."""


def run(*, concurrency: int, queues: Sequence[str] = QUEUES) -> None:
    """Run a worker until it is told to stop; raise ``WorkerEndedError`` if it ends by itself.

    Each queue has ``concurrency`` slots that no other queue can take.
    """
    check_connectors()
    asyncio.run(_run(concurrency, queues))


def check_connectors() -> None:
    """Raise ``AmendsError`` now if a setting is wrong, not in every single job."""
    open_shop()
    open_messenger()
    shop_patience()
    messenger_patience()


async def _run(concurrency: int, queues: Sequence[str]) -> None:
    with _told_to_stop() as told:
        await work(told, concurrency=concurrency, queues=queues)


async def work(told: asyncio.Event, *, concurrency: int, queues: Sequence[str] = QUEUES) -> None:
    """Work on each queue apart until ``told``; then finish what was begun.

    A job occupies a thread: there are as many as there are slots, or a hanging shop would take
    those of the sweeps after all.
    """
    threads = ThreadPoolExecutor(len(queues) * concurrency + SPARE_THREADS)
    asyncio.get_running_loop().set_default_executor(threads)
    connector = _connector(queues)
    async with engine(connector).open_async():
        works = [asyncio.ensure_future(_serve(queue, concurrency, connector)) for queue in queues]
        until = asyncio.ensure_future(told.wait())
        await asyncio.wait([*works, until], return_when=asyncio.FIRST_COMPLETED)
        for each in [*works, until]:
            each.cancel()
        ends = await asyncio.gather(*works, return_exceptions=True)
    if not told.is_set():
        raise WorkerEndedError("the worker lost its database") from _reason(ends)


async def _serve(queue: str, concurrency: int, connector: PsycopgConnector) -> None:
    """Work on one queue; cancelled, finish what was begun."""
    await engine(connector, timers=queue == SWEEPS).run_worker_async(
        queues=served_by(queue),
        name=queue,
        concurrency=concurrency,
        fetch_job_polling_interval=POLL,
        shutdown_graceful_timeout=FINISH_WITHIN,
        update_heartbeat_interval=HEARTBEAT,
        stalled_worker_timeout=DEAD_AFTER,
        delete_jobs="successful",
        install_signal_handlers=False,
    )


@contextmanager
def _told_to_stop() -> Iterator[asyncio.Event]:
    told = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    yield told


def _reason(ends: Sequence[BaseException | None]) -> BaseException | None:
    errors = (end for end in ends if isinstance(end, Exception))
    return next(errors, None)


def engine(connector: PsycopgConnector | None = None, *, timers: bool = True) -> DjangoApp:
    """What runs the tasks, on connections of its own.

    The tasks keep the app that they were declared on: what they enqueue goes through Django's
    connection, into the transaction of the change that it follows. So this is another app with
    the same tasks, instead of that one with another connector.
    """
    running = DjangoApp(connector=connector or _connector(QUEUES))
    running.tasks = app.tasks
    if timers:
        running.periodic_registry = app.periodic_registry
    return running


def _connector(queues: Sequence[str]) -> PsycopgConnector:
    """Few connections, and no long waits for a database that is not there.

    Each queue keeps one to listen on.
    """
    most = len(queues) + 3
    return PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=most, timeout=10.0)
