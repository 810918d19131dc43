"""`amends places show`: all that is known of one point, its week as a picture."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import click
from rich.console import Console
from rich.markup import escape

from amends.app.config.boot import ready
from amends.core.places.hours import DAY, Schedule, Spans

MARK = 30
"""Minutes in one mark of the picture."""
CLOCKS = "       0     3     6     9     12    15    18    21"
SAID = {True: "yes", False: "no"}


@click.command()
@click.argument("point", metavar="ID")
def show(point: str) -> None:
    """Show where the point ID is, its week, what it takes, its closures and what changed."""
    ready()
    from amends.app.actions.places.asking import find_point
    from amends.app.actions.places.finding import known_of
    from amends.app.commands.loading import failing_kindly
    from amends.app.commands.places.open import in_words

    with failing_kindly():
        known = known_of(find_point(point), now=datetime.now(UTC))
    screen = Console(highlight=False)
    click.echo(in_words(known.answer))
    for name, value in _facts(known.point):
        screen.print(f"[dim]{name:>12}[/]  {escape(str(value))}")
    if known.schedule is not None:
        click.echo()
        for line in week_lines(known.schedule, known.week.first, known.week.last):
            click.echo(line)
    for change in known.changes:
        brought = change.load.name if change.load else "an event"
        click.echo(f"{change.at:%Y-%m-%d %H:%M} UTC  {change.kind}, by {brought}")
        for name, now in change.after.items():
            click.echo(f"    {name}: {change.before.get(name)} → {now}")


def _facts(point: object) -> Iterator[tuple[str, object]]:
    """What is known, without what is not."""
    for title, name in (
        ("id", "code"),
        ("list", "source"),
        ("operator", "operator"),
        ("kind", "kind"),
        ("address", "address"),
        ("way there", "way_there"),
        ("latitude", "latitude"),
        ("longitude", "longitude"),
        ("time zone", "time_zone"),
        ("hours", "hours"),
        ("weekly hours", "hours_structure"),
        ("read as", "hours_readings"),
        ("exceptions", "exceptions"),
        ("closures", "closures"),
        ("sides, mm", "sides"),
        ("grams", "grams"),
        ("storage days", "storage_days"),
        ("payment", "payment"),
        ("fitting", "fitting"),
        ("capacity", "capacity"),
    ):
        value = getattr(point, name)
        if value not in (None, "", []):
            yield title, SAID[value] if isinstance(value, bool) else getattr(value, "name", value)


def week_lines(schedule: Schedule, first: date, last: date) -> Iterator[str]:
    """The days from ``first`` to ``last``, a mark for each half hour in which it is open."""
    yield CLOCKS
    day = first
    while day <= last:
        spans = schedule.on(day)
        yield f"{day:%a} {day.day:>2} {_marks(spans)}  {_times(spans)}"
        day += timedelta(days=1)


def _marks(spans: Spans) -> str:
    return "".join(
        "█" if any(start < at + MARK and end > at for start, end in spans) else "·"
        for at in range(0, DAY, MARK)
    )


def _times(spans: Spans) -> str:
    said = (f"{_clock(start)}–{_clock(end)}" for start, end in spans)
    return ", ".join(said) or "closed"


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
