"""A paper made of headings, lines and tables; Latin and Cyrillic with the Mongolian letters."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

FONTS = Path(__file__).parent / "fonts"
PLAIN, BOLD = "DejaVuSans", "DejaVuSans-Bold"
MARGIN = 18 * mm
INK, SOFT, LINE = colors.HexColor("#1d2433"), colors.HexColor("#5b6474"), colors.HexColor("#d5dae3")


@lru_cache(maxsize=1)
def _fonts() -> None:
    for name in (PLAIN, BOLD):
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))


def _style(size: float, *, font: str = PLAIN, color: Any = INK, after: float = 2) -> ParagraphStyle:
    return ParagraphStyle(
        f"{font}{size}{color}",
        fontName=font,
        fontSize=size,
        leading=size * 1.35,
        textColor=color,
        spaceAfter=after,
        wordWrap="LTR",
        splitLongWords=True,
    )


class Sheet:
    """A paper that grows downwards; every text is plain and is never read as markup."""

    def __init__(self, title: str) -> None:
        _fonts()
        self.title = title
        self.parts: list[Any] = [Paragraph(escape(title), _style(16, font=BOLD, after=6))]

    def heading(self, text: str) -> None:
        self.parts += [Spacer(1, 8), Paragraph(escape(text), _style(11, font=BOLD, after=4))]

    def line(self, text: str, *, soft: bool = False) -> None:
        color = SOFT if soft else INK
        body = escape(text).replace("\n", "<br/>")
        self.parts.append(Paragraph(body, _style(9, color=color)))

    def facts(self, rows: Sequence[tuple[str, str]]) -> None:
        """Names and values, one below the other; what has no value is left out."""
        shown = [[_cell(name, SOFT), _cell(value, INK)] for name, value in rows if value]
        if shown:
            self._table(shown, [52 * mm, 122 * mm], [])

    def table(
        self, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]
    ) -> None:
        """A table; ``widths`` are parts of the page's width."""
        page = A4[0] - 2 * MARGIN
        whole = sum(widths)
        cells = [[_cell(head, SOFT) for head in heads]]
        cells += [[_cell(value, INK) for value in row] for row in rows]
        style = [("LINEBELOW", (0, 0), (-1, 0), 0.7, SOFT)]
        self._table(cells, [page * each / whole for each in widths], style, repeat=1)

    def _table(
        self, cells: list[list[Any]], widths: list[float], style: list[Any], repeat: int = 0
    ) -> None:
        usual = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.3, LINE),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ]
        made = Table(cells, colWidths=widths, repeatRows=repeat, hAlign="LEFT")
        made.setStyle(TableStyle([*usual, *style]))
        self.parts.append(made)

    def as_pdf(self) -> bytes:
        out = io.BytesIO()
        made = SimpleDocTemplate(
            out,
            pagesize=A4,
            leftMargin=MARGIN,
            rightMargin=MARGIN,
            topMargin=MARGIN,
            bottomMargin=MARGIN,
            title=self.title,
            author="",
            invariant=1,
        )
        made.build(self.parts, onFirstPage=_number, onLaterPages=_number)
        return out.getvalue()


def _cell(text: str, color: Any) -> Any:
    return Paragraph(escape(text).replace("\n", "<br/>"), _style(8, color=color, after=0))


def _number(canvas: Any, document: Any) -> None:
    canvas.setFont(PLAIN, 7)
    canvas.setFillColor(SOFT)
    canvas.drawRightString(A4[0] - MARGIN, 10 * mm, str(canvas.getPageNumber()))
