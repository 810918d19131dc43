"""How many opening hours are understood, that they are right, and what asking them costs."""

from __future__ import annotations

import gzip
import json
import os
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from typing import Any

import numpy as np

from amends.core.places.hours import Reading, Schedule, Understood, as_minutes, pack, read_hours
from bench.results import Result

_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"
_DAY = timedelta(days=1)
_FIRST, _LAST = date(2026, 1, 1), date(2027, 12, 31)

Stretches = list[tuple[datetime, datetime]]

COUNTRIES = {
    "helsinki": "FI",
    "krems": "AT",
    "liechtenstein": "LI",
    "moscow": "RU",
    "baltimore": "US",
}
"""The country of each file that the real tags come from."""


def arguments(parser: ArgumentParser) -> None:
    folder = Path(os.environ.get("AMENDS_DATA") or _BESIDE)
    parser.add_argument("--data", type=Path, default=folder, help="the folder of real data")
    parser.add_argument("--points", type=int, default=1_000_000)


def run(*, data: Path, points: int) -> list[Result]:
    cases = json.loads((data / "opening_hours" / "cases.json").read_text("utf-8"))
    tags = json.loads((data / "opening_hours" / "osm_values.json").read_text("utf-8"))
    readings = [read_tag(tag) for tag in tags]
    understood = [reading for reading in readings if isinstance(reading, Understood)]
    return [
        *_evaluated(cases["tests"]),
        Result(
            "real tags understood",
            len(understood) / len(tags),
            "of 1",
            at_least=0.98,
            beside=dict(Counter(_end(reading) for reading in readings)),
        ),
        *_networks(data / "pickup_points"),
        *_read_new(),
        *_asked([reading.schedule for reading in understood], points),
    ]


def _evaluated(cases: list[Any]) -> list[Result]:
    ends: Counter[str] = Counter()
    for case in cases:
        reading, start, end = read_case(case)
        if not isinstance(reading, Understood):
            ends[f"refused: {reading.code}"] += 1
        elif "something else" in str(case["intervals"]):
            ends["without an answer"] += 1
        elif opened(reading.schedule, start, end) == certain(case):
            ends["right"] += 1
        else:
            ends["wrong"] += 1
    right = ends["right"] / len(cases)
    return [
        Result("evaluation cases understood and right", right, "of 1", at_least=0.75),
        Result("evaluation cases wrong", ends["wrong"], "", at_most=0, beside=dict(ends)),
    ]


def _networks(folder: Path) -> list[Result]:
    with gzip.open(folder / "inpost.json.gz", "rt", encoding="utf-8") as file:
        inpost = Counter(_end(reading) for reading in read_inpost(json.load(file)))
    cdek_points = json.loads((folder / "cdek_sample.json").read_text("utf-8"))
    cdek = Counter(_end(_read(p["work_time"], p, country="RU")) for p in cdek_points)
    return [
        Result("InPost points refused", inpost["refused"], "", at_most=9, beside=dict(inpost)),
        Result("CDEK points understood", cdek["understood"], "", at_least=len(cdek_points)),
    ]


def read_inpost(points: Iterable[Mapping[str, Any]]) -> Iterator[Reading]:
    """The reading of every point that says anything."""
    for point in points:
        structure = point["operating_hours_extended"]
        given = structure if structure["customer"] else None
        if point["opening_hours"] or given:
            yield _read(point["opening_hours"], given, country=point["country"])


def _read_new() -> list[Result]:
    """What reading costs that was not read before, for the days of two years."""
    ends = [(hour, minute) for hour in range(17, 22) for minute in range(20)]
    forms = {
        "a new text of weeks": "Пн-Пт 09:00-{0}:{1:02}, Сб 10:00-16:00",
        "a new tag of weeks": "Mo-Fr 09:00-{0}:{1:02}; Sa 10:00-16:00",
        "a new tag with public holidays": "Mo-Fr 09:00-{0}:{1:02}; PH off",
        "a new tag of seasons": "Apr-Oct 09:00-{0}:{1:02}; Nov-Mar 10:00-16:00",
    }
    results = []
    for name, form in forms.items():
        _read(form.format(9, 59), country="RU")
        texts = [form.format(*end) for end in ends]
        begin = time.perf_counter()
        for text in texts:
            _read(text, country="RU")
        results.append(Result(name, (time.perf_counter() - begin) / len(texts) * 1e3, "ms"))
    return results


