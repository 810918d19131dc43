"""`amends verify`: whether anybody edited, removed or inserted a row of the sealed record."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from amends.app.commands.rulebook.language import LANGUAGE, Speech
from amends.app.config.boot import ready
from amends.core.wording.mark import line

if TYPE_CHECKING:
    from amends.app.actions.seals import Verified

SAYS = {
    "whole": line("{table}: nothing was edited, removed or inserted; rows: {count}"),
    "not_whole": line("{table}: what was recorded has been changed; rows: {count}"),
    "empty": line("{table}: nothing is recorded yet"),
    "unsealed": line("{table}: nothing is sealed yet"),
    "edited": line("row {row} was edited"),
    "removed": line("row {row} was removed"),
    "inserted": line("row {row} was inserted afterwards"),
    "cut": line("rows were cut off after row {row}: a head that was kept lies beyond the end"),
    "torn": line("the chain is torn at row {row}: links were removed or made anew"),
    "more": line("and more"),
    "waiting": line("rows not sealed yet: {count}; a worker seals them within seconds"),
    "keep": line("To prove later that the chain was not made anew, keep this elsewhere:"),
}


MARKS = {
    "not_whole": ("✗", "bold red"),
    "whole": ("✓", "green"),
    "empty": ("·", "dim"),
    "unsealed": ("·", "yellow"),
}


@click.command()
@click.option(
    "--head",
    "heads",
    metavar="TABLE=PLACE:DIGEST",
    multiple=True,
    help="A head that was kept elsewhere: the chain must still hold it.",
)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@LANGUAGE
@click.pass_context
def verify(ctx: click.Context, heads: Sequence[str], as_json: bool, language: str | None) -> None:
    """Find every edited, removed or inserted row; exit with 1 if there is one."""
    kept = dict(_read_head(text) for text in heads)
    ready()
    from amends.app.actions.heads import kept_heads
    from amends.app.actions.seals import SEALED, seal_all
    from amends.app.actions.seals import verify as verify_table

    for name in kept:
        if name not in SEALED:
            raise click.BadParameter(f"{name!r} is not sealed; sealed are {', '.join(SEALED)}")
    seal_all(now=datetime.now(UTC))
    ours = kept_heads()
    found = [
        verify_table(table, heads=[*ours[table], *([kept[table]] if table in kept else ())])
        for table in SEALED
    ]
    if as_json:
        click.echo(json.dumps(_as_data(found), ensure_ascii=False, indent=1))
    else:
        screen = Console(highlight=False)
        for style, text in _lines(found, Speech.of(language)):
            screen.print(text, style=style, markup=False, soft_wrap=True)
    ctx.exit(1 if any(each.faults for each in found) else 0)


def _read_head(text: str) -> tuple[str, str]:
    table, equals, head = text.partition("=")
    place, colon, digest = head.partition(":")
    if not (equals and colon and place.isdecimal() and len(digest) == 64):
        raise click.BadParameter(
            f"{text!r:.100} is not TABLE=PLACE:DIGEST, as `amends verify` printed it"
        )
    return table, head


def _as_data(found: Sequence[Verified]) -> dict[str, Any]:
    return {
        "whole": not any(each.faults for each in found),
        "tables": {
            each.table: {
                "sealed": each.sealed,
                "unsealed": each.unsealed,
                "head": each.head,
                "faults": [fault._asdict() for fault in each.faults],
                "more": each.more,
            }
            for each in found
        },
    }


def _lines(found: Sequence[Verified], speech: Speech) -> Iterator[tuple[str, str]]:
    for each in found:
        yield from _of_table(each, speech)
    heads = [each for each in found if each.head]
    if heads:
        yield "dim", "\n" + speech.say(SAYS["keep"])
    for each in heads:
        yield "", f"  {each.table}={each.head}"


def _of_table(found: Verified, speech: Speech) -> Iterator[tuple[str, str]]:
    unmarked = "unsealed" if found.unsealed else "empty"
    state = "not_whole" if found.faults else "whole" if found.sealed else unmarked
    mark, style = MARKS[state]
    told = speech.say(SAYS[state], table=found.table, count=f"{found.sealed:,}")
    yield style, f"{mark} {told}"
    for fault in found.faults:
        yield "red", "    " + speech.say(SAYS[fault.kind], row=fault.row)
    if found.more:
        yield "red", "    " + speech.say(SAYS["more"])
    if found.unsealed:
        yield "dim", "  " + speech.say(SAYS["waiting"], count=f"{found.unsealed:,}")
