"""A decision as a picture in the terminal: what was decided, by which rules, and why not others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from rich.columns import Columns
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from amends.app.commands.decide.facts import shown
from amends.app.commands.rulebook.language import language_of
from amends.core.rulebook.book import Decision, Step
from amends.core.rulebook.facts import Fact
from amends.core.rulebook.tables import Rule
from amends.core.rulebook.why import Misfit, misfits
from amends.core.rulebook.words import phrase
from amends.core.rulebook.words.meaning import meaning_of
from amends.core.wording.lines.tested import FACTS
from amends.core.wording.mark import Line, Translator, line, plural

FEW = 3
"""So many rules that did not fit are shown of each table, the nearest ones."""
LINES: Mapping[str, Line] = {
    "nothing": line("no rule: nothing"),
    "asks": line("asks: {what}"),
    "free": plural(
        "Nothing hangs on {count} other fact.", "Nothing hangs on the {count} other facts."
    ),
    "more": plural("and {count} more rule that does not fit", "and {count} more that do not fit"),
}


def draw(
    decision: Decision,
    given: Mapping[str, Any],
    words: Translator,
    console: Console,
    *,
    is_all: bool = False,
) -> None:
    """Draw the facts, then each table with its answer and the rules that did not fit."""
    console.print(_head(decision, given, words, is_all=is_all))
    for step in decision.trace:
        console.print(_table(step, words, is_all=is_all))


def _head(
    decision: Decision, given: Mapping[str, Any], words: Translator, *, is_all: bool
) -> RenderableType:
    tested = [fact for fact in decision.book.tested if fact.name in given]
    parts = [_explained(tested, given, words) if is_all else _listed(tested, given)]
    if rest := len(decision.book.tested) - len(tested):
        parts.append(Text(_count("free", rest, words), "dim"))
    title = f"{decision.rulebook} {decision.version} · {decision.checksum[:12]}"
    return Panel(Group(*parts), title=title, title_align="left", border_style="dim")


def _listed(facts: Sequence[Fact], given: Mapping[str, Any]) -> RenderableType:
    """The facts beside one another, in a few lines."""
    told = [Text.assemble((f"{fact.name} ", "dim"), (shown(given[fact.name], fact), "cyan"))
            for fact in facts]  # fmt: skip
    return Columns(told, padding=(0, 3))


def _explained(
    facts: Sequence[Fact], given: Mapping[str, Any], words: Translator
) -> RenderableType:
    """A line for each fact with what it means."""
    table = Table.grid(padding=(0, 2))
    for fact in facts:
        meaning = meaning_of(fact, language_of(words))
        value = Text(shown(given[fact.name], fact), "bold cyan")
        table.add_row(Text(fact.name), value, Text(meaning, "dim"))
    return table


def _table(step: Step, words: Translator, *, is_all: bool) -> Tree:
    tree = Tree(Text(step.table.name, "bold"), guide_style="dim")
    for rule in step.answer:
        tree.add(_fired(rule, words))
    if not step.answer:
        tree.add(Text(_say("nothing", words), "dim"))
    missed = misfits(step)
    near = missed if is_all else missed[-FEW:] if _is_ordered(step) else ()
    if len(missed) > len(near) and near:
        tree.add(Text(_count("more", len(missed) - len(near), words), "dim"))
    for each in near:
        tree.add(_missed(each, words))
    return tree


def _is_ordered(step: Step) -> bool:
    return step.table.policy.name == "first"


def _fired(rule: Rule, words: Translator) -> RenderableType:
    said = Text.assemble(("✓ ", "green"), (rule.id, "bold green"))
    for name, value in rule.outputs.items():
        if value is not None:
            said.append(f"  {name} ", "dim")
            said.append(_value(value), "cyan")
    reason = rule.reasons.get(language_of(words)) or rule.reasons.get("en", "")
    why = Text.assemble((reason, "italic"), (f"  {rule.source}" if rule.source else "", "dim"))
    return Group(said, Padding(why, (0, 0, 0, 2), expand=False))


def _missed(each: Misfit, words: Translator) -> Text:
    told = phrase(each.cell, each.fact, words, own=FACTS.get(each.fact.name)).text
    asks = _say("asks", words, what=told)
    value = shown(each.value, each.fact)
    return Text.assemble(
        ("✗ ", "red"), (each.rule.id, "dim"), f"  {each.fact.name} = {value}  ", (asks, "dim")
    )


def _value(value: Any) -> str:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return format(Decimal(value).normalize(), "f")
    return str(value).lower() if isinstance(value, bool) else str(value)


def _say(key: str, words: Translator, **values: str) -> str:
    return words.gettext(LINES[key].one).format(**values)


def _count(key: str, count: int, words: Translator) -> str:
    return words.ngettext(LINES[key].one, LINES[key].many, count).format(count=count)
