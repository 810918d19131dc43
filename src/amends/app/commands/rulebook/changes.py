"""The difference of two rulebooks, and what it touches, as a picture in the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from amends.app.commands.rulebook.language import Speech
from amends.app.commands.rulebook.lines import COMPARED, WRITTEN
from amends.core.rulebook import Fact
from amends.core.rulebook.diff import Answer, Box, Difference
from amends.core.rulebook.diff.impact import Impact, Touched
from amends.core.rulebook.diff.report import written

WIDEST = 24
LONGEST = 60
MOST_RULES = 3
SIGNS = {"added": "[green]+[/]", "removed": "[red]−[/]", "changed": "~", "reworded": "[dim]“[/]"}


def draw(
    found: Difference, impact: Impact | None, console: Console, speech: Speech, *, most: int
) -> None:
    """Draw what is written differently, what is decided differently, and what that touches."""
    drawing = _Drawing(found, impact, console, speech, most)
    drawing.names()
    drawing.changes()
    for table, boxes in groupby(found.boxes, key=lambda box: box.table):
        drawing.table(table, list(boxes))
    for table in found.unknown:
        drawing.print("yellow", "?", "budget", table=table)
    if found.is_same:
        console.print(f"[bold green]{drawing.say('same')}[/]")
    if impact:
        drawing.impact_of(impact)


@dataclass
class _Drawing:
    found: Difference
    impact: Impact | None
    console: Console
    speech: Speech
    most: int

    def __post_init__(self) -> None:
        touched = self.impact.touched if self.impact else ()
        self.touched = {id(each.box): each for each in touched}
        self.most_cases = max((each.cases for each in touched), default=0)

    def say(self, key: str, **values: object) -> str:
        return escape(self.speech.say(COMPARED[key], **values))

    def print(self, colour: str, sign: str, key: str, **values: object) -> None:
        self.console.print(f"[{colour}]{sign}[/] {self.say(key, **values)}")

    def names(self) -> None:
        old, new = self.found.names
        self.console.print(f"[bold]{escape(old)} → {escape(new)}[/]")

    def changes(self) -> None:
        for each in self.found.changes:
            if each.kind == "changed":
                text = f"{_short(each.old)}  →  {_short(each.new)}"
            else:
                text = _short(each.new or each.old)
            what = self.speech.say(WRITTEN[each.what])
            self.console.print(
                f"  {SIGNS[each.kind]} {what} {escape(each.name)}  [dim]{escape(text)}[/]"
            )
        if self.found.apart:
            self.print("yellow", "?", "apart", facts=", ".join(self.found.apart))

    def table(self, table: str, boxes: list[Box]) -> None:
        self.console.print(f"\n[bold]{escape(table)}[/]")
        boxes.sort(key=lambda box: -(self.touched[id(box)].cases if id(box) in self.touched else 0))
        heads = [self.say(key) for key in ("where", "old", "new")]
        drawn = Table(*heads, self.say("cases") if self.touched else "", box=None, pad_edge=False)
        for box in boxes[: self.most]:
            drawn.add_row(
                escape(self.where(box)),
                f"[red]{escape(self.answer(box.old, box.new, table))}[/]",
                f"[green]{escape(self.answer(box.new, box.old, table))}[/]",
                self.cases(self.touched.get(id(box))) if self.touched else "",
            )
            drawn.add_section()
        self.console.print(drawn)
        if len(boxes) > self.most:
            rest = self.say("more", count=len(boxes) - self.most, option="--json")
            self.console.print(f"[dim]{rest}[/]")

    def where(self, box: Box) -> str:
        told = "\n".join(f"{name}: {cell}" for name, cell in box.cells.items())
        return told or self.speech.say(COMPARED["everywhere"])

    def answer(self, answer: Answer, other: Answer, table: str) -> str:
        """The rules, and of their outputs those that are not the other answer's."""
        rules = " | ".join(", ".join(each) for each in answer.rules[:MOST_RULES] if each)
        if len(answer.rules) > MOST_RULES:
            rules += " | …"
        if answer.undecided:
            return f"{self.undecided(answer.undecided)} {rules}".strip()
        lines = [rules or self.speech.say(COMPARED["nothing"])]
        for place, said in enumerate(answer.outputs):
            before = other.outputs[place] if len(other.outputs) == len(answer.outputs) == 1 else {}
            lines.append(_told(said, before, self.found.outputs[table]))
        return "\n".join(line for line in lines if line)

    def undecided(self, why: str) -> str:
        """Why a table has no answer: ``gap``, or ``gap in`` the earlier table that has none."""
        code, _, table = why.partition(" in ")
        said = self.speech.say(COMPARED[code])
        return f"{said} ({table})" if table else said

    def cases(self, each: Touched | None) -> str:
        if each is None:
            return "[dim]0[/]"
        bar = "█" * max(1, round(WIDEST * each.cases / self.most_cases))
        lines = [f"{each.cases:,}", f"[cyan]{bar}[/]", self.worth(each.worth)]
        if each.old or each.new:
            old, new = (_money(sums) or "0" for sums in (each.old, each.new))
            lines.append(self.say("promised", old=old, new=new))
        return "\n".join(line for line in lines if line)

    def worth(self, sums: Mapping[str, Decimal]) -> str:
        return self.say("worth", money=_money(sums)) if sums else ""

    def impact_of(self, impact: Impact) -> None:
        if not impact.cases:
            self.console.print(f"\n{self.say('none')}")
        else:
            changed = self.say(
                "changed",
                changed=f"{impact.changed:,}",
                cases=f"{impact.cases:,}",
                share=f"{100 * impact.changed / impact.cases:.1f}",
            )
            cells = self.say("cells", count=f"{impact.cells:,}")
            self.console.print(f"\n[bold]{changed}[/] {self.worth(impact.worth)} [dim]({cells})[/]")
        if impact.outside:
            self.print("yellow", "?", "outside", count=f"{impact.outside:,}")


def _told(said: Mapping[str, Any], before: Mapping[str, Any], facts: Mapping[str, Fact]) -> str:
    """Those outputs that are not the same before, or without one those that say anything."""
    shown = {n: v for n, v in said.items() if n not in before or before[n] != v}
    if not before:
        shown = {n: v for n, v in shown.items() if v is not None}
    return ", ".join(f"{name}: {value}" for name, value in written(shown, facts).items())


def _money(sums: Mapping[str, Decimal]) -> str:
    return ", ".join(f"{total:,.2f} {currency}".strip() for currency, total in sums.items())


def _short(text: str) -> str:
    return text if len(text) <= 3 * LONGEST else text[: 3 * LONGEST] + "…"


def as_data(found: Difference, impact: Impact | None) -> dict[str, Any]:
    """Difference and impact as JSON; every box with what it touches."""
    data = found.as_data()
    if impact is None:
        return data
    touched = {id(each.box): each for each in impact.touched}
    for box, told in zip(found.boxes, data["boxes"], strict=True):
        each = touched.get(id(box))
        told["cases"] = each.cases if each else 0
        told["worth"] = _plain(each.worth) if each else {}
        told["promised"] = {"old": _plain(each.old), "new": _plain(each.new)} if each else {}
    data["history"] = {
        "cases": impact.cases,
        "cells": impact.cells,
        "changed": impact.changed,
        "outside": impact.outside,
        "worth": _plain(impact.worth),
        "by_table": dict(impact.differing),
    }
    return data


def _plain(sums: Mapping[str, Decimal]) -> dict[str, str]:
    return {currency: str(total) for currency, total in sums.items()}
