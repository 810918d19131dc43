"""`amends migrate`: the database is brought to this version."""

import click

from amends.app.config import boot


@click.command()
def migrate() -> None:
    """Bring the database to this version; two at once take turns."""
    boot()
    from amends.app.config.tables import make_tables

    make_tables()
    click.echo("The database is up to date.")
