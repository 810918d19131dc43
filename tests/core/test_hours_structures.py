"""Weekly hours as data, in each network's shape."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.core.places.hours import read_hours

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
WEEK = "Mo-Fr 09:00-18:00; Sa 10:00-14:00"
NAMES = ["monday", "tuesday", "wednesday", "thursday", "friday"]


def read(structure, text=None, **known):
    return read_hours(text, structure, first=FIRST, last=LAST, **known)


def inpost():
    days = {name: [{"start": 540, "end": 1080}] for name in NAMES}
    return {"customer": {**days, "saturday": [{"start": 600, "end": 840}], "sunday": []}}


def cdek():
    week = [{"day": day, "time": "09:00/18:00"} for day in range(1, 6)]
    return [*week, {"day": 6, "time": "10:00/14:00"}]


def schema_org():
    days = [f"https://schema.org/{name.title()}" for name in NAMES]
    week = {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": days,
        "opens": "09:00",
        "closes": "18:00",
    }
    saturday = {"dayOfWeek": "Saturday", "opens": "10:00:00", "closes": "14:00:00"}
    return [week, saturday, {"dayOfWeek": "Sunday", "opens": "00:00", "closes": "00:00"}]


def google():
    week = [
        {"open": {"day": day, "time": "0900"}, "close": {"day": day, "time": "1800"}}
        for day in range(1, 6)
    ]
    saturday = {"open": {"day": 6, "hour": 10, "minute": 0}, "close": {"day": 6, "hour": 14}}
    return {"periods": [*week, saturday]}


def business():
    return {
        "periods": [
            {"openDay": day, "openTime": begin, "closeDay": day, "closeTime": end}
            for day, begin, end in [
                *((name.upper(), "09:00", "18:00") for name in NAMES),
                ("SATURDAY", {"hours": 10}, {"hours": 14, "minutes": 0}),
            ]
        ]
    }


def by_name():
    return {**{name[:3]: ["09:00-18:00"] for name in NAMES}, "sat": "10:00-14:00", "sun": None}


def by_ends():
    days = {name: {"open": "09:00", "close": "18:00"} for name in NAMES}
    return {**days, "saturday": {"from": "10:00", "to": "14:00"}, "sunday": {"closed": True}}


@pytest.mark.parametrize("shape", [inpost, cdek, schema_org, google, business, by_name, by_ends])
def test_every_shape_of_a_week_is_the_same_week(shape):
    reading = read(shape())
    assert reading.understood, reading
    assert reading.read_as == WEEK
    assert reading.flags == ()


def test_lines_of_the_notation_are_read_as_one_text():
    assert read(["Mo-Fr 09:00-18:00", "Sa 10:00-14:00"]).read_as == WEEK


def test_text_and_structure_that_agree_are_offered():
    reading = read(inpost(), "PN-PT 09-18 SB 10-14")
    assert reading.offered
    assert reading.by == "inpost+words:pl"
    holidays = read(inpost(), "Mo-Fr 09:00-18:00; Sa 10:00-14:00; PH off", country="PL")
    assert holidays.offered
    assert holidays.schedule.on(date(2026, 1, 1)) == ()


@pytest.mark.parametrize("text", ["PN-PT 09-19 SB 10-14", "24/7", "zadzwoń"])
def test_text_and_structure_that_disagree_are_flagged(text):
    reading = read(inpost(), text)
    assert reading.understood
    assert not reading.offered
    assert reading.schedule == read(inpost()).schedule


def test_a_structures_dates_do_not_hide_the_texts_holidays():
    structure = {
        "work_time_list": [{"day": day, "time": "09:00/18:00"} for day in range(1, 6)],
        "work_time_exceptions": [{"date": "2026-03-02", "time": "10:00/12:00"}],
    }
    found = read(structure, "Mo-Fr 09:00-18:00; PH off", country="DE")
    assert found.offered
    assert found.schedule.on(date(2026, 3, 2)) == ((600, 720),)
    assert found.schedule.on(date(2026, 12, 25)) == ()
    assert found.schedule.holidays_said


def test_shapes_of_other_networks():
    ends = {"opensAt": "09:00:00", "closesAt": "18:00:00"}
    saturday = {"day": "SAT", "opensAt": "10:00", "closesAt": "14:00"}
    by_entry = [*({"day": name[:3].upper(), **ends} for name in NAMES), saturday]
    assert read({"workHours": by_entry}).read_as == WEEK
    week = {"days": [1, 2, 3, 4, 5], "time_from": {"hours": 9, "minutes": 0}}
    short = {"days": [6], "time_from": {"hours": 10}, "time_to": {"hours": 14, "minutes": 0}}
    rules = [{**week, "time_to": {"hours": 18, "minutes": 0}}, short]
    assert read({"schedule": {"time_zone": 3, "restrictions": rules}}).read_as == WEEK
    plain = {name.title(): "09:00-18:00" for name in NAMES}
    plain |= {"Saturday": "10:00-14:00", "Sunday": "-"}
    assert read({"Schedule": plain}).read_as == WEEK
    regular = {**dict.fromkeys(NAMES, "09:00–12:00, 13:00–18:00"), "sunday": ""}
    assert read({"regular": regular, "exceptions": []}).read_as == "Mo-Fr 09:00-12:00,13:00-18:00"
    days = [{"weekday": n, "timeFrom": "0900", "timeTo": "1800"} for n in range(1, 6)]
    assert read([*days, {"weekday": 6, "timeFrom": "1000", "timeTo": "1400"}]).read_as == WEEK
    assert read([{"weekday": 0, "timeFrom": "0900", "timeTo": "1800"}]).code == "not_understood"
    tuesday = [{"day": "MON", "isDayOff": True}, {"day": "TUE", **ends}]
    assert read(tuesday).read_as == "Tu 09:00-18:00"


def test_exceptions_that_are_not_understood_are_not_dropped():
    week = {"regular": {"monday": "09:00-18:00"}}
    for odd in ([{"day": "2026-12-24", "hours": ""}], ["2026-12-24"], {"2026-12-24": ""}):
        assert read({**week, "exceptions": odd}).code == "not_understood"


@pytest.mark.parametrize("one", [True, False])
def test_the_exceptions_of_packeta_are_dated_days(one):
    days = [{"date": "2026-12-24", "hours": ""}, {"date": "2026-12-21", "hours": "09:00–11:00"}]
    exceptions = {"exception": days[0]} if one else days
    found = read({"regular": {"monday": "09:00-18:00"}, "exceptions": exceptions})
    assert found.by == "packeta"
    assert found.schedule.on(date(2026, 12, 24)) == ()
    assert found.schedule.on(date(2026, 12, 21)) == (((540, 1080),) if one else ((540, 660),))


def test_days_named_in_other_languages_and_halves_of_a_day():
    morning = {"openMorning": "08:00", "closeMorning": "12:00"}
    noon = {**morning, "openAfternoon": "13:00", "closeAfternoon": "18:00"}
    shut = dict.fromkeys(noon, "")
    days = [{"weekday": "Montag", **noon}, {"weekday": "Sonntag", **shut}]
    assert read(days).read_as == "Mo 08:00-12:00,13:00-18:00"
    assert read({"Pondělí": "9:00 AM - 5:00 PM"}).read_as == "Mo 09:00-17:00"
    assert read({"monday": "9:00-5:00"}).code == "half_of_day"
    assert read([[1, "08:00", "18:00"], [6, "09:00", "12:00"]]).read_as == (
        "Mo 08:00-18:00; Sa 09:00-12:00"
    )


def test_hours_over_midnight_and_round_the_clock():
    night = {"periods": [{"open": {"day": 5, "time": "2200"}, "close": {"day": 6, "time": "0400"}}]}
    assert read(night).read_as == "Fr 22:00-04:00"
    always = {"periods": [{"open": {"day": 0, "time": "0000"}}]}
    assert read(always).read_as == "24/7"
    weekend = {
        "periods": [{"open": {"day": 5, "time": "1800"}, "close": {"day": 0, "time": "1200"}}]
    }
    assert read(weekend).schedule.on(date(2026, 11, 28)) == ((0, 1440),)
    late = {"fri": ["22:00-04:00"]}
    assert read(late).schedule.on(date(2026, 11, 28)) == ((0, 240),)


def test_dated_exceptions_stand_above_the_week():
    point = {
        "work_time_list": cdek(),
        "work_time_exception_list": [
            {"date_start": "2026-01-01", "date_end": "2026-01-03", "is_working": False},
            {
                "date_start": "2026-03-07",
                "date_end": "2026-03-07",
                "time_start": "10:00:00+03:00",
                "time_end": "12:00:00+03:00",
                "is_working": True,
            },
        ],
    }
    schedule = read(point).schedule
    assert schedule.on(date(2026, 1, 2)) == ()
    assert schedule.on(date(2026, 1, 5)) == ((540, 1080),)
    assert schedule.on(date(2026, 3, 7)) == ((600, 720),)
    shop = {
        "openingHoursSpecification": schema_org(),
        "specialOpeningHoursSpecification": [
            {
                "validFrom": "2026-12-24",
                "validThrough": "2026-12-24",
                "opens": "09:00",
                "closes": "12:00",
            },
            {"validFrom": "2026-12-25", "validThrough": "2026-12-26"},
        ],
    }
    schedule = read(shop).schedule
    assert schedule.on(date(2026, 12, 24)) == ((540, 720),)
    assert schedule.on(date(2026, 12, 25)) == ()


def test_hours_of_dates_only_say_nothing_of_other_days():
    hours = {"min": {"hours": 9, "minutes": 0}, "max": {"hours": 21, "minutes": 30}}
    days = [{"date": f"2026-11-{day}T00:00:00Z", "periods": [hours]} for day in (23, 24)]
    schedule = read({"working_hours": days}).schedule
    assert schedule.on(date(2026, 11, 24)) == ((540, 1290),)
    assert schedule.on(date(2026, 11, 30)) == ()
    assert (schedule.first, schedule.last) == (date(2026, 11, 23), date(2026, 11, 24))


@pytest.mark.parametrize(
    ("structure", "code"),
    [
        ({"customer": {"monday": [{"start": 0, "end": 0}]}}, "same_time"),
        ({"customer": {"monday": [{"start": 540, "end": 9999}]}}, "not_understood"),
        ({"customer": {"monday": [{"start": "nine", "end": 1}]}}, "not_understood"),
        ({"customer": {"monday": 5}}, "not_understood"),
        ([{"day": 8, "time": "09:00/18:00"}], "not_understood"),
        ([{"day": 1, "time": "09:00/25:61"}], "not_understood"),
        ({"mon": ["09:00-18:00", "17:00-20:00"]}, "said_twice"),
        ({"mon": ["nine to five"]}, "not_understood"),
        ({"periods": [{"open": {"day": 1, "time": "0900"}}]}, "not_understood"),
        ({"some": "thing"}, "unknown_structure"),
        ([1, 2], "unknown_structure"),
        ([{"dayOfWeek": "Someday", "opens": "09:00", "closes": "10:00"}], "not_understood"),
        ({"working_hours": [{"date": "tomorrow", "periods": []}]}, "not_understood"),
    ],
)
def test_what_is_not_certain_is_refused(structure, code):
    reading = read(structure)
    assert not reading.understood
    assert reading.code == code


leaves = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8))
keys = st.sampled_from(
    [
        "customer",
        "monday",
        "day",
        "time",
        "start",
        "end",
        "periods",
        "open",
        "close",
        "date",
        "min",
        "hours",
        "dayOfWeek",
        "opens",
        "closes",
        "validFrom",
        "work_time_list",
        "working_hours",
    ]
)
data = st.recursive(
    leaves, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner))
)


@settings(max_examples=300)
@given(st.one_of(st.lists(data), st.dictionaries(keys, data)))
def test_no_structure_is_too_strange(structure):
    assert read(structure).understood in (True, False)


def test_nothing_given_is_missing():
    assert read(None).code == "missing"
    assert read({}).code == "missing"
