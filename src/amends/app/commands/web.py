"""`amends web`: the web server."""

import click

from amends.app.config import boot
from amends.app.processes.ports import listen


@click.command()
@click.option("--host", envvar="AMENDS_HOST", default="127.0.0.1", show_default=True)
@click.option("--port", envvar="AMENDS_PORT", default=8000, show_default=True)
@click.option("--workers", envvar="AMENDS_WEB_WORKERS", type=int, help="Processes.")
@click.option("--threads", envvar="AMENDS_WEB_THREADS", default=4, show_default=True)
@click.option("--fd", type=int, help="Instead of host and port: a socket that listens already.")
def web(host: str, port: int, workers: int | None, threads: int, fd: int | None) -> None:
    """Run the web server.

    Its only log is of errors and warnings, on stderr; requests are not logged, since a customer's
    address is a key to the case.
    """
    boot()
    from amends.app.actions.places.warming import allow
    from amends.app.config.web import WebServer, default_workers

    allow()
    door = fd if fd is not None else _open_door(host, port)
    WebServer(fd=door, workers=workers or default_workers(), threads=threads).run()


def _open_door(host: str, port: int) -> int:
    try:
        return listen(host, port).detach()
    except OSError as error:
        raise click.ClickException(
            f"cannot listen on {host} port {port}: {error.strerror}"
        ) from error
