"""`amends staff proposals`: what staff gave often outside the rules, for the rulebook to learn."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table

from amends.app.config.boot import ready

if TYPE_CHECKING:
    from amends.app.actions.freedom.learning import Proposed

EMPTY = "Nobody gave the same often enough in like cases."


@click.command()
@click.option(
    "--write",
    nargs=2,
    type=(int, click.Path(path_type=Path, file_okay=False)),
    metavar="NUMBER DIR",
    help="Write the folder of a draft, for amends rulebook check, diff, try and publish.",
)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def proposals(write: tuple[int, Path] | None, as_json: bool) -> None:
    """Show what several of the staff gave often, in like cases, with their lines of why.

    A manager makes a draft of a rule from it on the console, or sets it aside with a word.
    """
    ready()
    from amends.app.actions.freedom.learning import proposals as listed

    if write is not None:
        _write(*write)
        return
    found = listed(now=datetime.now(UTC))
    if as_json:
        click.echo(json.dumps([_data(each) for each in found], ensure_ascii=False, indent=1))
    elif not found:
        click.echo(EMPTY)
    else:
        _print(found)


def _write(number: int, place: Path) -> None:
    from amends.app.ledger.models import Proposal
    from amends.policies.stored import Bundle

    draft = Proposal.objects.filter(pk=number, state=Proposal.State.DRAFTED).first()
    if draft is None:
        raise click.ClickException(f"there is no draft {number}: amends staff proposals")
    Bundle(draft.folder, draft.files).write(place)
    click.echo(place / draft.folder)


def _data(each: Proposed) -> dict[str, Any]:
    group = each.group
    decided = each.decided
    return {
        **group.situation._asdict(),
        "worth_from": each.least,
        "worth_below": each.below,
        "times": group.times,
        "people": group.people,
        "worth": str(group.worth),
        "helped": group.helped,
        "asked": group.asked,
        "whys": list(group.whys),
        "decided": None
        if decided is None
        else {
            "number": decided.pk,
            "state": decided.state,
            "by": decided.by.get_username(),
            "word": decided.word,
            "row": decided.row,
        },
    }


def _print(found: list[Proposed]) -> None:
    screen = Console(highlight=False)
    for each in found:
        group, at = each.group, each.group.situation
        screen.print(f"\n[bold]{at.failure}[/] {at.order_kind} {_worth(each)}: [bold]{at.kind}[/]")
        table = Table(box=None, show_header=False, padding=(0, 1))
        table.add_row("times", f"{group.times} by {group.people} people, {group.worth:.2f} in all")
        table.add_row("helped", f"{group.helped} of {group.asked}" if group.asked else "not known")
        if each.decided is not None:
            table.add_row(each.decided.state, f"{each.decided.pk} {each.decided.word}".strip())
        screen.print(table)
        for why in group.whys:
            screen.print(f"   · {why}", markup=False)


def _worth(each: Proposed) -> str:
    if each.least is None and each.below is None:
        return "of unknown worth"
    return f"{each.least or 0:g}–{each.below:g}" if each.below is not None else f"{each.least:g}–"
