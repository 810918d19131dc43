"""`amends quarantine`: what was not understood, listed, mended and replayed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import IO, Any

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from amends.app.commands.rulebook.language import Speech
from amends.app.config.boot import ready
from amends.core.wording.mark import line, plural
from amends.core.wording.reasons import worded

ME = "command line"
NUMBER = click.argument("number", type=int)
LINES = {
    "nothing": line("Nothing in quarantine: everything that came in was understood."),
    "no_row": line("{number}: there is no such row"),
    "mended": line("{number} is mended."),
    "stays": line("{number} stays: {why}"),
    "dismissed": line("{number} is dismissed."),
    "recorded": line("{number} is recorded."),
    "repeated": line("{number} was recorded before."),
    "replay_which": line("name the rows to replay, or give --all"),
    "dismiss_which": line("name the rows to dismiss, or give --all"),
    "no_change": line("--set {text}: write PATH=VALUE, like data.total=12.50"),
    "not_json": line("--set {path}: this is not JSON ({error})"),
    "rows": line("rows"),
    "number": line("number"),
    "oldest": line("oldest"),
    "where": line("where"),
    "field": line("field"),
    "what": line("what is wrong, and how to mend it"),
    "each": line("Every row: --each."),
    "again": line(
        "Mend the query or the shop and send again: what is understood then leaves this list."
    ),
    "one": line("Mend and record one: {command}"),
    "more": plural("… and {count} more (--limit).", "… and {count} more (--limit)."),
}
ONE = "amends quarantine mend NUMBER --set PATH=VALUE --replay"
STATES = click.Choice(["waiting", "replayed", "dismissed", "all"])


@click.group()
def quarantine() -> None:
    """List, mend and replay what was not understood; nothing that came in is dropped."""


@quarantine.command("list")
@click.option("--state", type=STATES, default="waiting", show_default=True)
@click.option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True)
@click.option("--each", is_flag=True, help="Every row, not one line for each reason.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line.")
def list_(state: str, limit: int, each: bool, as_json: bool) -> None:
    """List what was wrong and how to mend it, by reason, the most frequent first."""
    ready()
    from amends.app.actions.quarantine import groups
    from amends.app.ledger.models import Quarantined

    rows = Quarantined.objects.order_by("received_at", "pk")
    rows = rows if state == "all" else rows.filter(state=state)
    if as_json:
        for row in rows[:limit]:
            click.echo(json.dumps(_as_data(row), ensure_ascii=False))
    elif not rows.exists():
        click.echo(_say("nothing"))
    elif each or state == "all":
        _print_list(rows[:limit], rows.count())
    else:
        _print_groups(groups(state)[:limit])


@quarantine.command()
@NUMBER
def show(number: int) -> None:
    """Show one row: where it came from, what is wrong, and what came in."""
    ready()
    from amends.app.ledger.models import Quarantined

    row = Quarantined.objects.filter(pk=number).first()
    if row is None:
        raise click.ClickException(_say("no_row", number=number))
    for name, value in _as_data(row).items():
        if value:
            click.echo(f"{name:>10}  {value}")


@quarantine.command()
@NUMBER
@click.argument("file", type=click.File("r", encoding="utf-8"), required=False)
@click.option("--set", "changes", multiple=True, metavar="PATH=VALUE", help="data.total=12.50")
@click.option("--replay", "and_replay", is_flag=True, help="Record it at once.")
def mend(number: int, file: IO[str] | None, changes: tuple[str, ...], and_replay: bool) -> None:
    """Put a mended event beside what came in: a JSON FILE (- for standard input), or --set."""
    ready()
    from amends.app.actions import quarantine as actions
    from amends.app.ledger.models import Quarantined

    now = datetime.now(UTC)
    with _failing_kindly(number):
        row = Quarantined.objects.filter(pk=number).first()
        text = file.read() if file else (row.mended or row.raw) if row else ""
        if changes:
            text = actions.set_fields(text, dict(map(_change, changes)))
        actions.mend(number=number, text=text, by=ME, now=now)
        click.echo(_say("mended", number=number))
        if and_replay:
            _replay(number, now)


@quarantine.command()
@click.argument("numbers", type=int, nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every row that waits.")
@click.option("--code", default="", help="With --all: only rows refused for this, as unknown_type.")
def replay(numbers: tuple[int, ...], everything: bool, code: str) -> None:
    """Record rows that are mended, or that are understood now; the others stay."""
    ready()
    from amends.app.actions.quarantine import waiting_numbers
    from amends.core.errors import AmendsError

    if not numbers and not everything:
        raise click.UsageError(_say("replay_which"))
    now, stayed = datetime.now(UTC), 0
    for number in list(waiting_numbers(code=code)) if everything else numbers:
        try:
            _replay(number, now)
        except AmendsError as error:
            stayed += 1
            click.echo(_say("stays", number=number, why=_told(error)), err=True)
    if stayed:
        raise click.exceptions.Exit(1)


@quarantine.command()
@click.argument("numbers", type=int, nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every row that waits.")
@click.option("--code", default="", help="With --all: only rows refused for this, as unknown_type.")
@click.option("--reason", required=True, help="Why it is not needed.")
def dismiss(numbers: tuple[int, ...], everything: bool, code: str, reason: str) -> None:
    """Say that rows are not needed; they stay listed as dismissed."""
    ready()
    from amends.app.actions.quarantine import dismiss as action
    from amends.app.actions.quarantine import waiting_numbers

    if not numbers and not everything:
        raise click.UsageError(_say("dismiss_which"))
    for number in list(waiting_numbers(code=code)) if everything else numbers:
        with _failing_kindly(number):
            action(number=number, reason=reason, by=ME, now=datetime.now(UTC))
        click.echo(_say("dismissed", number=number))


def _replay(number: int, now: datetime) -> None:
    from amends.app.actions.quarantine import replay as action

    receipt = action(number=number, by=ME, now=now)
    click.echo(_say(receipt.results[0]["status"], number=number))


@contextmanager
def _failing_kindly(number: int) -> Iterator[None]:
    from amends.core.errors import AmendsError

    try:
        yield
    except AmendsError as error:
        raise click.ClickException(_say("stays", number=number, why=_told(error))) from error


def _change(text: str) -> tuple[str, Any]:
    """A field and its value: JSON where it is JSON, else text (amounts of money are text)."""
    path, sign, value = text.partition("=")
    if not sign or not path:
        raise click.UsageError(_say("no_change", text=text))
    if value[:1] in '[{"' or value in ("true", "false", "null"):
        try:
            return path, json.loads(value)
        except ValueError as error:
            raise click.UsageError(_say("not_json", path=path, error=error)) from error
    return path, value


def _as_data(row: Any) -> dict[str, Any]:
    return {
        "number": row.pk,
        "state": row.state,
        "where": row.where,
        "field": row.field,
        "code": row.code,
        "reason": _reason(row),
        "hint": worded(row.hint, {}, _words()),
        "received": row.received_at.isoformat(),
        "times": row.times,
        "raw": row.raw,
        "mended": row.mended,
        "settled by": row.settled_by,
    }


def _print_groups(found: Iterable[Any]) -> None:
    heads = [_say(name) for name in ("rows", "oldest", "where", "field", "what")]
    table = Table(*heads, box=None)
    for group in found:
        cells = (f"{group.many:,}", str(group.first), group.where, group.field, _what(group))
        table.add_row(*map(escape, cells))
    Console().print(table)
    for text in (_say("each"), _say("again"), _say("one", command=ONE)):
        click.echo(text)


def _print_list(rows: Iterable[Any], total: int) -> None:
    heads = [_say(name) for name in ("number", "where", "field", "what")]
    table = Table(*heads, box=None)
    for row in rows:
        table.add_row(*map(escape, (str(row.pk), row.where, row.field, _what(row))))
    Console().print(table)
    if total > table.row_count:
        click.echo(Speech.of(None).counted(LINES["more"], total - table.row_count))
    click.echo(_say("one", command=ONE))


def _what(row: Any) -> str:
    """What is wrong with a row, or with several, and how to mend it."""
    hint = f" ({worded(row.hint, {}, _words())})" if row.hint else ""
    return f"{_reason(row)}{hint}"


def _reason(row: Any) -> str:
    return worded(row.reason, row.values, _words())


def _told(error: Any) -> str:
    """An error in words, as the error itself says it in English."""
    hint = f" ({worded(error.hint, {}, _words())})" if error.hint else ""
    where = f"{error.where}: " if error.where else ""
    return f"{where}{worded(error.reason, error.values, _words())}{hint}"


def _say(name: str, **values: object) -> str:
    return Speech.of(None).say(LINES[name], **values)


def _words() -> Any:
    return Speech.of(None).words
