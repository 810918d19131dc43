"""What the commands on drafts have in common. Django is imported when they run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click

from amends.core.errors import AmendsError

BY = click.option("--by", metavar="NAME", required=True, help="Who does it; it is recorded.")


@contextmanager
def failing_kindly() -> Iterator[None]:
    """Turn an error that Amends raises on purpose into one line and exit status 1."""
    try:
        yield
    except AmendsError as error:
        raise click.ClickException(str(error)) from error


def tell_of_draft() -> None:
    """Say so where the policy of AMENDS_POLICY, or the one that ships, is not the published one."""
    from amends.app.actions.policy import in_force
    from amends.app.actions.rulebooks import waiting_draft

    now = datetime.now(UTC)
    draft, current = waiting_draft(now=now), in_force(now)
    if draft is not None and current is not None:
        click.echo(
            f"Decisions are made by {current.name}@{current.version}. {draft.title} in "
            f"{draft.folder} is a draft until it is published; what it would change:\n"
            f"  amends rulebook diff {current.name}@{current.version} {draft.folder}"
        )
