"""`amends rulebook try`: what a draft would change of the recorded cases."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console

from amends.app.commands.rulebook.changes import as_data, draw
from amends.app.commands.rulebook.drafts import BY, failing_kindly
from amends.app.commands.rulebook.language import LANGUAGE, Speech
from amends.app.config.boot import ready


@click.command("try")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@BY
@click.option("--days", type=click.IntRange(1), default=90, show_default=True)
@click.option("--most", type=click.IntRange(1), default=12, show_default=True, help="Boxes shown.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, every box.")
@LANGUAGE
def try_(folder: Path, by: str, days: int, most: int, as_json: bool, language: str | None) -> None:
    """Decide the recorded cases of the last days by the draft in DIR as well; nothing is sent.

    It is recorded that just these files were tried, by whom, when and on how many cases; without
    that a draft cannot be published.
    """
    ready()
    from amends.app.actions.rulebooks import read_draft
    from amends.app.actions.trials import try_draft

    with failing_kindly():
        tried = try_draft(read_draft(folder), by=by, days=days, now=datetime.now(UTC))
    if as_json:
        click.echo(json.dumps(as_data(tried.found, tried.impact), ensure_ascii=False, indent=1))
    else:
        draw(tried.found, tried.impact, Console(), Speech.of(language), most=most)
