"""`amends places open`: is a point open then, until when, or when next?"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import click

from amends.app.config.boot import ready


@click.command()
@click.argument("point", metavar="ID")
@click.option(
    "--at", metavar="TIME", help="ISO 8601; without an offset it is the point's local time. [now]"
)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def open_(point: str, at: str | None, as_json: bool) -> None:
    """Say whether the point ID is open by its hours, until when, or when it opens next."""
    ready()
    from amends.app.actions.places.asking import ask, find_point, read_moment
    from amends.app.commands.loading import failing_kindly

    with failing_kindly():
        answer = ask(find_point(point), read_moment(at) if at else datetime.now(UTC))
    click.echo(json.dumps(_as_data(answer), ensure_ascii=False) if as_json else in_words(answer))


def _as_data(answer: Any) -> dict[str, Any]:
    return {
        "id": answer.point.code,
        "at": answer.at.isoformat(),
        "open": answer.open,
        "until": answer.until and answer.until.isoformat(),
        "next": answer.next and answer.next.isoformat(),
        "in_service": answer.in_service,
        "flagged": bool(answer.flags),
        "reason": answer.reason,
    }


def in_words(answer: Any) -> str:
    """Whether a point is open, in a sentence, and what else has to be known."""
    name, when = answer.point.name, f"{answer.at:%a %Y-%m-%d %H:%M %Z}"
    if answer.open is None:
        said = f"not known: {answer.reason}"
    elif answer.open:
        said = f"open until {answer.until:%a %Y-%m-%d %H:%M}" if answer.until else "always open"
    else:
        said = f"closed, opens {answer.next:%a %Y-%m-%d %H:%M}" if answer.next else "closed"
    lines = [f"{name}, {when}: {said}"]
    if answer.flags:
        lines.append(f"To be looked at, never offered: {answer.reason}")
    if not answer.in_service:
        lines.append("It is out of service: it hands nothing over, whatever its hours say.")
    return "\n".join(lines)
