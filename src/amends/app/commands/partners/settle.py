"""`amends partners settle`: accounts brought up to date."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from amends.app.config.boot import ready


@click.command()
def settle() -> None:
    """Bring the past up to date: who caused it, what it cost, and what today's contracts pay.

    It may be run at any time, and again: what is there already is not posted twice.
    """
    ready()
    from amends.app.actions.accounts.settling import catch_up, look_again
    from amends.app.actions.before import blame_the_past

    now = datetime.now(UTC)
    blamed = blame_the_past(now=now)
    new = catch_up(now=now)
    looked = look_again(now=now)
    click.echo(f"{blamed:,} broken promises: who caused it is written down.")
    click.echo(f"{new:,} cases posted for the first time; {looked:,} accounts looked at.")
