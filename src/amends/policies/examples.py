"""The worked examples of a policy folder, tried."""

from __future__ import annotations

from pathlib import Path

from amends.core.errors import BadDeclaration
from amends.core.rulebook import BadSituation, Rulebook
from amends.core.rulebook.examples import contradictions, read_examples
from amends.policies.folder import read_text

ENDING = ".examples.csv"


def try_examples(folder: Path, book: Rulebook) -> tuple[int, list[str]]:
    """How many examples the folder has, and what comes out otherwise, a sentence each.

    Raise ``BadDeclaration`` for an example, or a file of them, that is not understood.
    """
    count, wrong = 0, list[str]()
    for path in sorted(folder.glob(f"*{ENDING}")):
        tried, said = _tried(path, book)
        count, wrong = count + tried, wrong + said
    return count, wrong


def _tried(path: Path, book: Rulebook) -> tuple[int, list[str]]:
    table = path.name.removesuffix(ENDING)
    if table not in book.places:
        raise BadDeclaration(f"there is no table {table!r}", where=path.name)
    found = read_examples(read_text(path), book=book, table=table)
    said: list[str] = []
    for each in found:
        try:
            answer = book.decide(each.facts).answers[book.places[table]]
        except BadSituation as error:
            said.append(f"{path.name} row {each.row} ({each.id}): {error}")
        else:
            said += contradictions(each, book, answer)
    return len(found), said
