"""`amends rulebook examples`: the worked examples beside the tables, tried."""

from __future__ import annotations

from pathlib import Path

import click

from amends.app.commands.rulebook.folder import FOLDER, CannotRead, opened, shipped
from amends.core.errors import AmendsError
from amends.core.rulebook import Rulebook
from amends.core.rulebook.examples import contradictions, read_examples
from amends.core.rulebook.facts import BadSituation
from amends.policies.folder import read_text

ENDING = ".examples.csv"


@click.command()
@FOLDER
@click.pass_context
def examples(ctx: click.Context, folder: Path | None) -> None:
    """Try the worked examples (TABLE.examples.csv) of the rulebook in DIR.

    Without DIR it is the rulebook of AMENDS_POLICY, or the one that ships. Exit code 1 where one
    comes out otherwise than it says.
    """
    book, tried, wrong = opened(folder), 0, 0
    for path in sorted((folder or shipped()).glob(f"*{ENDING}")):
        count, said = _tried(path, book)
        tried, wrong = tried + count, wrong + len(said)
        for sentence in said:
            click.secho(f"✗ {sentence}", fg="red")
    if not wrong:
        click.secho(f"✓ {tried} examples come out as they say", fg="green")
    ctx.exit(1 if wrong else 0)


def _tried(path: Path, book: Rulebook) -> tuple[int, list[str]]:
    """How many examples a file has, and what comes out otherwise."""
    table = path.name.removesuffix(ENDING)
    if table not in book.places:
        raise CannotRead(f"{path.name}: there is no table {table!r}")
    try:
        found = read_examples(read_text(path), book=book, table=table)
    except AmendsError as error:
        raise CannotRead(str(error)) from error
    said: list[str] = []
    for each in found:
        try:
            answer = book.decide(each.facts).answers[book.places[table]]
        except BadSituation as error:
            said.append(f"{path.name} row {each.row} ({each.id}): {error}")
        else:
            said += contradictions(each, book, answer)
    return len(found), said
