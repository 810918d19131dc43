"""The whole page, in one language or several, as one file that needs nothing from outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils import translation

from amends.app.locale import LANGUAGES
from amends.app.rules.anchors import anchor
from amends.app.rules.chapters import OTHER, Chapter, chapters
from amends.app.rules.proven import Proven, marks, proven
from amends.app.rules.rows import LAW, Group, groups
from amends.app.rules.words import Speaking
from amends.app.rules.words import tables as lines
from amends.app.rules.words.outputs import WHOLE
from amends.app.rules.words.speaking import readable
from amends.core.rulebook import Rulebook
from amends.core.rulebook.cells import Cell, Span
from amends.core.rulebook.check import Report
from amends.core.rulebook.facts import Fact
from amends.core.rulebook.tables import Table
from amends.core.rulebook.words import phrase
from amends.core.rulebook.words.meaning import meaning_of
from amends.core.rulebook.words.shapes import ANYTHING

SHORT = {"en": "EN", "ru": "РУ", "mn": "МН"}
OWN_NAMES = {"en": "English", "ru": "Русский", "mn": "Монгол"}
PAGE = "rules/page.html"
MOST_STEPS = 6
"""A picture of more steps than these says nothing."""


class TableView(NamedTuple):
    """A table as it is read."""

    name: str
    anchor: str
    title: str
    purpose: str
    hit: str
    may_be_empty: str
    is_law: bool
    is_ordered: bool
    marks: Mapping[str, str]
    groups: tuple[Group, ...]
    rules: int


class Step(NamedTuple):
    """A step of the line with its tables."""

    key: str
    title: str
    text: str
    anchor: str
    tables: tuple[TableView, ...]

    @property
    def is_one_table(self) -> bool:
        """Whether the step is but its table, with the same title."""
        return len(self.tables) == 1 and self.tables[0].title == self.title


class Told(NamedTuple):
    """A fact as the page explains it."""

    name: str
    meaning: str
    values: str


class Current(NamedTuple):
    """The version that decides today: ``title`` names it, ``address`` is that of its page."""

    title: str
    address: str


class Edition(NamedTuple):
    """The page in one language; ``other`` says so where another version decides today."""

    language: str
    name: str
    book: Rulebook
    called: str
    other: str
    current: str
    sources: str
    steps: tuple[Step, ...]
    proven: Proven
    facts: tuple[Told, ...]
    has_line: bool
    tables: int
    tables_word: str
    rules: int
    rules_word: str


def write(
    book: Rulebook,
    report: Report | None,
    *,
    languages: Sequence[str] = LANGUAGES,
    links: Mapping[str, str] | None = None,
    current: Current | None = None,
) -> str:
    """The page as HTML; ``current`` is the version that decides today, where it is another.

    Several ``languages`` stand in one file, of which the one is shown that the address names
    (``#in-ru`` or any anchor), else the first; ``links`` are the addresses of the languages where
    each has a page of its own. A rule has the same anchor everywhere: see ``anchor``.
    """
    several = len(languages) > 1
    if several:
        links = {code: f"#in-{code}" for code in languages}
    context = {
        "editions": [
            {"edition": each, "html": _inner(each)}
            for each in (edition(book, report, language, current) for language in languages)
        ],
        "several": several,
        "links": [(code, SHORT[code], OWN_NAMES[code], url) for code, url in (links or {}).items()],
        "language": languages[0],
        "book": book,
    }
    with translation.override(languages[0]):
        return render_to_string(PAGE, context)


def _inner(each: Edition) -> str:
    with translation.override(each.language):
        return render_to_string("rules/edition.html", {"edition": each, "proven": each.proven})


def edition(
    book: Rulebook, report: Report | None, language: str, current: Current | None = None
) -> Edition:
    """All that the page says in one language."""
    speaking = Speaking(language)
    steps = tuple(_step(each, book, report, speaking) for each in chapters(book))
    rules = sum(len(table.rules) for table in book.tables)
    return Edition(
        language=language,
        name=OWN_NAMES[language],
        book=book,
        called=_called(book, speaking),
        other=speaking.say(lines.OTHER_VERSION, **_named_as(book), current=current.title)
        if current
        else "",
        current=current.address if current else "",
        sources=speaking.say(lines.SOURCES, example="R3"),
        steps=steps,
        proven=proven(book, report, speaking),
        facts=tuple(_told(fact, speaking) for fact in book.tested),
        has_line=1 < len(steps) <= MOST_STEPS,
        tables=len(book.tables),
        tables_word=speaking.count(lines.TABLES, len(book.tables)),
        rules=rules,
        rules_word=speaking.count(lines.RULES, rules),
    )


def _called(book: Rulebook, speaking: Speaking) -> str:
    since = book.declared.get("valid_from")
    if not since:
        return speaking.say(lines.CALLED, **_named_as(book))
    told = speaking.value("valid_from", since)
    return speaking.say(lines.CALLED_SINCE, **_named_as(book), since=told)


def _named_as(book: Rulebook) -> dict[str, str]:
    return {"name": book.name, "version": book.version}


def _step(chapter: Chapter, book: Rulebook, report: Report | None, speaking: Speaking) -> Step:
    tables = tuple(_view(table, book, report, speaking) for table in chapter.tables)
    place = anchor(speaking.language, "step", chapter.key)
    if chapter.key not in lines.STEPS:
        return Step(OTHER, tables[0].title, tables[0].purpose, place, tables)
    title, text = lines.STEPS[chapter.key]
    return Step(chapter.key, speaking.say(title), speaking.say(text), place, tables)


def _view(table: Table, book: Rulebook, report: Report | None, speaking: Speaking) -> TableView:
    declared: Mapping[str, Any] = book.declared["tables"][table.name]
    return TableView(
        name=table.name,
        anchor=anchor(speaking.language, table.name),
        title=_named(declared, "title", lines.TITLES, table.name, speaking)
        or readable(table.name).capitalize(),
        purpose=_named(declared, "meaning", lines.PURPOSES, table.name, speaking),
        hit=_hit(table, speaking),
        may_be_empty=speaking.say(lines.MAY_BE_EMPTY) if table.may_be_empty else "",
        is_law=table.layer == LAW,
        is_ordered=table.policy.name == "first",
        marks=marks(table.name, report),
        groups=groups(table, speaking),
        rules=len(table.rules),
    )


def _named(
    declared: Mapping[str, Any], key: str, known: Mapping[str, Any], name: str, speaking: Speaking
) -> str:
    """What the rulebook itself says of a table, else the words that ship, if any."""
    said = declared.get(key)
    if said:
        return speaking.of({"en": said} if isinstance(said, str) else said)
    return speaking.say(known[name]) if name in known else ""


def _hit(table: Table, speaking: Speaking) -> str:
    policy = table.policy
    key = f"{policy.name}.{policy.aggregate}" if policy.aggregate else policy.name
    ranked = [name for ranks in policy.ranks.values() for name in ranks if name is not None]
    output = next(iter(policy.ranks), "")
    order = ", ".join(_answer(output, value, speaking) for value in ranked)
    return speaking.say(lines.HIT[key], order=order)


def _answer(output: str, value: Any, speaking: Speaking) -> str:
    whole = WHOLE.get(output, {}).get(value)
    return speaking.say(whole) if whole else speaking.value(output, value)


def _told(fact: Fact, speaking: Speaking) -> Told:
    meaning = meaning_of(fact, speaking.language) or readable(fact.name)
    return Told(fact.name, meaning, _domain(fact, speaking))


def _domain(fact: Fact, speaking: Speaking) -> str:
    if fact.values:
        return ", ".join(speaking.value(fact.name, value) for value in fact.values)
    if fact.low is None and fact.high is None:
        return speaking.say(ANYTHING)
    whole = Cell("", (Span(fact.low, fact.high),))
    return phrase(whole, fact, speaking.words, show=partial(speaking.value, "")).text
