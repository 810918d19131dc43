"""What the commands on drafts have in common. Django is imported when they run."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click

from amends.app.commands.rulebook.language import Speech
from amends.app.commands.rulebook.lines import DRAFT
from amends.core.errors import AmendsError

BY = click.option("--by", metavar="NAME", required=True, help="Who does it; it is recorded.")


@contextmanager
def failing_kindly() -> Iterator[None]:
    """Turn an error that Amends raises on purpose into one line and exit status 1."""
    try:
        yield
    except AmendsError as error:
        raise click.ClickException(str(error)) from error


def tell_of_draft(speech: Speech) -> None:
    """Say so where the policy of AMENDS_POLICY, or the one that ships, is not the published one,
    and how it would become that."""
    from amends.app.actions.policy import in_force
    from amends.app.actions.rulebooks import is_taken, waiting_draft

    now = datetime.now(UTC)
    draft, row = waiting_draft(now=now), in_force(now)
    if draft is None or row is None:
        return
    current, folder = f"{row.name}@{row.version}", shlex.quote(str(draft.folder))
    click.echo(speech.say(DRAFT["draft"], current=current, folder=draft.folder, draft=draft.title))
    if is_taken(draft):
        taken = {"draft": draft.title, "key": "version", "file": "rulebook.toml"}
        click.echo(speech.say(DRAFT["taken"], **taken))
    for key, command in (
        ("differs", f"diff {current} {folder}"),
        ("tried", f"try {folder} --by NAME"),
        ("decides", f"publish {folder} --by NAME"),
    ):
        click.echo(f"  {speech.say(DRAFT[key])}\n    amends rulebook {command}")
