"""pyDMNrules: one table as the workbook that it reads."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from typing import Any

from amends.core.rulebook import Rulebook
from amends.core.rulebook.cells import Cell, Span, show_span
from bench.rulebook.peers.zen import plain

HIT = {"unique": "U", "any": "A", "first": "F", "collect": "C", "rule order": "R"}


def deciding(book: Rulebook) -> Callable[[dict[str, Any]], Any]:
    """The function that decides one situation."""
    import pyDMNrules

    rules = pyDMNrules.DMN()
    with contextlib.redirect_stdout(io.StringIO()):
        status = rules.use(_workbook(book))
    if status.get("errors"):
        raise ValueError(status["errors"])

    def decide(facts: dict[str, Any]) -> Any:
        status, decision = rules.decide({name: plain(value) for name, value in facts.items()})
        if status.get("errors"):
            raise ValueError(status["errors"])
        last = decision[-1] if isinstance(decision, list) else decision
        return last["Result"]

    return decide


def _workbook(book: Rulebook) -> Any:
    from openpyxl import Workbook

    workbook = Workbook()
    glossary = workbook.active
    assert glossary is not None
    glossary.title = "Glossary"
    glossary.append(["Glossary", None, None])
    glossary.append(["Variable", "Business Concept", "Attribute"])
    names = [fact.name for fact in book.tested]
    names += list(dict.fromkeys(o.name for table in book.tables for o in table.outputs))
    for place, name in enumerate(names):
        glossary.append([name, "Case" if not place else None, name])
    decision = workbook.create_sheet("Decision")
    decision.append(["Decision", None])
    decision.append(["Decisions", "Execute Decision Tables"])
    for table in book.tables:
        decision.append([table.name, table.name])
    for table in book.tables:
        _sheet(workbook.create_sheet(table.name), table)
    _framed(workbook)
    return workbook


def _sheet(sheet: Any, table: Any) -> None:
    sheet.append([table.name])
    head = [HIT[table.policy.name], *(fact.name for fact in table.columns)]
    sheet.append([*head, *(fact.name for fact in table.outputs)])
    for number, rule in enumerate(table.rules, 1):
        cells = [_text(cell) for cell in rule.cells]
        sheet.append([number, *cells, *(_literal(value) for value in rule.outputs.values())])


def _framed(workbook: Any) -> None:
    """Borders, by which pyDMNrules finds where tables begin and end."""
    from openpyxl.styles import Border, Side

    thin, double = Side(style="thin"), Side(style="double")
    for sheet in workbook:
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
        if sheet.title in {"Glossary", "Decision"}:
            continue
        inputs = sum(1 for cell in sheet[2] if cell.value) - 2
        for row in sheet.iter_rows(min_row=2, max_row=sheet.max_row):
            row[inputs - 1].border = Border(left=thin, right=double, top=thin, bottom=thin)
        for cell in sheet[2]:
            cell.border = Border(left=thin, right=cell.border.right, top=thin, bottom=double)


def _text(cell: Cell) -> str:
    if cell.anything:
        return "-"
    listed = ",".join(_test(span) for span in cell.spans)
    return f"not({listed})" if cell.negated else listed


def _test(span: Span) -> str:
    return show_span(span, _literal)


def _literal(value: Any) -> str:
    value = plain(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)
