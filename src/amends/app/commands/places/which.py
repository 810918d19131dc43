"""Which of several places is meant: a list in the terminal, and the question."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import click

from amends.app.commands.places.lines import CHOSEN
from amends.app.commands.rulebook.language import Speech, language_of
from amends.core.places.addresses import Found


def is_person() -> bool:
    """Whether somebody sits before the terminal who can be asked."""
    return sys.stdin.isatty()


def ask_which(text: str, found: Sequence[Found], speech: Speech) -> Found:
    """Ask a person which place is meant, by its number."""
    click.echo(speech.say(CHOSEN["which"], text=text))
    for line in _lines(found, speech):
        click.echo(line)
    numbers = click.IntRange(1, len(found))
    number = click.prompt(speech.say(CHOSEN["number"]), type=numbers, default=1)
    return found[int(number) - 1]


def listed(text: str, found: Sequence[Found], speech: Speech) -> str:
    """The places that may be meant, to be said anew by their coordinates."""
    asked = speech.say(CHOSEN["which"], text=text)
    return "\n".join([asked, *_lines(found, speech), speech.say(CHOSEN["by_coordinates"])])


def _lines(found: Sequence[Found], speech: Speech) -> Iterator[str]:
    from zoneinfo import ZoneInfo

    from amends.app.locale import Speech as Telling

    telling = Telling(language_of(speech.words), ZoneInfo("UTC"), datetime.now(UTC))
    names = [
        ", ".join(filter(None, (each.name, telling.say(f"place.kind.{each.kind}"), each.within)))
        for each in found
    ]
    wide = max(map(len, names))
    for number, (name, each) in enumerate(zip(names, found, strict=True), 1):
        yield f"  {number}  {name:<{wide}}  {each.spot[0]:.5f}, {each.spot[1]:.5f}"
