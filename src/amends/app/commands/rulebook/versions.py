"""`amends rulebook versions`: what was published, by whom, and what it decided."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import click
from rich.console import Console
from rich.table import Table

from amends.app.commands.rulebook.drafts import tell_of_draft
from amends.app.commands.rulebook.language import LANGUAGE, Speech
from amends.app.commands.rulebook.lines import PUBLISHED
from amends.app.config.boot import ready

COLUMNS = ("version", "begins", "by", "cases", "checksum")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@LANGUAGE
def versions(as_json: bool, language: str | None) -> None:
    """List every published version: from when, by whom, how many cases it decided."""
    ready()
    from amends.app.actions.rulebooks import versions as every_version

    found = every_version(now=datetime.now(UTC))
    if as_json:
        rows = [
            {
                "name": each.row.name,
                "version": each.row.version,
                "checksum": each.row.checksum,
                "valid_from": each.row.valid_from.isoformat(),
                "published_at": each.row.published_at.isoformat(),
                "published_by": each.row.published_by,
                "cases": each.decisions,
                "in_force": each.is_in_force,
            }
            for each in found
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    speech = Speech.of(language)
    heads = [speech.say(PUBLISHED[key]) for key in COLUMNS]
    table = Table("", *heads, box=None)
    table.columns[4].justify = "right"
    for each in found:
        row, mark = each.row, "[green]●[/]" if each.is_in_force else ""
        begins = f"{row.valid_from:%Y-%m-%d %H:%M}"
        name = f"{row.name}@{row.version}"
        table.add_row(
            mark, name, begins, row.published_by, f"{each.decisions:,}", row.checksum[:12]
        )
    Console(highlight=False).print(table)
    tell_of_draft(speech)
