"""`amends relive`: a simulated town's days, lived through by its customers; for the demo."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import click
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from amends.app.config.boot import boot

SIMULATED = "simulated:"
PEOPLE = ("agent", "manager", "quality")


@click.command(hidden=True)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--seed", type=int, default=1, show_default=True)
def relive(file: Path, seed: int) -> None:
    """Live the events of a simulated town through, hour by hour, with its customers answering.

    Refuses events that are not simulated: nobody's real customers are answered for.
    """
    boot()
    from django.contrib.auth.models import User

    from amends.app.actions.accounts.contracts import load_partners
    from amends.app.actions.demo import ensure_demo
    from amends.app.actions.demo_life import Town, live_through
    from amends.app.actions.places.records import take_up_signs
    from amends.app.actions.scorecards import renew_scorecards
    from amends.app.actions.staff_truth.standings import renew_staff

    ensure_demo()
    load_partners(_partners(), now=datetime.now(UTC), by="demo")
    staff = {name: User.objects.get(username=name) for name in PEOPLE}
    town = Town(staff=staff, chance=random.Random(seed))
    until = datetime.now(UTC)
    with _progress() as progress:
        task = progress.add_task("living through", total=sum(1 for _ in _events(file)))
        live_through(
            _events(file),
            until=until,
            town=town,
            say=lambda done: progress.advance(task, done),
        )
    while take_up_signs(now=until):
        pass
    renew_scorecards(now=until)
    renew_staff(now=until)


def _partners() -> str:
    return files("amends.simulate").joinpath("partners.toml").read_text(encoding="utf-8")


def _progress() -> Progress:
    return Progress(TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())


def _events(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            event: dict[str, Any] = json.loads(line)
            if not event["source"].startswith(SIMULATED):
                raise click.ClickException(f"{file.name} row {number} is not simulated")
            yield event
