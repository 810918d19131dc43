"""`amends rulebook examples`: the worked examples beside the tables, tried."""

from __future__ import annotations

from pathlib import Path

import click

from amends.app.commands.rulebook.folder import FOLDER, CannotRead, opened, shipped
from amends.core.errors import AmendsError
from amends.policies.examples import ENDING, try_examples


@click.command()
@FOLDER
@click.pass_context
def examples(ctx: click.Context, folder: Path | None) -> None:
    """Try the worked examples (TABLE.examples.csv) of the rulebook in DIR.

    Without DIR it is the rulebook of AMENDS_POLICY, or the one that ships. Exit code 1 where one
    comes out otherwise than it says.
    """
    book = opened(folder)
    place = folder or shipped()
    if not any(place.glob(f"*{ENDING}")):
        click.echo(f"There are no examples here: no file TABLE{ENDING}.")
        return
    try:
        wrong = try_examples(place, book)
    except AmendsError as error:
        raise CannotRead(str(error)) from error
    for sentence in wrong:
        click.secho(f"✗ {sentence}", fg="red")
    if not wrong:
        click.secho("✓ Every example comes out as it says.", fg="green")
    ctx.exit(1 if wrong else 0)
