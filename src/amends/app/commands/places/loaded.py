"""What a person sees after a list of points was loaded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import click
from rich.console import Console
from rich.text import Text

from amends.app.actions.places.load import Loaded
from amends.app.commands.places.lines import CHANGES, KINDS, LOADED, STATES, TITLES
from amends.app.commands.rulebook.language import Speech
from amends.core.places.reasons import in_words

WIDTH = 50
SHOWN = 10
NAMES = "docs/reference/places.md#columns"
MARKS = {
    "understood": ("green", "█"),
    "flagged": ("yellow", "▓"),
    "refused": ("red", "░"),
    "missing": ("bright_black", "·"),
}


@dataclass(frozen=True, slots=True)
class Printer:
    """Counts, a picture of how the hours were read, and what is to be looked at."""

    loaded: Loaded
    speech: Speech

    def print(self, *, dry_run: bool) -> None:
        loaded, say = self.loaded, self.speech.say
        read = {"format": loaded.listing.format, "list": loaded.source}
        many = len(loaded.points)
        click.echo(self.speech.counted(LOADED["read"], many, file=loaded.listing.name, **read))
        if dry_run:
            click.echo(say(LOADED["dry_run"], option="--dry-run"))
        if loaded.left_out:
            click.echo(say(LOADED["left_out"], kinds=", ".join(self._left_out())))
        ids = self._ids()
        Console(highlight=False).print(self._bar(ids), soft_wrap=True)
        self._changes()
        for state in ("flagged", "refused"):
            self._some(state, [f"{code}  {self._reason(code)}" for code in ids[state]])
        self._some("missing", ids["missing"])
        self._some("nowhere", loaded.without_place)
        self._some("doubts", [f"{code}  {self._said(doubt)}" for code, doubt in loaded.doubts])
        missed = (
            f"{each.position}  {each.code}  {self._said(each.reason)}" for each in loaded.missed
        )
        self._some("missed", list(missed))
        over = loaded.listing.passed_over
        self._some("columns", [f"{each.column}  {self._said(each.reason)}" for each in over])
        if over:
            click.echo(f"  {say(TITLES['rename'], where=NAMES)}")

    def _ids(self) -> dict[str, list[str]]:
        """The points by how their hours were read; those of which none are given apart."""
        missing = self.loaded.without_hours
        unread = frozenset(missing)
        refused = [code for code in self.loaded.ids("refused") if code not in unread]
        read = {state: self.loaded.ids(state) for state in ("understood", "flagged")}
        return {**read, "refused": refused, "missing": missing}

    def _left_out(self) -> Iterator[str]:
        for kind, many in self.loaded.left_out.most_common():
            name = self.speech.say(KINDS[kind]) if kind in KINDS else kind
            yield f"{name} {self.speech.number(many)}"

    def _bar(self, ids: dict[str, list[str]]) -> Text:
        """The share of each way in which hours were read; what is there at all is seen."""
        text = Text(f"{self.speech.say(LOADED['hours'])}  ")
        total = max(1, len(self.loaded.points))
        for state, (colour, mark) in MARKS.items():
            share = round(WIDTH * len(ids[state]) / total)
            text.append(mark * max(share, 1 if ids[state] else 0), style=colour)
        said = (self.speech.counted(STATES[state], len(ids[state])) for state in MARKS)
        return text.append("  " + ", ".join(said))

    def _changes(self) -> None:
        counts = {kind: len(self.loaded.codes(kind)) for kind in CHANGES}
        said = [self.speech.counted(CHANGES[kind], many) for kind, many in counts.items() if many]
        changes = ", ".join(said) or self.speech.say(LOADED["none"])
        click.echo(self.speech.say(LOADED["changes"], changes=changes))
        for kind in ("moved", "closed", "reopened"):
            self._some(kind, self.loaded.codes(kind))

    def _reason(self, code: str) -> str:
        return self._said(self.loaded.points[code]["hours_reason"])

    def _said(self, reason: str) -> str:
        return in_words(reason, self.speech.words)

    def _some(self, title: str, lines: Sequence[str]) -> None:
        if not lines:
            return
        click.echo(self.speech.counted(TITLES[title], len(lines)))
        for each in lines[:SHOWN]:
            click.echo(f"  {each}")
        if len(lines) > SHOWN:
            left = len(lines) - SHOWN
            click.echo(f"  {self.speech.counted(LOADED['more'], left, option='--json')}")
