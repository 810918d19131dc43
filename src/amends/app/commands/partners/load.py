"""`amends partners load`: partners and contracts from a TOML file."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from amends.app.config.boot import ready

A_FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
MOST_BYTES = 16_000_000


@click.command()
@click.argument("file", type=A_FILE)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def load(file: Path, as_json: bool) -> None:
    """Load partners and their contracts from FILE, a TOML file.

    A contract that changed is a new version; the same file again changes nothing. Accounts of
    cases that were charged already stay as they are until `amends partners settle`.
    """
    if file.stat().st_size > MOST_BYTES:
        raise click.ClickException(f"{file.name} has more than {MOST_BYTES:,} bytes")
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise click.ClickException(f"{file.name} is not UTF-8: save it as UTF-8") from None
    ready()
    from amends.app.actions.accounts.contracts import load_partners
    from amends.app.commands.loading import failing_kindly

    with failing_kindly():
        found = load_partners(text, now=datetime.now(UTC), by="command line")
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False))
        return
    click.echo(f"Partners: {len(found.new)} new, {len(found.known)} known already.")
    click.echo(
        f"Contracts: {len(found.contracts)} new or changed, {len(found.unchanged)} as they were."
    )
    for each in found.contracts:
        click.echo(f"  {each}")
