"""`amends places list`: pickup points, one a line."""

from __future__ import annotations

import json
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from amends.app.config.boot import ready

STATES = click.Choice(["understood", "refused", "flagged"])


@click.command()
@click.option("--search", default="", metavar="TEXT", help="In the id, the name or the address.")
@click.option("--operator", default="", metavar="NAME")
@click.option("--hours", type=STATES, help="How its hours were read.")
@click.option("--limit", type=click.IntRange(1, 1_000_000), default=50, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line.")
def list_(search: str, operator: str, hours: str | None, limit: int, as_json: bool) -> None:
    """List pickup points by id."""
    ready()
    from amends.app.actions.places.finding import find_points

    points = find_points(search=search, operator=operator, hours=hours or "")
    if as_json:
        for point in points[:limit].iterator(chunk_size=2000):
            click.echo(json.dumps(_as_data(point), ensure_ascii=False))
        return
    table = Table("id", "name", "address", "hours", "read", "in service", box=None)
    for point in points[:limit]:
        state = point.hours_reason if point.hours_state != "understood" else ""
        service = "yes" if point.open and point.gives else "no"
        table.add_row(point.code, point.name, point.address, point.hours, state, service)
    Console().print(table)
    total = points.count()
    if total > limit:
        click.echo(f"… and {total - limit:,} more (--limit).")
    elif not total:
        click.echo("No such points. To load some: amends places load FILE")


def _as_data(point: Any) -> dict[str, Any]:
    spot = None if point.latitude is None else [point.latitude, point.longitude]
    return {
        "id": point.code,
        "name": point.name,
        "operator": point.operator,
        "kind": point.kind,
        "address": point.address,
        "spot": spot,
        "time_zone": point.time_zone,
        "hours": point.hours,
        "hours_read": point.hours_state,
        "reason": point.hours_reason,
        "in_service": point.open and point.gives,
    }
