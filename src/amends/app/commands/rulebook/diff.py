"""`amends rulebook diff`: which situations two rulebooks decide differently."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from amends.app.commands.rulebook.changes import as_data, draw
from amends.app.commands.rulebook.drafts import failing_kindly
from amends.app.commands.rulebook.folder import opened
from amends.app.commands.rulebook.histories import read_history
from amends.app.commands.rulebook.language import LANGUAGE, Speech
from amends.core.rulebook import Rulebook
from amends.core.rulebook.diff import STEPS, Difference
from amends.core.rulebook.diff import diff as compare
from amends.core.rulebook.diff.impact import Impact, impact


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--history",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file of facts, one case per row: .parquet, .csv or .jsonl.",
)
@click.option("--recorded", is_flag=True, help="Hold it against the recorded decisions.")
@click.option("--days", type=click.IntRange(1), default=90, show_default=True, help="Of those.")
@click.option("--value", default="value", show_default=True, help="The fact that is the worth.")
@click.option("--most", type=click.IntRange(1), default=12, show_default=True, help="Boxes shown.")
@click.option("--budget", type=click.IntRange(1), default=STEPS, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="As JSON, every box.")
@LANGUAGE
@click.pass_context
def diff(
    ctx: click.Context,
    old: str,
    new: str,
    history: Path | None,
    recorded: bool,
    days: int,
    value: str,
    most: int,
    budget: int,
    as_json: bool,
    language: str | None,
) -> None:
    """Show which situations two rulebooks decide differently, and what that touches.

    OLD and NEW are folders, or published versions like retail@0.4.0. Exit code 0: every situation
    is decided alike; 1: some are not.
    """
    with failing_kindly():
        books = _book(old), _book(new)
        found = compare(*books, budget=budget)
        touched = _impact(found, books, history, days if recorded else 0, value)
    if as_json:
        click.echo(json.dumps(as_data(found, touched), ensure_ascii=False, indent=1))
    else:
        draw(found, touched, Console(), Speech.of(language), most=most)
    ctx.exit(0 if found.is_same else 1)


def _book(named: str) -> Rulebook:
    if "@" not in named or Path(named).is_dir():
        return opened(Path(named))
    _with_database()
    from amends.app.actions.rulebooks import rulebook_of

    return rulebook_of(named)


def _impact(
    found: Difference, books: tuple[Rulebook, Rulebook], history: Path | None, days: int, value: str
) -> Impact | None:
    columns: dict[str, Any] | None = None
    facts = {**books[0].facts, **books[1].facts, **found.facts}
    if history is not None:
        columns = read_history(history, facts, {value})
    elif days:
        _with_database()
        from amends.app.actions.recorded import recorded_facts

        columns = recorded_facts(days=days, now=datetime.now(UTC), facts=facts)
    return None if columns is None else impact(found, columns, books=books, value=value)


def _with_database() -> None:
    """Only published versions and recorded decisions need one."""
    from amends.app.config.boot import ready

    ready()
