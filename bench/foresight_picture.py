"""A reliability diagram as plain SVG: what was foretold, across; what happened, up."""

from __future__ import annotations

from amends.core.foresight import Calibration
from bench.charts import IMAGES, STYLE

SIZE, EDGE = 320, 48


def draw(name: str, found: Calibration) -> None:
    """Write ``docs/images/foresight-NAME.svg``: each band with its interval."""
    slug = name.split(" (")[0].replace(" ", "-")
    marks = "".join(
        f'<line x1="{_x(b.foretold)}" x2="{_x(b.foretold)}" y1="{_y(b.low)}" y2="{_y(b.high)}" '
        f'stroke="#1f6f5c"/><circle cx="{_x(b.foretold)}" cy="{_y(b.share)}" '
        f'r="{2 + 8 * (b.looks / found.looks) ** 0.5:.1f}" fill="#1f6f5c" fill-opacity=".6"/>'
        for b in found.bands
    )
    ticks = "".join(
        f'<text class="quiet" x="{_x(t / 4)}" y="{EDGE + SIZE + 18}" text-anchor="middle">'
        f'{t * 25} %</text><text class="quiet" x="{EDGE - 6}" y="{_y(t / 4) + 4}" '
        f'text-anchor="end">{t * 25}</text>'
        for t in range(5)
    )
    side = SIZE + 2 * EDGE
    (IMAGES / f"foresight-{slug}.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{side}" '
        f'height="{side}" role="img"><style>{STYLE}</style>'
        f'<rect width="{side}" height="{side}" fill="#fff"/>'
        f'<text x="{EDGE}" y="24" class="title">{name}: foretold, and happened</text>'
        f'<rect x="{EDGE}" y="{EDGE}" width="{SIZE}" height="{SIZE}" fill="none" stroke="#d0d7de"/>'
        f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="#a9b4bf" '
        f'stroke-dasharray="4 4"/>{ticks}{marks}</svg>\n',
        encoding="utf-8",
    )


def _x(share: float) -> float:
    return round(EDGE + SIZE * share, 1)


def _y(share: float) -> float:
    return round(EDGE + SIZE * (1 - share), 1)
