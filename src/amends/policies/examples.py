"""The worked examples of a policy folder, tried."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from amends.core.errors import BadDeclaration
from amends.core.rulebook import BadSituation, Rulebook
from amends.core.rulebook.examples import contradictions, read_examples
from amends.policies.folder import read_text

ENDING = ".examples.csv"


def try_examples(folder: Path, book: Rulebook) -> list[str]:
    """What comes out otherwise than the folder's examples say, a sentence each.

    Raise ``BadDeclaration`` for an example, or a file of them, that is not understood.
    """
    paths = sorted(folder.glob(f"*{ENDING}"))
    return [sentence for path in paths for sentence in _wrong(path, book)]


def _wrong(path: Path, book: Rulebook) -> Iterator[str]:
    table = path.name.removesuffix(ENDING)
    if table not in book.places:
        raise BadDeclaration(f"there is no table {table!r}", where=path.name)
    for each in read_examples(read_text(path), book=book, table=table):
        try:
            answer = book.decide(each.facts).answers[book.places[table]]
        except BadSituation as error:
            yield f"{path.name} row {each.row} ({each.id}): {error}"
        else:
            yield from contradictions(each, book, answer)
