"""`amends places show`: all that is known of one point, its week as a picture."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import click
from rich.console import Console
from rich.markup import escape

from amends.app.commands.places.facts import facts, title, value_in_words
from amends.app.commands.places.lines import HISTORY, VALUES
from amends.app.commands.rulebook.language import LANGUAGE, Speech
from amends.app.config.boot import ready
from amends.core.places.hours import DAY, Schedule, Spans

MARK = 30
"""Minutes in one mark of the picture."""
CLOCKS = "       0     3     6     9     12    15    18    21"


@click.command()
@click.argument("point", metavar="ID")
@LANGUAGE
def show(point: str, language: str | None) -> None:
    """Show where the point ID is, its week, what it takes, its closures and what changed."""
    ready()
    from amends.app.actions.places.asking import find_point
    from amends.app.actions.places.finding import known_of
    from amends.app.commands.loading import failing_kindly
    from amends.app.commands.places.open import in_words

    speech = Speech.of(language)
    with failing_kindly(speech):
        known = known_of(find_point(point), now=datetime.now(UTC))
    click.echo(in_words(known.answer, speech))
    _print_facts(known.point, speech)
    if known.schedule is not None:
        click.echo()
        for line in week_lines(known.schedule, known.week.first, known.week.last, speech):
            click.echo(line)
    for change in known.changes:
        for line in _change_lines(change, speech):
            click.echo(line)


def _print_facts(point: Any, speech: Speech) -> None:
    screen, known = Console(highlight=False), list(facts(point, speech))
    width = max(len(name) for name, _ in known)
    for name, value in known:
        screen.print(f"[dim]{name:>{width}}[/]  {escape(value)}", soft_wrap=True)


def _change_lines(change: Any, speech: Speech) -> Iterator[str]:
    """A change of the history: when, what and by whom; each value before and since."""
    by = {"what": speech.say(HISTORY[change.kind]), "file": change.load and change.load.name}
    said = speech.say(HISTORY["by_list" if change.load else "by_event"], **by)
    yield f"{change.at:%Y-%m-%d %H:%M} UTC  {said}"
    for name, now in change.after.items():
        before = value_in_words(name, change.before.get(name), speech)
        yield f"    {title(name, speech)}: {before} → {value_in_words(name, now, speech)}"


def week_lines(schedule: Schedule, first: date, last: date, speech: Speech) -> Iterator[str]:
    """The days from ``first`` to ``last``, a mark for each half hour in which it is open."""
    yield CLOCKS
    day = first
    while day <= last:
        spans = schedule.on(day)
        name = speech.day(day)
        yield f"{name:<3} {day.day:>2} {_marks(spans)}  {_times(spans, speech)}"
        day += timedelta(days=1)


def _marks(spans: Spans) -> str:
    return "".join(
        "█" if any(start < at + MARK and end > at for start, end in spans) else "·"
        for at in range(0, DAY, MARK)
    )


def _times(spans: Spans, speech: Speech) -> str:
    said = (f"{_clock(start)}–{_clock(end)}" for start, end in spans)
    return ", ".join(said) or speech.say(VALUES["closed"])


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
