"""A small picture of a way and of numbered points on the streets around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from math import ceil, cos, floor, log2, log10, radians
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from amends.core.places import Spot
from amends.maps.extract import ATTRIBUTION
from amends.maps.snapping import METRES
from amends.maps.streets import TILE, ZOOMS, Streets

LARGEST: Final = 2000
"""Pixels along a side."""

FINER: Final = 2
"""Everything is drawn so many times larger and made small again: smooth edges."""

MARGIN: Final = 0.12
"""Of each side, around the outermost points."""

SMALLEST: Final = 250.0
"""Metres: the picture shows at least as much along its shorter side."""

PAPER: Final = "#f6f4ef"
INK: Final = "#24292f"
STREETS: Final = ("#e2b26b", "#ecc98f", "#f3e2b8", "#ffffff", "#ffffff", "#d8d0c0")
EDGES: Final = ("#b98a3e", "#c9a766", "#cdbf97", "#cfcabf", "#d9d5cb", "#d8d0c0")
WIDTHS: Final = (7, 6, 5, 4, 3, 1)
WAY: Final = "#1d5fd1"
POINT: Final = "#1f6f5c"
END: Final = "#c2410c"
BAR: Final = 0.25
"""Of the width that the scale bar takes at most."""

POINTS_DRAWN: Final = 60_000


@dataclass(frozen=True, slots=True)
class Mark:
    """A spot with a short label; ``is_end`` for where the way begins or ends."""

    spot: Spot
    label: str
    is_end: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What part of the map a picture shows: its middle, and metres in a pixel."""

    middle: Spot
    metres: float
    width: int
    height: int

    def pixel(self, spot: Spot) -> tuple[float, float]:
        """Where a spot lies in the finer picture."""
        east = (spot[1] - self.middle[1]) * METRES * cos(radians(self.middle[0]))
        north = (spot[0] - self.middle[0]) * METRES
        across = self.width / 2 + east / self.metres
        return across * FINER, (self.height / 2 - north / self.metres) * FINER

    @property
    def box(self) -> tuple[float, float, float, float]:
        up = self.height / 2 * self.metres / METRES
        right = self.width / 2 * self.metres / METRES / max(cos(radians(self.middle[0])), 0.01)
        north, east = self.middle
        return (
            max(north - up, -90.0),
            max(east - right, -180.0),
            min(north + up, 90.0),
            min(east + right, 180.0),
        )

    @property
    def zoom(self) -> int:
        """The zoom of web maps at which a pixel is as small."""
        around = 360 * METRES * max(cos(radians(self.middle[0])), 0.01)
        return min(max(ceil(log2(around / TILE / self.metres)), ZOOMS[0]), ZOOMS[-1])


def png(
    streets: Streets | None,
    *,
    marks: Sequence[Mark],
    ways: Iterable[Sequence[Spot]] = (),
    width: int = 800,
    height: int = 600,
) -> bytes:
    """A picture as a PNG. Raises ``ValueError`` without anything to show, or if it is too large."""
    if not (0 < width <= LARGEST and 0 < height <= LARGEST):
        raise ValueError(f"a picture has 1 to {LARGEST} pixels along a side")
    lines = [list(way) for way in ways]
    shown = [mark.spot for mark in marks] + [spot for line in lines for spot in line]
    if not shown:
        raise ValueError("a picture shows at least one spot")
    frame = frame_of(shown, width, height)
    image = Image.new("RGB", (width * FINER, height * FINER), PAPER)
    draw = ImageDraw.Draw(image)
    if streets:
        _draw_streets(draw, frame, streets)
    for line in lines:
        _draw_way(draw, frame, line)
    for mark in marks:
        _draw_mark(draw, frame, mark)
    _draw_scale(draw, frame)
    _draw_attribution(draw, frame)
    out = BytesIO()
    image.resize((width, height), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


def frame_of(spots: Sequence[Spot], width: int, height: int) -> Frame:
    """The frame that shows all spots, with a margin, and not too near."""
    latitudes, longitudes = [s[0] for s in spots], [s[1] for s in spots]
    middle = (
        (min(latitudes) + max(latitudes)) / 2,
        (min(longitudes) + max(longitudes)) / 2,
    )
    high = (max(latitudes) - min(latitudes)) * METRES
    wide = (max(longitudes) - min(longitudes)) * METRES * cos(radians(middle[0]))
    room = 1 - 2 * MARGIN
    least = SMALLEST / min(width, height)
    metres = max(high / (height * room), wide / (width * room), least)
    return Frame(middle, metres, width, height)


def scale_bar(metres: float) -> int:
    """The largest of 1, 2, 5, 10, 20, … that is not above so many metres."""
    power = 10 ** floor(log10(max(metres, 1)))
    return int(max(step * power for step in (1, 2, 5) if step * power <= max(metres, 1)))


def _draw_streets(draw: ImageDraw.ImageDraw, frame: Frame, streets: Streets) -> None:
    drawn = streets.within(frame.box, frame.zoom, most_points=POINTS_DRAWN)
    for colours, wider in ((EDGES, 2), (STREETS, 0)):
        for rank, lines in reversed(drawn.lines):
            for line in lines:
                pixels = [frame.pixel(spot) for spot in line]
                width = WIDTHS[rank] + wider if WIDTHS[rank] > 1 else 1
                draw.line(pixels, fill=colours[rank], width=width * FINER, joint="curve")


def _draw_way(draw: ImageDraw.ImageDraw, frame: Frame, line: Sequence[Spot]) -> None:
    if len(line) > 1:
        pixels = [frame.pixel(spot) for spot in line]
        draw.line(pixels, fill="#ffffff", width=8 * FINER, joint="curve")
        draw.line(pixels, fill=WAY, width=5 * FINER, joint="curve")


def _draw_mark(draw: ImageDraw.ImageDraw, frame: Frame, mark: Mark) -> None:
    across, down = frame.pixel(mark.spot)
    radius = 12 * FINER
    edges = (across - radius, down - radius, across + radius, down + radius)
    colour = END if mark.is_end else POINT
    draw.ellipse(edges, fill=colour, outline="#ffffff", width=2 * FINER)
    draw.text((across, down), mark.label[:3], fill="#ffffff", font=_font(13), anchor="mm")


def _draw_scale(draw: ImageDraw.ImageDraw, frame: Frame) -> None:
    metres = scale_bar(frame.width * BAR * frame.metres)
    length = metres / frame.metres * FINER
    left, down = 14 * FINER, (frame.height - 14) * FINER
    tick = down - 6 * FINER
    corners = [(left, tick), (left, down), (left + length, down), (left + length, tick)]
    draw.line(corners, fill=INK, width=2 * FINER)
    text = f"{metres} m" if metres < 1000 else f"{metres // 1000} km"
    draw.text((left + length / 2, down - 5 * FINER), text, fill=INK, font=_font(12), anchor="ms")


def _draw_attribution(draw: ImageDraw.ImageDraw, frame: Frame) -> None:
    corner = ((frame.width - 6) * FINER, (frame.height - 5) * FINER)
    edges = draw.textbbox(corner, ATTRIBUTION, font=_font(11), anchor="rs")
    draw.rectangle((edges[0] - 6, edges[1] - 4, edges[2] + 6, edges[3] + 4), fill=PAPER)
    draw.text(corner, ATTRIBUTION, fill=INK, font=_font(11), anchor="rs")


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size * FINER)
