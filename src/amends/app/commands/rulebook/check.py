"""`amends rulebook check`: prove a rulebook, or show a concrete situation that breaks it."""

from __future__ import annotations

from pathlib import Path

import click

from amends.app.commands.rulebook.folder import FOLDER, opened


@click.command()
@FOLDER
def check(folder: Path | None) -> None:
    """Prove the rulebook in DIR: the one of AMENDS_POLICY, or the one that ships."""
    book = opened(folder)
    click.echo(f"{book.name} {book.version} is read; this version cannot prove it yet.")
