"""`amends worker`: durable jobs and timers."""

import click

from amends.app.config import boot

POLL_SECONDS = 0.5
FINISH_SECONDS = 10.0


@click.command()
@click.option("--concurrency", envvar="AMENDS_WORKER_JOBS", default=4, show_default=True)
def worker(concurrency: int) -> None:
    """Run a worker; start as many as you like.

    It ends when the database goes away: whatever runs it starts it again.
    """
    boot()
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    connector = app.connector
    assert isinstance(connector, DjangoConnector)
    with app.replace_connector(connector.get_worker_connector()):
        app.run_worker(
            concurrency=concurrency,
            fetch_job_polling_interval=POLL_SECONDS,
            shutdown_graceful_timeout=FINISH_SECONDS,
        )
