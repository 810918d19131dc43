"""`amends places open`: is a point open then, until when, or when next?"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import click

from amends.app.commands.places.lines import OPEN
from amends.app.commands.rulebook.language import LANGUAGE, Speech
from amends.app.config.boot import ready
from amends.core.places.hours.status import AHEAD
from amends.core.places.reasons import in_words as reason_in_words


@click.command()
@click.argument("point", metavar="ID")
@click.option(
    "--at",
    "--when",
    "at",
    metavar="TIME",
    help="ISO 8601; without an offset it is the point's local time. [now]",
)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@LANGUAGE
def open_(point: str, at: str | None, as_json: bool, language: str | None) -> None:
    """Say whether the point ID is open by its hours, until when, or when it opens next."""
    ready()
    from amends.app.actions.places.asking import ask, find_point, read_moment
    from amends.app.commands.loading import failing_kindly

    speech = Speech.of(language)
    with failing_kindly(speech):
        answer = ask(find_point(point), read_moment(at) if at else datetime.now(UTC))
    said = json.dumps(_as_data(answer), ensure_ascii=False) if as_json else ""
    click.echo(said or in_words(answer, speech))


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


def in_words(answer: Any, speech: Speech) -> str:
    """Whether a point is open, in a sentence, and what else has to be known."""
    lines = [_sentence(answer, speech)]
    if answer.flags:
        lines.append(
            speech.say(OPEN["flagged"], reason=reason_in_words(answer.reason, speech.words))
        )
    if not answer.in_service:
        lines.append(speech.say(OPEN["no_service"]))
    if answer.point.latitude is None or answer.point.longitude is None:
        lines.append(speech.say(OPEN["nowhere"]))
    return "\n".join(lines)


def _sentence(answer: Any, speech: Speech) -> str:
    when = f"{speech.moment(answer.at)} {answer.at:%Z}".strip()
    said = {"name": answer.point.name, "when": when}
    if answer.open is None:
        reason = reason_in_words(answer.reason, speech.words)
        return speech.say(OPEN["unknown"], **said, reason=reason)
    if answer.open and answer.until:
        return speech.say(OPEN["until"], **said, until=speech.moment(answer.until))
    if answer.open:
        return speech.say(OPEN["always"], **said)
    if answer.next:
        return speech.say(OPEN["closed"], **said, next=speech.moment(answer.next))
    return speech.say(OPEN["closed_down"], **said, days=AHEAD.days)
