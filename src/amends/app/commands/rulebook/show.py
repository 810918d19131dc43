"""`amends rulebook show`: the rulebook as one page that anybody may read and print."""

from __future__ import annotations

import sys
import webbrowser
from pathlib import Path

import click

from amends.app.commands.rulebook.folder import FOLDER, CannotRead, opened
from amends.core.errors import AmendsError
from amends.core.rulebook import Rulebook
from amends.core.rulebook.check import Report
from amends.core.rulebook.check import check as prove
from amends.tongue import LANGUAGES


@click.command()
@FOLDER
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help="Only this language.  [default: all in one file, with a switch]",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="The file to write, - for standard output.  [default: NAME-VERSION.html, here]",
)
@click.option("--open", "is_opened", is_flag=True, help="Open the page in a browser.")
@click.option("--no-check", is_flag=True, help="Do not say what is proven.")
def show(
    folder: Path | None, language: str | None, out: Path | None, is_opened: bool, no_check: bool
) -> None:
    """Write the rulebook in DIR as one HTML page: every rule in words, and what is proven of it.

    Without DIR it is the rulebook of AMENDS_POLICY, or the one that ships. The page needs nothing
    from outside and prints well.
    """
    book = opened(folder)
    page = _written(book, None if no_check else _proved(book), language)
    if out is not None and str(out) == "-":
        sys.stdout.write(page)
        return
    path = out or Path(f"{book.name}-{book.version}.html")
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}") from error
    click.echo(str(path))
    if is_opened:
        webbrowser.open(path.resolve().as_uri())


def _proved(book: Rulebook) -> Report:
    try:
        return prove(book)
    except AmendsError as error:
        raise CannotRead(str(error)) from error


def _written(book: Rulebook, report: Report | None, language: str | None) -> str:
    _make_templates_ready()
    from amends.app.rules.page import write

    return write(book, report, languages=[language] if language else LANGUAGES)


def _make_templates_ready() -> None:
    """Django's templates and catalogues alone: no settings of an installation, no database."""
    import django
    from django.conf import settings

    import amends.app

    if settings.configured:
        return
    app = Path(amends.app.__path__[0])
    templates = {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [app / "rules" / "templates"],
    }
    settings.configure(
        LANGUAGES=[(code, code) for code in LANGUAGES],
        LOCALE_PATHS=[app / "locale"],
        TEMPLATES=[templates],
        USE_I18N=True,
    )
    django.setup()
