"""The worked examples of a policy folder, tried."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from amends.core.errors import AmendsError
from amends.core.rulebook import Rulebook, Table
from amends.core.rulebook.examples import Example, contradictions, read_examples
from amends.policies.folder import find, read_text


def failing_examples(folder: Path, book: Rulebook) -> Iterator[str]:
    """What the rulebook decides otherwise than the examples beside its tables, a sentence each.

    Raise ``BadDeclaration`` for an example that is not understood.
    """
    for table in book.tables:
        path = find(folder, f"{table.name}.examples.csv")
        if path.exists():
            for example in read_examples(read_text(path), book=book, table=table.name):
                yield from _failing(example, book, table)


def _failing(example: Example, book: Rulebook, table: Table) -> Iterator[str]:
    try:
        answer = book.decide(example.facts).answers[book.places[table.name]]
    except AmendsError as error:
        yield f"{table.name}.examples.csv row {example.row} ({example.id}): {error}"
    else:
        yield from contradictions(example, book, answer)
