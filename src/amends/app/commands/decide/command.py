"""The command itself: facts in, a decision and its reasons out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from amends.app.commands.decide.asking import ask
from amends.app.commands.decide.facts import BadFacts, checked, read_file, read_pairs
from amends.app.commands.decide.picture import draw
from amends.app.commands.decide.plain import as_data
from amends.app.commands.rulebook.folder import opened
from amends.app.commands.rulebook.language import LANGUAGE, translations
from amends.core.rulebook import Rulebook
from amends.core.rulebook.asking import completed, next_fact
from amends.core.rulebook.book import Decision
from amends.core.rulebook.examples import situations
from amends.core.rulebook.facts import BadSituation
from amends.tongue import system_language


@click.command()
@click.argument("facts", required=False, metavar="[FACTS.json|-]", type=click.File("r", "utf-8"))
@click.option(
    "--rulebook",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of the rulebook.  [default: AMENDS_POLICY, or the one that ships]",
)
@click.option("--situation", "named", help="Start from this one of the rulebook's situations.")
@click.option("--set", "pairs", multiple=True, metavar="FACT=VALUE", help="Say one fact.")
@click.option("--json", "as_json", is_flag=True, help="Print the decision as JSON.")
@click.option(
    "--all", "is_all", is_flag=True, help="Explain all facts, and all rules that did not fit."
)
@LANGUAGE
def decide(
    facts: Any,
    folder: Path | None,
    named: str | None,
    pairs: tuple[str, ...],
    as_json: bool,
    is_all: bool,
    language: str | None,
) -> None:
    """Decide one situation and explain the decision.

    Facts come from a JSON file (- for standard input), from a situation that the rulebook names,
    or from --set. Without a file and a situation they are asked for, one after another, as long
    as the decision hangs on them. Exit code 1: nothing can be decided; 2: bad facts.
    """
    book, words = opened(folder), translations(language or system_language())
    known = _known(book, facts, named) | read_pairs(pairs, book)
    is_asked = facts is None and named is None
    known = ask(book, known, words) if is_asked else _not_told(book) | known
    decision, given = _decided(book, checked(known, book))
    if as_json:
        click.echo(json.dumps(as_data(decision, given), ensure_ascii=False, indent=1))
    else:
        draw(decision, given, words, Console(), is_all=is_all)


def _known(book: Rulebook, facts: Any, named: str | None) -> dict[str, Any]:
    start = situations(book)
    if named is not None and named not in start:
        raise BadFacts(
            f"there is no situation {named!r}: one of {', '.join(start) or 'none is declared'}"
        )
    return (start[named] if named else {}) | (read_file(facts, book) if facts else {})


def _not_told(book: Rulebook) -> dict[str, Any]:
    """A fact that may be missing is missing where nothing is said of it."""
    return {fact.name: None for fact in book.tested if fact.optional}


def _decided(book: Rulebook, known: dict[str, Any]) -> tuple[Decision, dict[str, Any]]:
    """The decision, and those facts that were given."""
    try:
        missing = next_fact(book, known)
        if missing is not None:
            raise BadFacts(f"{missing.name} is missing: {missing.domain()}")
        return book.decide(completed(book, known)), known
    except BadSituation as error:
        raise click.ClickException(f"nothing can be decided: {error}") from error
