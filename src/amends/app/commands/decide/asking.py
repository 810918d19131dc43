"""The facts asked for in the terminal, as long as the decision hangs on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import click
from rich.console import Console

from amends.app.commands.decide.facts import BadFacts, read_value, shown
from amends.app.commands.rulebook.language import language_of
from amends.core.rulebook import Fact, Rulebook
from amends.core.rulebook.asking import hanging, next_fact
from amends.core.rulebook.examples import situations
from amends.core.rulebook.facts import BadSituation
from amends.core.rulebook.words.meaning import meaning_of
from amends.core.wording.mark import Line, Translator, line, plural

LINES: Mapping[str, Line] = {
    "usual": line(
        "An empty answer takes the value in brackets, ? tells what may be answered, ?? what is"
        " known by now."
    ),
    "asked": line("What may be answered: {allowed}"),
    "null": line("{null}: it is not known"),
    "left": plural("{count} more fact may matter.", "{count} more facts may matter."),
}


def ask(book: Rulebook, known: Mapping[str, Any], words: Translator) -> dict[str, Any]:
    """Known facts, and those that were asked for.

    Defaults are those of the rulebook's first situation.
    """
    asking = _Asking(book, dict(known), words)
    asking.say("usual")
    while (fact := asking.next()) is not None:
        asking.found[fact.name] = asking.answer(fact)
    return asking.found


@dataclass
class _Asking:
    """A conversation on standard error; ``found`` are the facts by now."""

    book: Rulebook
    found: dict[str, Any]
    words: Translator
    console: Console = field(default_factory=lambda: Console(stderr=True))

    def tell(self, text: str, style: str = "dim") -> None:
        self.console.print(text, style=style, highlight=False)

    def say(self, key: str, **values: str) -> None:
        self.tell(self.words.gettext(LINES[key].one).format(**values))

    def next(self) -> Fact | None:
        try:
            return next_fact(self.book, self.found)
        except BadSituation as error:
            raise click.ClickException(f"nothing can be decided: {error}") from error

    def answer(self, fact: Fact) -> Any:
        """What somebody says of a fact; help where they ask for it."""
        self.tell(meaning_of(fact, language_of(self.words)) or fact.name, "bold")
        while True:
            text = str(click.prompt(f"  {fact.name}", default=self.usual(fact), err=True)).strip()
            if text in {"?", "??"}:
                self.help(fact) if text == "?" else self.overview()
                continue
            try:
                return read_value(text, fact)
            except BadFacts as error:
                self.tell(error.message, "red")

    def usual(self, fact: Fact) -> str | None:
        usual = next(iter(situations(self.book).values()), {})
        has_default = fact.name in usual or fact.optional
        return shown(usual.get(fact.name), fact) if has_default else None

    def help(self, fact: Fact) -> None:
        domain = fact.domain() + (f" {fact.unit}" if fact.unit else "")
        self.say("asked", allowed=domain)
        if fact.optional:
            self.say("null", null="null")

    def overview(self) -> None:
        """What is known, and how much may still be asked."""
        told = (f"{name} = {shown(value, self.book.facts[name])}"
                for name, value in self.found.items())  # fmt: skip
        self.tell(", ".join(told) or "–")
        left, count = LINES["left"], len(hanging(self.book, self.found))
        self.tell(self.words.ngettext(left.one, left.many, count).format(count=count))
