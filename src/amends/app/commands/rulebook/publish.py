"""`amends rulebook publish`: a draft becomes the rulebook by which cases are decided."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from amends.app.commands.rulebook.drafts import BY, failing_kindly
from amends.app.commands.rulebook.language import LANGUAGE, Speech
from amends.app.commands.rulebook.lines import PUBLISHED, REFUSED
from amends.app.config.boot import ready


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@BY
@click.option(
    "--valid-from",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]),
    help="In force from then on, UTC.  [default: at once]",
)
@LANGUAGE
def publish(folder: Path, by: str, valid_from: datetime | None, language: str | None) -> None:
    """Publish the policy in DIR: from then on it decides, in every process, without a restart.

    Refused while `check` has findings or leaves something open, while an example fails, while the
    version is taken, and before the draft was tried on the recorded cases.
    """
    ready()
    from amends.app.actions.recorded import has_recorded
    from amends.app.actions.rulebooks import NotPublished, read_draft
    from amends.app.actions.rulebooks import publish as publish_draft

    now = datetime.now(UTC)
    begins = valid_from.replace(tzinfo=UTC) if valid_from else None
    speech = Speech.of(language)
    with failing_kindly():
        try:
            row = publish_draft(read_draft(folder), by=by, now=now, valid_from=begins)
        except NotPublished as error:
            told = speech.say(REFUSED[error.why], option="--valid-from", **error.values)
            raise click.ClickException(told) from error
    title = f"{row.name}@{row.version}"
    if row.published_at != now:
        day = f"{row.published_at:%Y-%m-%d}"
        click.echo(speech.say(PUBLISHED["already"], title=title, day=day))
        return
    begins_at = f"{row.valid_from:%Y-%m-%d %H:%M} UTC"
    click.echo(speech.say(PUBLISHED["published"], title=title, begins=begins_at))
    if not has_recorded():
        click.echo(speech.say(PUBLISHED["untried"]))
