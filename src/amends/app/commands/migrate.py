"""`amends migrate`: the database is brought to this version."""

import click

from amends.app.commands.rulebook.drafts import failing_kindly, tell_of_draft
from amends.app.commands.rulebook.language import Speech
from amends.app.config import boot


@click.command()
@click.option("--quiet", is_flag=True, help="Say only what needs attention.")
def migrate(quiet: bool) -> None:
    """Bring the database to this version; two at once take turns."""
    boot()
    from amends.app.config.tables import make_tables

    with failing_kindly():
        make_tables()
    if not quiet:
        click.echo("The database is up to date.")
    tell_of_draft(Speech.of(None))
