"""How sheets look: colours by the kind of a column, widths, wrapping, frozen heads."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

WIDTHS = {"id": 26, "fact": 18, "output": 18, "reason": 48, "source": 14, "plain": 20}
HEADS = {
    "id": "D9D9D9",
    "fact": "BDD7EE",
    "output": "C6E0B4",
    "reason": "FFE699",
    "source": "D9D9D9",
    "plain": "D9D9D9",
}
BODIES = {"fact": "F4F9FD", "output": "F4FAF0", "reason": "FFFBEF"}


def paint(sheet: Worksheet, kinds: list[str]) -> None:
    """Dress a sheet whose first row is its head; ``kinds`` are those of its columns."""
    from openpyxl.utils import get_column_letter

    for number, kind in enumerate(kinds, 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS[kind]
    dressed: dict[tuple[str, bool], Any] = {}
    rows: Any = sheet.iter_rows(min_row=1, max_row=max(sheet.max_row, 1), max_col=len(kinds))
    for row in rows:
        for cell, kind in zip(row, kinds, strict=True):
            key = kind, cell.row == 1
            if key not in dressed:
                _dress(cell, kind)
                dressed[key] = cell._style
            cell._style = copy(dressed[key])
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(kinds))}{max(sheet.max_row, 2)}"


def _dress(cell: Any, kind: str) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    is_head = cell.row == 1
    colour = HEADS[kind] if is_head else BODIES.get(kind)
    if colour:
        cell.fill = PatternFill("solid", start_color=colour)
    cell.font = Font(bold=is_head)
    cell.alignment = Alignment(wrap_text=True, vertical="center" if is_head else "top")
    line = Side(style="thin", color="D0D0D0")
    cell.border = Border(bottom=line, right=line)
