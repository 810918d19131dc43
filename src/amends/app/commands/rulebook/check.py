"""`amends rulebook check`: prove a rulebook, or show a concrete situation that breaks it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from amends.app.commands.rulebook.folder import FOLDER, CannotRead, opened
from amends.app.commands.rulebook.language import LANGUAGE, translations
from amends.app.commands.rulebook.picture import draw
from amends.core.errors import AmendsError
from amends.core.rulebook import Rulebook
from amends.core.rulebook.check import STEPS, Report
from amends.core.rulebook.check import check as prove
from amends.core.rulebook.check.words import sentence
from amends.tongue import system_language


@click.command()
@FOLDER
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option(
    "--budget",
    type=click.IntRange(1),
    default=STEPS,
    show_default=True,
    help="Steps for one question; what they do not suffice for is reported as unknown.",
)
@LANGUAGE
@click.pass_context
def check(
    ctx: click.Context, folder: Path | None, as_json: bool, budget: int, language: str | None
) -> None:
    """Prove the rulebook in DIR, or show a situation that breaks it.

    Without DIR it is the rulebook of AMENDS_POLICY, or the one that ships. Exit code 0: all is
    proven; 1: there are findings, or something is unknown; 2: the rulebook cannot be read.
    """
    book = opened(folder)
    with _progress() as on_progress:
        try:
            report = prove(book, budget=budget, on_progress=on_progress)
        except AmendsError as error:
            raise CannotRead(str(error)) from error
    language = language or system_language()
    words = translations(language)
    if as_json:
        click.echo(
            json.dumps(_as_data(report, book, words, language), ensure_ascii=False, indent=1)
        )
    else:
        draw(report, book, words, Console(), language=language)
    ctx.exit(0 if report.is_proven else 1)


def _as_data(
    report: Report, book: Rulebook, words: NullTranslations, language: str
) -> dict[str, Any]:
    """The report, and each finding also as a sentence."""
    data = report.as_data(book.facts)
    for entry, finding in zip(data["findings"], report.findings, strict=True):
        entry["sentence"] = sentence(finding, words, language)
    return data


@contextmanager
def _progress() -> Iterator[Callable[[float], None]]:
    """A progress bar on a terminal; elsewhere silence."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("", total=1.0)
        yield lambda part: bar.update(task, completed=part)
