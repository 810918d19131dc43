"""Weekly hours of networks, entry by entry: read with all they say, or refused, never in part."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from amends.core.places.hours import Refused, Understood, read_hours

NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday")
WEEK = "Mo-Fr 09:00-18:00"
LUNCH = "Mo-Fr 09:00-12:00,13:00-18:00"
ENDS = {"open": "09:00", "close": "18:00"}


def read(structure: Any, text: str = "", country: str = "") -> Understood | Refused:
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    return read_hours(text, structure, first=first, last=last, country=country)


def each(**said: Any) -> list[dict[str, Any]]:
    return [{"day": name, **said} for name in NAMES]


def named(value: Any) -> dict[str, Any]:
    return dict.fromkeys(NAMES, value)


RIGHT = {
    "a day that is not open": ([*each(isOpen=True, **ENDS),
                                {"day": "saturday", "isOpen": False, **ENDS}], WEEK),
    "a flag in words": ([*each(**ENDS), {"day": "saturday", "closed": "true", **ENDS}], WEEK),
    "a flag as a number": ({**named(ENDS), "saturday": {**ENDS, "isClosed": 1}}, WEEK),
    "a status of the day": ({**named(ENDS), "saturday": {**ENDS, "status": "CLOSED"}}, WEEK),
    "hours as numbers": (named({"open": 9, "close": 18}), WEEK),
    "nine o'clock as 900": (named({"open": 900, "close": 1800}), WEEK),
    "minutes since midnight": (named({"start": 540, "end": 1080}), WEEK),
    "a break by its ends": (each(**ENDS, breakFrom="12:00", breakTo="13:00"), LUNCH),
    "a break as an object": (each(**ENDS, lunch={"from": "12:00", "to": "13:00"}), LUNCH),
    "several breaks": (each(**ENDS, breaks=[{"start": "12:00", "end": "13:00"}]), LUNCH),
    "two stretches": (named({"open": "09:00", "close": "12:00",
                             "open2": "13:00", "close2": "18:00"}), LUNCH),
    "morning and afternoon": (named({"AMOpen": "09:00", "AMClose": "12:00",
                                     "PMOpen": "13:00", "PMClose": "18:00"}), LUNCH),
    "GLS": ([{"DayOfWeek": name.upper(), "OpeningHours": [{"From": "090000", "To": "180000"}],
              "Breaks": [{"From": "120000", "To": "130000"}]} for name in NAMES], LUNCH),
    "Russian Post": ([{"weekday-id": number, "begin-worktime": "09:00:00.000",
                       "end-worktime": "18:00:00.000",
                       "lunches": [{"begin-lunch": "12:00:00", "end-lunch": "13:00:00"}]}
                      for number in range(1, 6)], LUNCH),
    "Yelp, whose Monday is 0": ([{"is_overnight": False, "start": "0900", "end": "1800",
                                  "day": number} for number in range(5)], WEEK),
    "FedEx": ([*({"dayOfWeek": name.upper(), "operationalHoursType": "OPEN_BY_HOURS",
                  "operationalHours": {"begins": "09:00:00", "ends": "18:00:00"}}
                 for name in NAMES),
               {"dayOfWeek": "SUNDAY", "operationalHoursType": "CLOSED_ALL_DAY"}], WEEK),
    "PostNL": (named({"string": ["09:00-12:00", "13:00-18:00"]}), LUNCH),
    "Mondial Relay": (named("0900 1200 1300 1800"), LUNCH),
    "Sameday": ([{"day": number, "openingHour": "09:00", "closingHour": "18:00"}
                 for number in range(1, 6)], WEEK),
    "5Post": (each(opensAt="09:00:00", closesAt="18:00:00", timezone="Europe/Moscow"), WEEK),
    "DPD in Russia": ([{"operation": "SelfPickup", "timetable": [
        {"weekDays": "Пн,Вт,Ср,Чт,Пт", "workTime": "09:00 - 18:00"}]}], WEEK),
    "Foursquare": ({"open_now": True, "regular": [{"day": number, "open": "0900", "close": "1800"}
                                                  for number in range(1, 6)]}, WEEK),
    "days as a range": ([{"day": "Mon-Fri", **ENDS}], WEEK),
    "days in a row": ([{"days": "Mon,Tue,Wed,Thu,Fri", **ENDS}], WEEK),
    "from a day to a day": ([{"dayFrom": "Monday", "dayTo": "Friday", **ENDS}], WEEK),
    "names of several days": ({"Mon-Fri": "09:00-18:00", "Sat": "", "Sun": "closed"}, WEEK),
    "weekdays": ({"weekdays": "9:00 AM - 6:00 PM", "weekend": "closed"}, WEEK),
    "words of any language": ({"Montag-Freitag": "9 bis 18 Uhr", "Sonntag": "geschlossen"}, WEEK),
    "a lunch in words": (named("9h-12h, 13h-18h"), LUNCH),
    "round the clock": (each(is24Hours=True), "Mo-Fr 00:00-24:00"),
    "empty ends": ([*each(**ENDS), {"day": "sunday", "open": "", "close": ""}], WEEK),
    "a day said twice alike": ({"mon": "09:00-18:00", "monday": "09:00-18:00"}, "Mo 09:00-18:00"),
}  # fmt: skip


@pytest.mark.parametrize("shape", RIGHT)
def test_all_that_an_entry_says_is_read(shape):
    structure, meant = RIGHT[shape]
    reading = read(structure)
    assert isinstance(reading, Understood), reading
    assert (reading.read_as, reading.flags) == (meant, ())


NUMBERS = [{"dayOfWeek": number, **ENDS} for number in range(2, 7)]
PERIODS = [{"open": {"day": 1, "hour": 9}, "close": {"day": 1, "hour": 18}}]
DAY = {"year": 2026, "month": 11, "day": 23}
UNCERTAIN = {
    "a season": each(**ENDS, validFrom="2026-06-01", validTo="2026-08-31"),
    "odd weeks": each(**ENDS, week="odd"),
    "by appointment": each(**ENDS, note="by appointment"),
    "hours of the telephone": each(**ENDS, type="PHONE"),
    "hours of collecting": [*each(**ENDS, type="OPENING"), *each(**ENDS, type="COLLECTION")],
    "one week's days": [{"date": "2026-11-23", "day": "monday", **ENDS}],
    "universal time": named({"open": "06:00:00Z", "close": "15:00:00Z"}),
    "a zone of universal time": each(**ENDS, timezone="UTC"),
    "an offset": named({"open": "09:00:00+02:00", "close": "18:00:00+02:00"}),
    "half a day at one end": named("1:00 - 5:00 PM"),
    "half a day nowhere": named({"open": "9:00", "close": "5:00"}),
    "half a day nowhere, small": named({"open": "1:00", "close": "5:00"}),
    "half a day in hours": named({"open": 9, "close": 5}),
    "schema.org without halves": [{"dayOfWeek": "Monday", "opens": "9:00", "closes": "6:00"}],
    "minutes or hours": named({"open": 900, "close": 1200}),
    "Monday or Sunday is 1": NUMBERS,
    "Monday or Sunday is 1, both open": [{"dayOfWeek": 1, "open": "10:00", "close": "14:00"},
                                         *NUMBERS],
    "this week of Google": {"periods": [{**PERIODS[0], "open": {**PERIODS[0]["open"],
                                                                "date": DAY}}]},
    "special days of Google": {"periods": PERIODS, "specialDays": [{"date": DAY}]},
    "special hours beside": {"hours": {"monday": "09:00-18:00"}, "specialHours": [{"date": "1"}]},
    "closed dates beside": {"openingHours": {"monday": "09:00-18:00"}, "closedDates": ["1"]},
    "a day said twice": {"mon": "09:00-12:00", "monday": "13:00-18:00"},
    "a break outside": each(**ENDS, breakFrom="18:00", breakTo="19:00"),
    "an end without a begin": each(open="09:00", close=""),
    "the same times": [{"day": "sunday", "open": "00:00", "close": "00:00"}],
    "a flag that is none": each(**ENDS, closed="maybe"),
    "a lunch of a network's own": [{"day": 1, "time": "09:00/18:00", "dinner": "13:00/14:00"}],
    "seven lines without days": ["off", *["09:00-18:00"] * 5, "10:00-14:00"],
}  # fmt: skip


@pytest.mark.parametrize("shape", UNCERTAIN)
def test_what_may_mean_something_else_is_not_offered(shape):
    assert not read(UNCERTAIN[shape]).offered


@pytest.mark.parametrize("empty", [None, "", [], {}, False])
def test_a_key_that_says_nothing_changes_nothing(empty):
    assert read(each(**ENDS, note=empty, specialHours=empty)).offered


def test_hours_without_halves_where_clocks_have_twelve_hours():
    assert read(None, "Mon-Fri 8-10", "US").understood is False
    assert read(None, "Mo-Fr 08:00-10:00", "US").offered
    assert read(None, "Mon-Fri 8-10", "GB").offered


def test_bare_hours_do_not_silently_replace_others():
    assert not read(None, "09:00-18:00; 10:00-14:00", "DE").offered


def test_days_excepted_behind_the_hours():
    reading = read(None, "9:00-17:00(土日祝除く)", "JP")
    assert isinstance(reading, Understood) and reading.read_as == "Mo-Fr 09:00-17:00; PH off"


def test_signs_written_for_a_browser():
    reading = read(None, "Mo&ndash;Fr 9:00&nbsp;&ndash;&nbsp;17:00", "DE")
    assert isinstance(reading, Understood) and reading.read_as == "Mo-Fr 09:00-17:00"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Mon-Fri 8:00-12:00 1:00-5:00", "US"),
        ("Mon-Fri 9.00-12.30 & 1.30-5.00", "GB"),
        ("Mo-Fr 8-12, 1-5", "DE"),
        ("agosto cerrado, L-V 9-18", "ES"),
        ("agosto cerrado; L-V 9-18", "ES"),
        ("PH off; Mo-Fr 08:00-18:00", "DE"),
    ],
)
def test_an_afternoon_without_its_half_and_closings_that_are_opened_again(text, country):
    assert not read(None, text, country).offered
