"""`amends up`: everything, with one command."""

import click

from amends.app.commands.running import running


@click.command()
@click.option("--host", envvar="AMENDS_HOST", default="127.0.0.1", show_default=True)
@click.option("--port", envvar="AMENDS_PORT", type=int, help="Of the web server; free if omitted.")
def up(host: str, port: int | None) -> None:
    """Start the database, the web server and the worker, and keep them running until Ctrl-C."""
    with running(host, port) as here:
        here.start_database()
        here.start_web()
        here.start_worker()
        here.tell_notice()
        here.steps.say(f"Logs are in {here.home / 'log'}. Ctrl-C stops everything.")
        here.supervisor.watch()
