"""Real tags, the evaluation cases, real networks: how much is understood, and that it is right."""

import gzip
import json
from datetime import date, datetime, time, timedelta

import pytest

from amends.core.places.hours import read_hours

_DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def cases(shared_data):
    return json.loads((shared_data / "opening_hours" / "cases.json").read_text("utf-8"))


def moment(text):
    day, _, clock = text.partition(" ")
    hour, minute = (*map(int, (clock or "0:0").split(":")), 0)[:2]
    return datetime.combine(date.fromisoformat(day), time()) + timedelta(hours=hour, minutes=minute)


def place(case):
    """Country and region of a case."""
    address = (case["location"] or {}).get("address", {})
    return {"country": address.get("country_code", ""), "region": address.get("state", "")}


def joined(stretches):
    made = []
    for start, end in stretches:
        if made and made[-1][1] == start:
            made[-1] = (made[-1][0], end)
        else:
            made.append((start, end))
    return made


def certain(case):
    """The stretches that are open for certain; "unknown" ones are not."""
    return joined((moment(s), moment(e)) for s, e, unknown, *_ in case["intervals"] if not unknown)


def opened(schedule, start, end):
    stretches, day = [], start.date()
    while day <= end.date():
        midnight = datetime.combine(day, time())
        for low, high in schedule.on(day):
            low, high = midnight + timedelta(minutes=low), midnight + timedelta(minutes=high)
            stretches.append((max(low, start), min(high, end)))
        day += _DAY
    return joined((low, high) for low, high in stretches if low < high)


def read_case(case):
    value = case["value"][0] if isinstance(case["value"], list) else case["value"]
    start, end = moment(case["from"]), moment(case["to"])
    return read_hours(value, first=start.date() - _DAY, last=end.date(), **place(case)), start, end


def test_of_the_evaluation_cases_none_is_understood_wrongly(cases):
    right, wrong = 0, []
    evaluated = [case for case in cases["tests"] if "something else" not in str(case["intervals"])]
    for case in evaluated:
        reading, start, end = read_case(case)
        if not reading.understood:
            continue
        if opened(reading.schedule, start, end) == certain(case):
            right += 1
        else:
            wrong.append(case["value"])
    assert wrong == []
    assert right >= 0.75 * len(cases["tests"])


def test_what_must_fail_is_refused(cases):
    """Left out are those that are right in themselves and fail by an option of that library."""
    plain = [
        c
        for c in cases["should_fail"]
        if c["oh_mode"] in ({"locale": "en"}, {"mode": 0, "locale": "en"})
    ]
    assert len(plain) > 120
    read = {
        c["value"]: read_hours(c["value"], first=date(2012, 1, 1), last=date(2013, 1, 1))
        for c in plain
    }
    assert [value for value, reading in read.items() if reading.understood] == []


def test_what_must_warn_is_flagged(cases):
    for case in cases["should_warn"]:
        reading = read_hours(case["value"], first=date(2012, 1, 1), last=date(2013, 1, 1))
        assert not reading.offered


_COUNTRIES = {
    "helsinki": "FI",
    "krems": "AT",
    "liechtenstein": "LI",
    "moscow": "RU",
    "baltimore": "US",
}


@pytest.mark.parametrize("countries", [_COUNTRIES, {}])
def test_at_least_98_of_100_real_tags_are_understood(shared_data, countries):
    tags = json.loads((shared_data / "opening_hours" / "osm_values.json").read_text("utf-8"))
    refused = {}
    for tag in tags:
        country = countries.get(tag["file"].split(".")[0].split("-")[0], "")
        reading = read_hours(
            tag["oh"], country=country, first=date(2026, 1, 1), last=date(2027, 1, 1)
        )
        if not reading.understood:
            refused[tag["oh"]] = reading.code
    assert refused == {
        "+423 232 48 18": "not_understood",
        "Mo-Fr 16:00-, Sa 14:00-": "not_understood",
        "Mo-Fr 8-02;Sa 8-02 Su 8": "moment",
        "Weekdays 7-3, Saturdays 7-6, Sundays 7-4": "half_of_day",
    }
    assert len(refused) <= 0.02 * len(tags)


def test_inpost_points_with_both_agree_or_are_flagged(shared_data):
    with gzip.open(
        shared_data / "pickup_points" / "inpost.json.gz", "rt", encoding="utf-8"
    ) as file:
        points = json.load(file)
    counts = {"agree": 0, "flagged": 0, "one": 0, "refused": 0}
    for point in points:
        text, structure = point["opening_hours"], point["operating_hours_extended"]
        given = structure if structure["customer"] else None
        if not (text or given):
            continue
        reading = read_hours(
            text, given, country=point["country"], first=date(2026, 1, 1), last=date(2026, 3, 1)
        )
        if not reading.understood:
            counts["refused"] += 1
            assert reading.code == "same_time"
        elif reading.flags:
            counts["flagged"] += 1
        else:
            counts["agree" if text and given else "one"] += 1
    assert counts == {"agree": 33, "flagged": 0, "one": 1512, "refused": 9}


def test_cdek_points_say_the_same_in_words_and_as_data(shared_data):
    points = json.loads((shared_data / "pickup_points" / "cdek_sample.json").read_text("utf-8"))
    for point in points:
        reading = read_hours(
            point["work_time"], point, country="RU", first=date(2026, 1, 1), last=date(2026, 3, 1)
        )
        assert reading.offered, point["work_time"]
        assert reading.by == "cdek+words:ru"