def _asked(schedules: list[Schedule], points: int) -> list[Result]:
    """What look-ups cost with as many points as asked, by real schedules."""
    chance = np.random.default_rng(20261123)
    entries = [(schedule, "Europe/Helsinki") for schedule in schedules]
    table, rows = pack(entries, first=_FIRST, last=_LAST)
    places = chance.choice(rows, points).astype(np.int32)
    noon = as_minutes(datetime(2026, 11, 23, 12, tzinfo=UTC))
    moments = noon + chance.integers(0, 300 * 1440, points)
    memory = (table.nbytes + places.nbytes) / 1e6
    sizes = {"rows of the table": len(table), "table in kB": table.nbytes / 1e3}
    return [
        Result("memory of the hours", memory, "MB", at_most=200, beside=sizes),
        Result("open at one moment, all points", _seconds(table.open_at, places, noon), "s"),
        Result("open at a moment each", _seconds(table.open_at, places, moments), "s"),
        Result("open until, a moment each", _seconds(table.open_until, places, moments), "s"),
        Result("next opening, a moment each", _seconds(table.next_opening, places, moments), "s"),
    ]


def _seconds(look_up: Any, *asked: Any) -> float:
    def once() -> float:
        begin = time.perf_counter()
        look_up(*asked)
        return time.perf_counter() - begin

    return min(once() for _ in range(3))


def _end(reading: Reading) -> str:
    if not isinstance(reading, Understood):
        return "refused"
    return "flagged" if reading.flags else "understood"


def _read(text: str | None, structure: Any = None, *, country: str) -> Reading:
    return read_hours(text, structure, country=country, first=_FIRST, last=_LAST)


def read_tag(tag: Mapping[str, Any], countries: Mapping[str, str] = COUNTRIES) -> Reading:
    """A real tag, read for the country of the file that it comes from."""
    name = tag["file"].split(".")[0].split("-")[0]
    return _read(tag["oh"], country=countries.get(name, ""))


def read_case(case: Mapping[str, Any]) -> tuple[Reading, datetime, datetime]:
    """The reading of an evaluation case, and the window for which its answer stands."""
    value = case["value"][0] if isinstance(case["value"], list) else case["value"]
    address = (case["location"] or {}).get("address", {})
    start, end = _moment(case["from"]), _moment(case["to"])
    reading = read_hours(
        value,
        first=start.date() - _DAY,
        last=end.date(),
        country=address.get("country_code", ""),
        region=address.get("state", ""),
    )
    return reading, start, end


def certain(case: Mapping[str, Any]) -> Stretches:
    """What a case says is open for certain; "unknown" is not."""
    known = (each for each in case["intervals"] if not each[2])
    return _joined((_moment(each[0]), _moment(each[1])) for each in known)


def opened(schedule: Schedule, start: datetime, end: datetime) -> Stretches:
    """When a schedule is open between two local moments."""
    stretches = []
    for number in range((end.date() - start.date()).days + 1):
        day = start.date() + number * _DAY
        midnight = datetime.combine(day, clock_time())
        for low, high in schedule.on(day):
            begin = max(midnight + timedelta(minutes=low), start)
            finish = min(midnight + timedelta(minutes=high), end)
            if begin < finish:
                stretches.append((begin, finish))
    return _joined(stretches)


def _joined(stretches: Iterable[tuple[datetime, datetime]]) -> Stretches:
    made: Stretches = []
    for start, end in stretches:
        if made and made[-1][1] == start:
            made[-1] = (made[-1][0], end)
        else:
            made.append((start, end))
    return made


def _moment(text: str) -> datetime:
    day, _, clock = text.partition(" ")
    hour, minute = (*map(int, (clock or "0:0").split(":")), 0)[:2]
    midnight = datetime.combine(date.fromisoformat(day), clock_time())
    return midnight + timedelta(hours=hour, minutes=minute)
