"""`amends places`: pickup points, loaded, listed, and asked when they are open."""

from __future__ import annotations

import click

from amends.wiring import LazyGroup, Wire

COMMANDS: dict[str, Wire] = {
    "load": Wire("load:load", "Load a list of pickup points, and say what changed."),
    "open": Wire("open:open_", "Say whether a point is open, until when, or when next."),
    "choose": Wire("choose:choose", "Say which points suit somebody on a way."),
    "list": Wire("listing:list_", "List pickup points."),
    "show": Wire("show:show", "Show all that is known of a point."),
}


@click.group(cls=LazyGroup, wires=COMMANDS, package=__name__)
def places() -> None:
    """Pickup points: where they are, what they take, when they are open."""
