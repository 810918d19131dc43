"""What a person sees of the points that suit, and what a program reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from amends.app.commands.places.lines import CHOSEN, LISTED
from amends.app.commands.rulebook.language import Speech, language_of
from amends.core.places.distance import rounded
from amends.core.places.reliability import Basis

NEW = {Basis.OPERATOR: "new_operator", Basis.USUAL: "new_usual"}
HEADS = ("detour", "until", "record")
LETTERS = "123456789abcdefghijklmnopqrstuvwxyz"
MARKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The ends of a way, the points ``found`` on it, or why there are ``none``."""

    ends: Sequence[Any]
    passing: Any
    found: Any
    none: Any
    since: datetime
    speech: Speech

    def show(self) -> None:
        """The way, a table of the points and their reasons below it; or why nothing suits."""
        found, say = self.found, self.speech.say
        click.echo(" → ".join(", ".join(filter(None, (e.name, e.within))) for e in self.ends))
        if found.way:
            click.echo(say(CHOSEN["way"], **self._cost(found.way.cost), router=found.way.by))
        if found.trouble:
            click.echo(say(CHOSEN["trouble"], trouble=found.trouble))
        if self.none:
            click.echo("\n".join(self.why()))
            return
        heads = [*(LISTED[head] for head in ("id", "name")), *(CHOSEN[head] for head in HEADS)]
        table = Table("", *map(say, heads), box=None)
        for letter, suited in self._lettered():
            cells = (suited.point.code, suited.point.name, *self._cells(suited))
            table.add_row(letter, *map(escape, cells))
        Console(highlight=False).print(table)
        for line in self._reasons():
            click.echo(line)

    def as_data(self) -> list[dict[str, Any]]:
        """The points as JSON, best first; docs/reference/places.md."""
        return [_as_data(each) for each in self.found.points]

    def why(self) -> list[str]:
        """Why nothing suits, and what would, in words; or that there are no points at all."""
        from django.utils import translation

        from amends.app.actions.desk.none_suits import what_would, why_none
        from amends.app.actions.places.finding import find_points
        from amends.app.commands.places.listing import nothing
        from amends.app.locale import Speech as Telling

        if not self.none:
            return []
        if not find_points().exists():
            return [nothing(self.speech)]
        zone = self.none.later.point.time_zone if self.none.later else "UTC"
        telling = Telling(self._language, ZoneInfo(zone), self.since)
        with translation.override(self._language):
            reasons = [*why_none(self.none, telling), *what_would(self.none, telling)]
        return [self.speech.say(CHOSEN["none"]), *map(str, reasons)]

    def picture(self) -> bytes:
        """The way and the points as a PNG."""
        from amends.app.actions.places.ground import ground
        from amends.maps.picture import Mark, png

        ends, found = self.ends, self.found
        marks = [Mark(end.spot, name, is_end=True) for end, name in zip(ends, MARKS, strict=False)]
        marks += [Mark(suited.answer.spot, letter) for letter, suited in self._lettered()]
        return png(ground().streets, marks=marks, ways=[found.way.line] if found.way else [])

    @property
    def _language(self) -> str:
        return language_of(self.speech.words)

    def _lettered(self) -> Iterator[tuple[str, Any]]:
        return zip(LETTERS, self.found.points, strict=False)

    def _reasons(self) -> Iterator[str]:
        """Each point's reasons in words, as its customer reads them, on the point's own clock."""
        from django.utils import translation

        from amends.app.actions.places.shown import facts_of, reasons
        from amends.app.locale import Speech as Telling

        passing, is_near = self.passing, len(self.passing.way) == 1
        window = f"{passing.earliest.isoformat()}/{passing.latest.isoformat()}"
        for letter, suited in self._lettered():
            telling = Telling(self._language, ZoneInfo(suited.point.time_zone), self.since)
            facts = facts_of(suited, mode=passing.mode, window=window, near=is_near)
            with translation.override(self._language):
                yield f"{letter}  " + " · ".join(map(str, reasons(facts, telling)))

    def _cells(self, suited: Any) -> tuple[str, str, str]:
        answer, speech = suited.answer, self.speech
        until = answer.until and answer.until.astimezone(ZoneInfo(suited.point.time_zone))
        record = {"part": speech.number(answer.good), "whole": speech.number(answer.total)}
        new = speech.say(CHOSEN[NEW[suited.basis]]) if suited.basis in NEW else ""
        return (
            speech.say(CHOSEN["cost"], **self._cost(suited.detour)),
            speech.moment(until, "EEE HH:mm") if until else speech.say(CHOSEN["always"]),
            speech.say(CHOSEN["of"], **record) if answer.total else new,
        )

    def _cost(self, cost: Any) -> dict[str, str]:
        number = self.speech.number
        minutes = round(max(cost.seconds, 0) / 60)
        return {"minutes": number(minutes), "metres": number(round(cost.metres))}


def _as_data(suited: Any) -> dict[str, Any]:
    answer, point = suited.answer, suited.point
    zone = ZoneInfo(point.time_zone)
    come, until, there = (
        each and each.astimezone(zone).isoformat()
        for each in (answer.come, answer.until, answer.there_by)
    )
    return {
        "id": point.code,
        "name": point.name,
        "spot": rounded(answer.spot),
        "detour_seconds": round(suited.detour.seconds),
        "detour_metres": round(suited.detour.metres),
        "by": suited.by,
        "come": come,
        "open_until": until,
        "handed_over": [answer.good, answer.total],
        "reliability": round(answer.lower, 4),
        "judged_by": suited.basis.value,
        "there_by": there,
        "free": answer.free,
    }
