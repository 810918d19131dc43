"""A rulebook as a workbook that a manager likes to work in: one sheet for each table.

Heads are frozen and filtered, columns coloured by their kind, listed values offered in
drop-downs; a note on a fact's head says what it means. No cell is a formula.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from amends.core.rulebook.book import Rulebook
from amends.core.rulebook.facts import Fact
from amends.core.rulebook.policies import AGGREGATES, HIT_POLICIES
from amends.core.rulebook.reading import REASON
from amends.core.rulebook.said import around, declared_outputs, show_output
from amends.core.rulebook.tables import Table
from amends.core.rulebook.toml import inline
from amends.core.rulebook.types import TYPES
from amends.core.rulebook.xlsx.entries import as_row
from amends.core.rulebook.xlsx.layout import (
    BOOK,
    FACTS,
    LISTS,
    MORE,
    OUTPUTS,
    SEVERAL,
    TABLES,
    entry_columns,
    sheet_names,
)
from amends.core.rulebook.xlsx.plain import as_number, encode
from amends.core.rulebook.xlsx.safety import BadWorkbook
from amends.core.rulebook.xlsx.styles import paint

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST_TEXT = 32_767
RUNNABLE = ("=", "+", "-", "@", "\t", "\r", "'")
ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
KINDS_OF_FACTS = Fact("type", TYPES["string"], values=tuple(TYPES))
POLICIES = Fact("hit", TYPES["string"], values=HIT_POLICIES)
FOLDS = Fact("aggregate", TYPES["string"], values=tuple(AGGREGATES))
TABLE_KEYS = ("hit", "aggregate", "may_be_empty", "layer")


def write(book: Rulebook, *, language: str = "en") -> bytes:
    """The rulebook as the bytes of an ``.xlsx`` file; notes are in ``language`` where they can.

    Raise ``BadWorkbook`` for a text that no cell can hold.
    """
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    names = sheet_names(table.name for table in book.tables)
    lists = _Lists(workbook)
    _write_book(workbook, book)
    _write_facts(workbook, book, lists)
    _write_tables(workbook, book, names, lists)
    _write_outputs(workbook, book, lists)
    for table in book.tables:
        said = declared_outputs(book, table)
        sheet = workbook.create_sheet(names[table.name])
        _write_table(sheet, table, said, lists, language)
    lists.hide()
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _write_book(workbook: Workbook, book: Rulebook) -> None:
    rows = [["what", "value"]]
    for key, value in around(book).items():
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            rows += [[key + SEVERAL, encode(each)] for each in value]
        else:
            rows.append([key, encode(value)])
    _fill(workbook.create_sheet(BOOK), rows, ["plain", "reason"])


def _write_facts(workbook: Workbook, book: Rulebook, lists: _Lists) -> None:
    entries: Mapping[str, Any] = book.declared.get("facts", {})
    columns = entry_columns(entries.values())
    rows = [["name", *columns]]
    for name, entry in entries.items():
        row = as_row(entry)
        rows.append([name, *(row.get(column, "") for column in columns)])
    sheet = workbook.create_sheet(FACTS)
    _fill(sheet, rows, ["id", *_kinds_of_entries(columns)])
    lists.offer(sheet, 2, KINDS_OF_FACTS, tested=False)


def _write_tables(
    workbook: Workbook, book: Rulebook, names: Mapping[str, str], lists: _Lists
) -> None:
    rows = [["table", "sheet", *TABLE_KEYS, MORE]]
    for name, entry in book.declared.get("tables", {}).items():
        rest = {k: v for k, v in entry.items() if k not in (*TABLE_KEYS, "outputs")}
        cells = [encode(entry[key]) if key in entry else "" for key in TABLE_KEYS]
        rows.append([name, names[name], *cells, inline(rest) if rest else ""])
    sheet = workbook.create_sheet(TABLES)
    _fill(sheet, rows, ["id", *(["plain"] * 6)])
    lists.offer(sheet, 3, POLICIES, tested=False)
    lists.offer(sheet, 4, FOLDS, tested=False)


def _write_outputs(workbook: Workbook, book: Rulebook, lists: _Lists) -> None:
    entries = [
        (table, name, entry)
        for table, declared in book.declared.get("tables", {}).items()
        for name, entry in declared.get("outputs", {}).items()
    ]
    columns = entry_columns(entry for _, _, entry in entries)
    rows = [["table", "name", *columns]]
    for table, name, entry in entries:
        row = as_row(entry)
        rows.append([table, name, *(row.get(column, "") for column in columns)])
    sheet = workbook.create_sheet(OUTPUTS)
    _fill(sheet, rows, ["id", "id", *_kinds_of_entries(columns)])
    lists.offer(sheet, 3, KINDS_OF_FACTS, tested=False)


def _kinds_of_entries(columns: Sequence[str]) -> list[str]:
    return ["reason" if column.startswith("meaning") else "plain" for column in columns]


def _write_table(
    sheet: Worksheet, table: Table, said: Mapping[str, Fact], lists: _Lists, language: str
) -> None:
    languages = list(dict.fromkeys(lang for rule in table.rules for lang in rule.reasons))
    kinds = ["id", *["fact"] * len(table.columns), *["output"] * len(table.outputs)]
    kinds += [*["reason"] * len(languages), "source"]
    tested = [fact.name for fact in table.columns]
    rows = [["id", *tested, *said, *(REASON + lang for lang in languages), "source"]]
    for rule in table.rules:
        outputs = [show_output(rule.outputs[name], fact.type) for name, fact in said.items()]
        reasons = [rule.reasons.get(language, "") for language in languages]
        cells = [cell.text for cell in rule.cells]
        rows.append([rule.id, *cells, *outputs, *reasons, rule.source])
    _fill(sheet, rows, kinds)
    for number, fact in enumerate((*table.columns, *said.values()), 2):
        _explain(sheet.cell(1, number), fact, language)
        lists.offer(sheet, number, fact, tested=number < len(table.columns) + 2)


def _fill(sheet: Worksheet, rows: Sequence[Sequence[str]], kinds: list[str]) -> None:
    from openpyxl.utils.exceptions import IllegalCharacterError

    for row_number, row in enumerate(rows, 1):
        for number, text in enumerate(row, 1):
            if text == "":
                continue
            try:
                _set(sheet.cell(row_number, number), text)
            except IllegalCharacterError:
                where = f"{sheet.title} row {row_number}"
                raise BadWorkbook("a text has signs that no cell can hold", where=where) from None
    paint(sheet, kinds)
    _quote(sheet)


def _quote(sheet: Worksheet) -> None:
    """The sign by which a spreadsheet leaves a text alone, also when somebody edits it."""
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith(RUNNABLE):
                cell.quotePrefix = True


def _set(cell: Any, text: str) -> None:
    """Numbers and truth values as such, all else as text that a spreadsheet never runs."""
    if len(text) > LONGEST_TEXT:
        raise BadWorkbook(f"a cell holds at most {LONGEST_TEXT} characters", where=cell.coordinate)
    number = as_number(text)
    if text in {"true", "false"}:
        cell.value = text == "true"
    elif number is not None:
        cell.value = number
    else:
        cell.value = ESCAPED.sub("_x005F_", text)
        cell.data_type = "s"


def _explain(cell: Any, fact: Fact, language: str) -> None:
    """A note on the head: what the fact means and which values it may have."""
    from openpyxl.comments import Comment

    spoken = fact.meaning.get(language) or fact.meaning.get("en")
    meaning = spoken or next(iter(fact.meaning.values()), "")
    lines = [meaning, fact.domain() + (f" {fact.unit}" if fact.unit else "")]
    comment = Comment("\n".join(line for line in lines if line)[:1_000], "Amends")
    comment.width, comment.height = 320, 120
    cell.comment = comment


class _Lists:
    """Values for drop-downs, on a hidden sheet: a formula of values has no room for many."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.sheet = workbook.create_sheet(LISTS)
        self.columns: dict[tuple[str, ...], str] = {}

    def hide(self) -> None:
        self.workbook.move_sheet(self.sheet, len(self.workbook.worksheets))
        self.workbook.active = 0
        self.sheet.sheet_state = "hidden"

    def offer(self, sheet: Worksheet, number: int, fact: Fact, *, tested: bool) -> None:
        """A drop-down in a column: of tests it only offers, of outputs it also insists."""
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation

        if not fact.values:
            return
        shown = [show_output(value, fact.type) for value in fact.values]
        if tested:
            shown = ["-", *(fact.type.show(value) for value in fact.values)]
        validation = DataValidation(type="list", formula1=self._reference(tuple(shown)))
        validation.allow_blank = True
        validation.showErrorMessage = not tested
        letter = get_column_letter(number)
        validation.add(f"{letter}2:{letter}{max(sheet.max_row + 200, 500)}")
        sheet.add_data_validation(validation)

    def _reference(self, shown: tuple[str, ...]) -> str:
        from openpyxl.utils import get_column_letter

        if shown not in self.columns:
            number = len(self.columns) + 1
            letter = get_column_letter(number)
            self.columns[shown] = f"{LISTS}!${letter}$1:${letter}${len(shown)}"
            for row, text in enumerate(shown, 1):
                _set(self.sheet.cell(row, number), text)
        return self.columns[shown]
