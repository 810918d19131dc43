"""The facts asked for in the terminal, as long as the decision hangs on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from amends.app.commands.decide.facts import BadFacts, read_value, shown
from amends.app.commands.rulebook.language import language_of
from amends.core.rulebook import Fact, Rulebook
from amends.core.rulebook.asking import next_fact
from amends.core.rulebook.examples import situations
from amends.core.rulebook.facts import BadSituation
from amends.core.rulebook.words.meaning import meaning_of
from amends.core.wording.mark import Translator, line

USUAL = line("An empty answer takes the value in brackets.")


def ask(book: Rulebook, known: Mapping[str, Any], words: Translator) -> dict[str, Any]:
    """Known facts, and those that were asked for.

    Defaults are those of the rulebook's first situation.
    """
    console, found = Console(stderr=True), dict(known)
    usual: Mapping[str, Any] = next(iter(situations(book).values()), {})
    if usual:
        console.print(words.gettext(USUAL.one), style="dim")
    while (fact := _next(book, found)) is not None:
        found[fact.name] = _asked(fact, usual, words, console)
    return found


def _next(book: Rulebook, found: Mapping[str, Any]) -> Fact | None:
    try:
        return next_fact(book, found)
    except BadSituation as error:
        raise click.ClickException(f"nothing can be decided: {error}") from error


def _asked(fact: Fact, usual: Mapping[str, Any], words: Translator, console: Console) -> Any:
    meaning = meaning_of(fact, language_of(words)) or fact.name
    allowed = fact.domain() + (", null" if fact.optional else "")
    console.print(Text.assemble("\n", (meaning, "bold"), "\n", (allowed, "dim")), highlight=False)
    has_default = fact.name in usual or fact.optional
    default = shown(usual.get(fact.name), fact) if has_default else None
    while True:
        text = click.prompt(fact.name, default=default, err=True)
        try:
            return read_value(str(text), fact)
        except BadFacts as error:
            console.print(error.message, style="red", highlight=False)
