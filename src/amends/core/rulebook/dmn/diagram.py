"""A diagram of decision requirements, so that modelers have something to show: DMNDI 1.5."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement

WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN = 180, 60, 30, 80, 40


def add_diagram(
    root: Element,
    inputs: Mapping[str, str],
    decisions: Mapping[str, str],
    edges: Sequence[tuple[str, str, str]],
) -> None:
    """Shapes in rows, what is read below what reads it, and an edge for each requirement.

    ``edges`` are the ids of a requirement, of what is required and of what requires it.
    """
    places = _places([*inputs.values()], [*decisions.values()], edges)
    diagram = SubElement(
        SubElement(root, "dmndi:DMNDI"), "dmndi:DMNDiagram", id="diagram", name="Requirements"
    )
    for identity, (x, y) in places.items():
        shape = SubElement(
            diagram, "dmndi:DMNShape", id=f"shape_{identity}", dmnElementRef=identity
        )
        bounds = {"x": x, "y": y, "width": WIDTH, "height": HEIGHT}
        SubElement(shape, "dc:Bounds", {key: str(value) for key, value in bounds.items()})
    for identity, source, target in edges:
        edge = SubElement(diagram, "dmndi:DMNEdge", id=f"edge_{identity}", dmnElementRef=identity)
        (from_x, from_y), (to_x, to_y) = places[source], places[target]
        _waypoint(edge, from_x, from_y)
        _waypoint(edge, to_x, to_y + HEIGHT)


def _waypoint(edge: Element, x: int, y: int) -> None:
    SubElement(edge, "di:waypoint", x=str(x + WIDTH // 2), y=str(y))


def _places(
    inputs: Sequence[str], decisions: Sequence[str], edges: Sequence[tuple[str, str, str]]
) -> dict[str, tuple[int, int]]:
    heights = dict.fromkeys(inputs, 0)
    required = defaultdict(list)
    for _, source, target in edges:
        required[target].append(source)
    for identity in decisions:
        heights[identity] = 1 + max((heights[source] for source in required[identity]), default=0)
    top = max(heights.values(), default=0)
    taken: dict[int, int] = defaultdict(int)
    places = {}
    for identity, height in heights.items():
        x = MARGIN + taken[height] * (WIDTH + GAP_X)
        taken[height] += 1
        places[identity] = (x, MARGIN + (top - height) * (HEIGHT + GAP_Y))
    return places
