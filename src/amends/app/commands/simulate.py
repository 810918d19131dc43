"""`amends simulate`: a simulated town writes events like any shop, without Django or a database."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from amends.simulate import SHARES, BadSetting, Mix, Settings, write_town
from amends.simulate.presets import PRESETS
from amends.simulate.settings import orders_of
from amends.simulate.summary import Summary

ORDERS = 2000
LONGEST_BAR = 40


class _Command(click.Command):
    """A command whose help ends with the shares that can be mixed."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Shares for --mix NAME=SHARE (each 0 to 1)"):
            formatter.write_dl(
                [(f"{name}={share.default:g}", share.meaning) for name, share in SHARES.items()]
            )


@click.command(cls=_Command)
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed, another town.")
@click.option("--orders", type=int, help=f"How many orders.  [default: {ORDERS}]")
@click.option("--customers", type=int, help="Instead of --orders: about how many customers.")
@click.option("--days", type=int, default=30, show_default=True, help="Over how many days.")
@click.option("--start", metavar="DATE", help="The first day.  [default: --days before --until]")
@click.option(
    "--until",
    metavar="MOMENT",
    help="Nothing happens after it; a day means its end.  [default: now]",
)
@click.option(
    "--waiting",
    type=int,
    default=40,
    show_default=True,
    help="Parcels at the closed point; 0: none.",
)
@click.option("--town", type=click.Choice(list(PRESETS)), default="ulaanbaatar", show_default=True)
@click.option("--mix", metavar="NAME=SHARE", multiple=True, help="How much goes wrong; see below.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default="simulated",
    show_default=True,
)
@click.option("--gzip", "compress", is_flag=True, help="Write .jsonl.gz instead of .jsonl.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def simulate(out: Path, compress: bool, as_json: bool, **options: Any) -> None:
    """Write the events of a simulated town with a retailer, and the truth about them apart.

    Nothing in it is real. DIR/events.jsonl is for `amends load events`; DIR/truth.jsonl is for
    scoring what Amends finds and is never loaded. The same seed and options (with --until given)
    write the same bytes.
    """
    try:
        settings = _settings(now=datetime.now(UTC), **options)
        with _progress() as on_progress:
            summary = write_town(settings, out, compress=compress, on_progress=on_progress)
    except BadSetting as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{error.filename or out}: {error.strerror or error}") from error
    if as_json:
        click.echo(json.dumps(summary.as_data(), ensure_ascii=False))
    else:
        _show(summary, out)


def _settings(
    *,
    now: datetime,
    orders: int | None,
    customers: int | None,
    days: int,
    start: str | None,
    until: str | None,
    mix: tuple[str, ...],
    town: str,
    **rest: int,
) -> Settings:
    if orders is not None and customers is not None:
        raise BadSetting("give one of both", where="--orders, --customers")
    zone = ZoneInfo(PRESETS[town].zone)
    last = (
        _moment(until, "--until", zone, time(23, 59, 59)) if until else now.replace(microsecond=0)
    )
    if last > now:
        raise BadSetting("lies in the future", where="--until", hint="leave it out for now")
    first = (
        _moment(start, "--start", zone, time()) if start else last - timedelta(days=max(1, days))
    )
    size = orders_of(customers, days) if customers is not None else orders
    return Settings(
        until=last,
        start=first,
        orders=ORDERS if size is None else size,
        days=days,
        town=town,
        mix=Mix.read(mix),
        **rest,
    )


def _moment(text: str, option: str, zone: ZoneInfo, of_day: time) -> datetime:
    """A moment with an offset, or a day at the time ``of_day`` in the town."""
    try:
        if len(text) == 10:
            return datetime.combine(date.fromisoformat(text), of_day, tzinfo=zone)
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        hint = "2026-11-22, or 2026-11-22T18:00:00+03:00"
        raise BadSetting(f"{text!r} is not a day or a moment", where=option, hint=hint)
    return moment.replace(microsecond=0)


@contextmanager
def _progress() -> Iterator[Any]:
    """A progress bar on a terminal; elsewhere silence."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("Simulating", total=1.0)
        yield lambda part: bar.update(task, completed=part)


def _show(summary: Summary, out: Path) -> None:
    data = summary.as_data()
    people = sum(data["customers"].values())
    click.echo(
        f"Simulated, nothing is real: {data['events']:,} events of {data['orders']:,} orders"
    )
    click.echo(f"by {people:,} customers, written to {out}")
    for title, key in (
        ("Failures", "failures"),
        ("Whose fault", "responsible"),
        ("Claims", "claims"),
        ("False claims, against the record", "false_claims"),
        ("Customers", "customers"),
        ("Staff", "staff"),
    ):
        _show_bars(title, data[key])
    if data["closed_point"]:
        point = data["closed_point"]
        where = f"{point['point']} from {point['from']}"
        click.echo(f"\nClosed on purpose: {where}, {point['waiting']} parcels waiting")


def _show_bars(title: str, counts: Mapping[str, int]) -> None:
    click.echo(f"\n{title}")
    longest = max(counts.values(), default=0)
    for name, count in counts.items():
        bar = "█" * max(1, round(LONGEST_BAR * count / longest))
        click.echo(f"  {name.replace('_', ' '):<18}{count:>9,}  {bar}")
