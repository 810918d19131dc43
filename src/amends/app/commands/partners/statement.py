"""`amends partners statement`: what a partner owed in a month."""

from __future__ import annotations

import json
from pathlib import Path

import click

from amends.app.config.boot import ready

FORMS = ("pdf", "csv", "json")


@click.command()
@click.argument("partner", metavar="PARTNER")
@click.option("--month", required=True, metavar="YYYY-MM", help="By the partner's own clock.")
@click.option("--form", type=click.Choice(FORMS), default="json", help="JSON unless said.")
@click.option("--language", type=click.Choice(("en", "ru", "mn")), help="Else the partner's own.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="A file; else stdout.")
def statement(partner: str, month: str, form: str, language: str | None, out: Path | None) -> None:
    """Write the statement of PARTNER, such as carrier:swift, for a month."""
    ready()
    from amends.app.actions.accounts import statements
    from amends.app.commands.loading import failing_kindly
    from amends.app.console.papers.statement import statement_paper

    with failing_kindly():
        found = statements.statement(statements.find_partner(partner), month)
    if form == "pdf":
        body = statement_paper(found, language=language or "")
    elif form == "csv":
        body = statements.as_csv(found).encode()
    else:
        body = (json.dumps(statements.as_data(found), ensure_ascii=False, indent=1) + "\n").encode()
    write(body, out)


def write(body: bytes, out: Path | None) -> None:
    """To a file, or to the standard output."""
    if out is None:
        click.echo(body, nl=False)
    else:
        out.write_bytes(body)
        click.echo(f"{out}: {len(body):,} bytes")
