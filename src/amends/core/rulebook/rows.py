"""The rows of a CSV file, each with its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from itertools import islice

from amends.core.errors import BadDeclaration

MOST_RULES = 20_000


def read_rows(text: str, *, where: str) -> tuple[Sequence[str], list[tuple[int, dict[str, str]]]]:
    """The head of a CSV file, and its rows by column with their line.

    Raise ``BadDeclaration`` for a file that is not well-formed, too long or not rectangular.
    """
    reader = csv.DictReader(io.StringIO(text), strict=True)
    try:
        rows = [(reader.line_num, row) for row in islice(reader, MOST_RULES + 1)]
    except csv.Error as error:
        raise BadDeclaration(
            f"the file is not well-formed CSV: {error}", where=f"{where} row {reader.line_num}"
        ) from None
    head = reader.fieldnames or ()
    if len(set(head)) != len(head):
        raise BadDeclaration("a column stands there twice", where=where)
    if len(rows) > MOST_RULES:
        raise BadDeclaration(f"a table has at most {MOST_RULES} rules", where=where)
    for number, row in rows:
        if None in row or None in row.values():
            raise BadDeclaration(
                "the row has more or fewer cells than the head", where=f"{where} row {number}"
            )
    return head, rows
