"""`amends partners settle`: accounts brought up to date."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from amends.app.config.boot import ready


@click.command()
def settle() -> None:
    """Post what was done before there were accounts, and hold all by today's contracts."""
    ready()
    from amends.app.actions.accounts.settling import catch_up, look_again

    now = datetime.now(UTC)
    new = catch_up(now=now)
    looked = look_again(now=now)
    click.echo(f"{new:,} cases posted for the first time; {looked:,} accounts looked at.")
