"""What a person sees while a load runs, and at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from amends.app.actions.loads import Tally
from amends.app.commands.rulebook.language import Speech
from amends.app.ledger.models import Load
from amends.core.errors import AmendsError
from amends.core.places.reasons import in_words

NOTHING_UNDERSTOOD = 3
"""The exit status of a load of which every row was refused."""


class BadOption(AmendsError):
    """An option that says nothing of its kind; ``where`` names it. The exit status is 2."""

    code = "bad_option"


@contextmanager
def failing_kindly(speech: Speech | None = None) -> Iterator[None]:
    """Turn an error that Amends raises on purpose into one line and exit status 1.

    With a ``speech`` what is known of its words is said in that language.
    """
    try:
        yield
    except AmendsError as error:
        is_usage = isinstance(error, BadOption)
        kind = click.UsageError if is_usage else click.ClickException
        raise kind(_told(error, speech)) from error


def _told(error: AmendsError, speech: Speech | None) -> str:
    if speech is None:
        return str(error)
    where, message, hint = (
        in_words(part, speech.words) for part in (error.where, error.message, error.hint)
    )
    return str(AmendsError(message, where=where, hint=hint))


@contextmanager
def reporting(
    load: Load, *, total: int | None, read: Callable[[], int]
) -> Iterator[Callable[[Tally], None]]:
    """Show how far a load is, and say at its end what became of what it read."""
    tally = Tally()
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
    )
    if load.position and not load.finished_at:
        click.echo(f"Going on after row {load.position:,} of {load.name}.")
    screen = Console(stderr=True)
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        task = bar.add_task(f"Reading {load.name}", total=total, rate="")

        def say(now: Tally) -> None:
            nonlocal tally
            tally = now
            if now.judged:
                bar.update(task, description="Judging promises", total=None)
                bar.update(task, rate=f"{now.judged:,} orders")
            else:
                elapsed = bar.tasks[task].elapsed or 1
                bar.update(task, completed=read(), rate=f"{now.seen / elapsed:,.0f} events/s")

        try:
            yield say
        finally:
            bar.stop()
            _sum_up(load, tally)
    if tally.seen and tally.quarantined == tally.seen:
        click.echo(f"Nothing was understood: all {tally.seen:,} were refused.", err=True)
        raise click.exceptions.Exit(NOTHING_UNDERSTOOD)


def _sum_up(load: Load, tally: Tally) -> None:
    click.echo(
        f"{load.name}: {tally.recorded:,} events recorded, {tally.repeated:,} known already, "
        f"{tally.quarantined:,} of {tally.seen:,} in quarantine."
    )
    click.echo(f"{tally.judged:,} orders judged, {tally.failures:,} new failures.")
    if tally.quarantined:
        click.echo("What was not understood: amends quarantine list")
