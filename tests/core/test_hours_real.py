"""Real tags, the evaluation cases, real networks: how much is understood, and that it is right."""

import gzip
import json
from collections import Counter
from datetime import date

import pytest

from amends.core.places.hours import Refused, Understood, read_hours
from bench.hours import COUNTRIES, certain, opened, read_case, read_inpost, read_tag


@pytest.fixture(scope="module")
def cases(shared_data):
    return json.loads((shared_data / "opening_hours" / "cases.json").read_text("utf-8"))


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
    """But for one that is right in itself and fails by an option of that library."""
    values = {case["value"] for case in cases["should_fail"]}
    read = {
        value: read_hours(value, first=date(2012, 1, 1), last=date(2013, 1, 1)) for value in values
    }
    assert [value for value, reading in read.items() if reading.understood] == ["Mo 12:00-14:00"]


def test_what_must_warn_is_flagged(cases):
    for case in cases["should_warn"]:
        reading = read_hours(case["value"], first=date(2012, 1, 1), last=date(2013, 1, 1))
        assert not reading.offered


@pytest.mark.parametrize("countries", [COUNTRIES, {}])
def test_at_least_98_of_100_real_tags_are_understood(shared_data, countries):
    tags = json.loads((shared_data / "opening_hours" / "osm_values.json").read_text("utf-8"))
    refused = {}
    for tag in tags:
        reading = read_tag(tag, countries)
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
    ends: Counter[str] = Counter()
    for reading in read_inpost(points):
        if isinstance(reading, Refused):
            ends[reading.code] += 1
        elif reading.flags:
            ends["flagged"] += 1
        else:
            ends["both" if "+" in reading.by else "one"] += 1
    assert ends == {"both": 33, "one": 1512, "same_time": 9}


def test_cdek_points_say_the_same_in_words_and_as_data(shared_data):
    points = json.loads((shared_data / "pickup_points" / "cdek_sample.json").read_text("utf-8"))
    for point in points:
        reading = read_hours(
            point["work_time"], point, country="RU", first=date(2026, 1, 1), last=date(2026, 3, 1)
        )
        assert isinstance(reading, Understood)
        assert reading.offered, point["work_time"]
        assert reading.by == "cdek+words:ru"
