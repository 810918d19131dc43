"""The difference of two rulebooks, and what it touches, as a picture in the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from amends.core.rulebook.diff import Answer, Box, Difference
from amends.core.rulebook.diff.impact import Impact, Touched
from amends.core.rulebook.diff.report import written

WIDEST = 24
LONGEST = 60
SIGNS = {"added": "[green]+[/]", "removed": "[red]−[/]", "changed": "~", "reworded": "[dim]“[/]"}


def draw(found: Difference, impact: Impact | None, console: Console, *, most: int) -> None:
    """Draw what is written differently, what is decided differently, and what that touches."""
    old, new = found.names
    console.print(f"[bold]{escape(old)} → {escape(new)}[/]")
    _draw_changes(found, console)
    if found.apart:
        facts = ", ".join(found.apart)
        console.print(f"[yellow]?[/] no value in common, not compared: {escape(facts)}")
    touched = {id(each.box): each for each in impact.touched} if impact else {}
    most_cases = max((each.cases for each in touched.values()), default=0)
    for table, boxes in groupby(found.boxes, key=lambda box: box.table):
        _draw_table(table, list(boxes), found, touched, most_cases, console, most)
    for table in found.unknown:
        console.print(f"[yellow]?[/] {escape(table)}: the budget did not suffice for boxes")
    if found.is_same:
        console.print("[bold green]Every situation is decided alike.[/]")
    if impact:
        _draw_impact(impact, console)


def _draw_changes(found: Difference, console: Console) -> None:
    for each in found.changes:
        if each.kind == "changed":
            text = f"{_short(each.old)}  →  {_short(each.new)}"
        else:
            text = _short(each.new or each.old)
        console.print(
            f"  {SIGNS[each.kind]} {each.what} {escape(each.name)}  [dim]{escape(text)}[/]"
        )


def _draw_table(
    table: str,
    boxes: list[Box],
    found: Difference,
    touched: Mapping[int, Touched],
    most_cases: int,
    console: Console,
    most: int,
) -> None:
    console.print(f"\n[bold]{escape(table)}[/]")
    boxes.sort(key=lambda box: -(touched[id(box)].cases if id(box) in touched else 0))
    drawn = Table("where", "old", "new", "cases" if touched else "", box=None, pad_edge=False)
    for box in boxes[:most]:
        where = "\n".join(f"{name}: {cell}" for name, cell in box.cells.items()) or "everywhere"
        drawn.add_row(
            escape(where),
            f"[red]{escape(_answer(box.old, box.new, found, table))}[/]",
            f"[green]{escape(_answer(box.new, box.old, found, table))}[/]",
            _cases(touched.get(id(box)), most_cases) if touched else "",
        )
        drawn.add_section()
    console.print(drawn)
    if len(boxes) > most:
        console.print(f"[dim]… and {len(boxes) - most} more; --json has all[/]")


def _answer(answer: Answer, other: Answer, found: Difference, table: str) -> str:
    """The rules, and of their outputs those that are not the other answer's."""
    rules = " | ".join(", ".join(each) for each in answer.rules[:3] if each)
    if len(answer.rules) > 3:
        rules += " | …"
    if answer.undecided:
        return f"{answer.undecided} {rules}".strip()
    lines = [rules or "nothing"]
    for place, said in enumerate(answer.outputs):
        before = other.outputs[place] if len(other.outputs) == len(answer.outputs) == 1 else {}
        shown = {n: v for n, v in said.items() if n not in before or before[n] != v}
        if not before:
            shown = {n: v for n, v in shown.items() if v is not None}
        told = written(shown, found.outputs[table])
        lines.append(", ".join(f"{name}: {value}" for name, value in told.items()))
    return "\n".join(line for line in lines if line)


def _cases(each: Touched | None, most: int) -> str:
    if each is None:
        return "[dim]0[/]"
    bar = "█" * max(1, round(WIDEST * each.cases / most))
    lines = [f"{each.cases:,}", f"[cyan]{bar}[/]", _sums("worth", each.worth)]
    if each.old or each.new:
        lines.append(f"{_sums('promised', each.old) or 'promised 0'} → {_money(each.new) or '0'}")
    return "\n".join(line for line in lines if line)


def _draw_impact(impact: Impact, console: Console) -> None:
    share = f" ({100 * impact.changed / impact.cases:.1f} %)" if impact.cases else ""
    console.print(
        f"\n[bold]{impact.changed:,} of {impact.cases:,} cases{share} are decided otherwise[/] "
        f"{_sums('worth', impact.worth)} [dim]({impact.cells:,} occupied cells)[/]"
    )
    if impact.outside:
        console.print(
            f"[yellow]?[/] {impact.outside:,} cases are not compared: they lack a fact, or have a "
            "value that it never has"
        )


def _sums(word: str, sums: Mapping[str, Decimal]) -> str:
    return f"{word} {_money(sums)}" if sums else ""


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
