"""`amends staff proposals`: what staff gave often outside the rules, for the rulebook to learn."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from amends.app.commands.rulebook.language import LANGUAGE, Speech
from amends.app.commands.staff.lines import PROPOSALS, STANDINGS
from amends.app.config.boot import ready
from amends.tongue import system_language

if TYPE_CHECKING:
    from amends.app.actions.freedom.learning import Proposed
    from amends.app.actions.freedom.shown import Shown
    from amends.core.staff.learning import Group


@click.command()
@click.option(
    "--write",
    nargs=2,
    type=(int, click.Path(path_type=Path, file_okay=False)),
    metavar="NUMBER DIR",
    help="Write the folder of a draft, for amends rulebook check, diff, try and publish.",
)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@LANGUAGE
def proposals(write: tuple[int, Path] | None, as_json: bool, language: str | None) -> None:
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
        click.echo(Speech.of(language).say(PROPOSALS["nothing"]))
    else:
        from django.utils import translation

        with translation.override(language or system_language()):
            _print(found, Speech.of(language))


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


def _print(found: list[Proposed], speech: Speech) -> None:
    from amends.app.actions.freedom.shown import shown_in
    from amends.app.console.words import word

    screen, shown = Console(highlight=False), shown_in()
    for each in found:
        group, at = each.group, each.group.situation
        names = word(at.failure, "failure"), word(at.order_kind, "value"), word(at.kind, "freedom")
        screen.print(f"\n[bold]{escape(names[0])} · {escape(names[2])}[/]")
        table = Table(box=None, show_header=False, padding=(0, 1))
        table.add_row(
            speech.say(PROPOSALS["orders"]), f"{escape(names[1])}, {_worth(each, shown, speech)}"
        )
        table.add_row(speech.say(PROPOSALS["times"]), speech.number(group.times))
        table.add_row(speech.say(PROPOSALS["people"]), speech.number(group.people))
        table.add_row(speech.say(PROPOSALS["sum"]), _money(shown, float(group.worth), speech))
        table.add_row(speech.say(PROPOSALS["helped"]), _helped(group, speech))
        if each.decided is not None:
            state = speech.say(PROPOSALS[each.decided.state], number=each.decided.pk)
            table.add_row(state, escape(each.decided.word))
        screen.print(table)
        for why in group.whys:
            screen.print(f"   · {why}", markup=False)


def _helped(group: Group, speech: Speech) -> str:
    if not group.asked:
        return speech.say(PROPOSALS["unasked"])
    part, whole = speech.number(group.helped), speech.number(group.asked)
    return speech.say(STANDINGS["of"], part=part, whole=whole)


def _worth(each: Proposed, shown: Shown, speech: Speech) -> str:
    least, below = each.least, each.below
    said = {
        name: _money(shown, value, speech)
        for name, value in (("least", least), ("below", below))
        if value is not None
    }
    return speech.say(PROPOSALS["_".join(said) or "unknown"], **said)


def _money(shown: Shown, worth: float, speech: Speech) -> str:
    return f"{speech.number(float(shown.amount(worth)))} {shown.currency}"
