"""Bar charts as plain SVG, drawn by a benchmark from what it has just measured."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

IMAGES = Path(__file__).parents[1] / "docs" / "images"
WIDTH: Final = 720
LEFT: Final = 230
RIGHT: Final = 110
TOP: Final = 64
ROW: Final = 30
BAR: Final = 18
OURS: Final = "#1f6f5c"
THEIRS: Final = "#a9b4bf"
STYLE: Final = (
    "text{font:13px system-ui,sans-serif;fill:#24292f}"
    ".title{font-size:16px;font-weight:600}.quiet{fill:#57606a;font-size:12px}"
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; ``ours`` are drawn in the strong colour, what they are held against in grey."""

    label: str
    value: float
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars under a title.

    ``subtitle`` says what is measured and which end is better, ``note`` date and machine. ``log``:
    every tenfold has the same length, for values that lie far apart (all above 0).
    """

    title: str
    unit: str
    bars: Sequence[Bar]
    subtitle: str = ""
    note: str = ""
    log: bool = False


def draw(name: str, chart: Chart, folder: Path = IMAGES) -> Path:
    """Write a chart to ``docs/images/NAME.svg``."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.svg"
    path.write_text(svg(chart), encoding="utf-8")
    return path


def svg(chart: Chart) -> str:
    """A chart as the text of an SVG document."""
    height = TOP + ROW * len(chart.bars) + 30
    fractions = _lengths([bar.value for bar in chart.bars], log=chart.log)
    scale = "; every tenfold has the same length" if chart.log else ""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">',
        f"<title>{escape(chart.title)}</title>",
        f"<desc>{escape(_described(chart))}</desc>",
        f"<style>{STYLE}</style>",
        f'<rect width="{WIDTH}" height="{height}" rx="8" fill="#ffffff"/>',
        _text(16, 27, chart.title, kind="title"),
        _text(16, 47, chart.subtitle + scale, kind="quiet"),
        *(
            _bar(place, bar, fraction, chart.unit)
            for place, (bar, fraction) in enumerate(zip(chart.bars, fractions, strict=True))
        ),
        _text(16, height - 12, chart.note, kind="quiet"),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def amount(value: float) -> str:
    """A number with three digits that matter."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def _lengths(values: Sequence[float], *, log: bool) -> list[float]:
    """The bars' lengths, the longest 1."""
    if not log:
        longest = max(values)
        return [value / longest if longest else 0 for value in values]
    low = math.floor(math.log10(min(values))) - 0.2
    span = math.log10(max(values)) - low
    return [(math.log10(value) - low) / span for value in values]


def _bar(place: int, bar: Bar, fraction: float, unit: str) -> str:
    y = TOP + place * ROW
    length = max(1.0, fraction * (WIDTH - LEFT - RIGHT))
    colour = OURS if bar.ours else THEIRS
    return (
        _text(LEFT - 10, y + 14, bar.label, anchor="end")
        + f'<rect x="{LEFT}" y="{y}" width="{length:.1f}" height="{BAR}" rx="3" fill="{colour}"/>'
        + _text(LEFT + length + 7, y + 14, f"{amount(bar.value)} {unit}")
    )


def _text(x: float, y: float, text: str, *, kind: str = "", anchor: str = "") -> str:
    kind = f' class="{kind}"' if kind else ""
    anchor = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{x:.1f}" y="{y}"{kind}{anchor}>{escape(text)}</text>'


def _described(chart: Chart) -> str:
    return "; ".join(f"{bar.label}: {amount(bar.value)} {chart.unit}" for bar in chart.bars)
