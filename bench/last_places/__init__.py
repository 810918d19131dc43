"""A thousand customers choose the last hundred places at once: nobody gets what is not there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bench.ground import installation
from bench.results import Result

SOURCE = "bench"


@dataclass(frozen=True, slots=True)
class Rush:
    """What became of the customers, and the seconds from the first to the last."""

    ends: Counter[str]
    seconds: float


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--customers", type=int, default=1000)
    parser.add_argument("--places", type=int, default=100)
    parser.add_argument("--processes", type=int, default=8)


def run(*, customers: int, places: int, processes: int) -> list[Result]:
    with installation() as home:
        from django.utils import timezone

        cases = prepare(customers, places, now=timezone.now())
        rush = let_them_choose(cases, processes, {"AMENDS_HOME": str(home)})
    chosen, anew = rush.ends["chosen"], rush.ends["offered anew"]
    beside: dict[str, Any] = {**rush.ends, "seconds": rush.seconds, "processes": processes}
    return [
        Result("customers who got a place", chosen, "", at_least=places, at_most=places),
        Result("others with a new offer", anew, "", at_least=customers - places, beside=beside),
    ]


def prepare(customers: int, places: int, *, now: datetime) -> list[int]:
    """So many customers in vain before one point, so many places at the next; their cases."""
    from amends.app.actions.record import receive
    from amends.app.ledger.models import Case

    events = [_point(number, now) for number in range(1, 6)]
    events.append(_event("point.counted", "P2", now, free=places))
    for number in range(customers):
        ref = f"rush-{number}"
        events.append(_order(ref, now))
        events.append(_event("visit.point_closed", ref, now, point="P1"))
    receipt = receive(events, now=now)
    assert receipt.quarantined == 0, receipt.results[:3]
    return list(Case.objects.order_by("pk").values_list("pk", flat=True))


def let_them_choose(cases: Sequence[int], processes: int, environment: dict[str, str]) -> Rush:
    """Every process gets its share of the customers, and all begin at the same moment."""
    crowd = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.last_places.customers", *map(str, cases[n::processes])],
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "amends.app.config.settings"}
            | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for n in range(processes)
    ]
    for process in crowd:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    began = time.monotonic()
    for process in crowd:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    ends: Counter[str] = Counter()
    for process in crowd:
        ends.update(json.loads(process.communicate(timeout=300)[0]))
    return Rush(ends, time.monotonic() - began)


def _point(number: int, now: datetime) -> dict[str, Any]:
    return _event(
        "point.described",
        f"P{number}",
        now - timedelta(days=30),
        name=f"Point {number}",
        time_zone="Europe/Moscow",
        hours="24/7",
        lat=55.75 + number / 100,
        lon=37.61,
    )


def _order(ref: str, now: datetime) -> dict[str, Any]:
    return _event(
        "order.placed",
        ref,
        now - timedelta(days=3),
        customer={"id": f"C-{ref}", "name": "Anna", "email": f"{ref}@example.test"},
        fulfilment="pickup_point",
        point="P1",
        currency="EUR",
        total="50.00",
        delivery_price="4.00",
    )


def _event(type_: str, subject: str, at: datetime, **data: Any) -> dict[str, Any]:
    return {
        "id": f"{type_}/{subject}",
        "source": SOURCE,
        "type": type_,
        "time": at.isoformat(),
        "subject": subject,
        "data": data,
    }
