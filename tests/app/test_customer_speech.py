"""Dates, times, money, hours and timetables, as a customer would say them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from amends.app.actions import phrases
from amends.app.customer.slots import timetable
from amends.app.locale import Speech, spoken
from amends.app.locale.hours import readable

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")


def speech(language: str) -> Speech:
    return Speech(language, MOSCOW, NOW)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("tag", "language"),
    [("ru", "ru"), ("ru-RU", "ru"), ("mn_MN", "mn"), ("MN", "mn"), ("de", "en"), ("", "en")],
)
def test_a_language_tag_leads_to_a_language_we_speak(tag: str, language: str) -> None:
    assert spoken(tag) == language


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "tomorrow, 23 November, 19:00–21:00"),
        ("ru", "завтра, 23 ноября, 19:00–21:00"),
        ("mn", "маргааш, 11-р сарын 23, 19:00–21:00"),
    ],
)
def test_tomorrow_is_called_tomorrow(language: str, said: str) -> None:
    text = "2026-11-23T19:00:00+03:00/2026-11-23T21:00:00+03:00"
    assert phrases.window(speech(language), text) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Wednesday, 25 November, by 18:00"),
        ("ru", "среда, 25 ноября, до 18:00"),
        ("mn", "лхагва гараг, 11-р сарын 25, 18:00 хүртэл"),
    ],
)
def test_a_later_day_is_called_by_its_name(language: str, said: str) -> None:
    assert speech(language).by(at("2026-11-25T15:00:00+00:00")) == said


def test_the_day_is_the_one_where_the_customer_is() -> None:
    late = at("2026-11-22T22:30:00+00:00")
    assert speech("en").day(late) == "tomorrow, 23 November"


@pytest.mark.parametrize(
    ("language", "amount", "currency", "said"),
    [
        ("en", "3490.00", "RUB", "₽3,490"),
        ("en", "12.5", "EUR", "€12.50"),
        ("ru", "3490.00", "RUB", "3\xa0490\xa0₽"),
        ("mn", "18500", "MNT", "18,500₮"),
    ],
)
def test_money_shows_cents_only_where_there_are_any(
    language: str, amount: str, currency: str, said: str
) -> None:
    assert speech(language).money(amount, currency) == said


@pytest.mark.parametrize(
    ("language", "hours", "said"),
    [
        ("en", "24/7", "open day and night"),
        (
            "en",
            "Mo-Fr 08:00-22:00; Sa,Su 09:00-21:00",
            "Mon–Fri 08:00–22:00 · Sat, Sun 09:00–21:00",
        ),
        ("ru", "Mo-Sa 10:00-20:00; Su off", "пн–сб 10:00–20:00 · вс закрыто"),
        ("mn", "Mo-Su 09:00-21:00", "Да–Ня 09:00–21:00"),
        ("ru", "Mo-Fr 09:00-18:00; PH off", "пн–пт 09:00–18:00 · праздники закрыто"),
        ("en", "", ""),
    ],
)
def test_opening_hours_are_readable(language: str, hours: str, said: str) -> None:
    assert readable(hours, speech(language)) == said


def test_the_timetable_has_a_row_for_each_time_and_gaps_for_what_is_gone() -> None:
    windows = [
        "2026-11-22T10:00:00+03:00/2026-11-22T13:00:00+03:00",
        "2026-11-22T19:00:00+03:00/2026-11-22T21:00:00+03:00",
        "2026-11-23T10:00:00+03:00/2026-11-23T13:00:00+03:00",
        "2026-11-23T19:00:00+03:00/2026-11-23T21:30:00+03:00",
    ]
    today, tomorrow = timetable(windows, speech("en"))
    assert (today.head, tomorrow.head) == ("Sun 22", "Mon 23")
    assert [slot.label for slot in today.slots] == ["", "19–21", ""]
    assert [slot.label for slot in tomorrow.slots] == ["10–13", "", "19–21:30"]


def test_a_remedy_that_a_shop_added_says_the_reason_of_its_rule() -> None:
    added = {
        "remedy": "sing_a_song",
        "who": "the choir",
        "reasons": {"en": "We sing.", "ru": "Мы поём."},
    }
    assert phrases.title(speech("ru"), added) == "Мы поём."
    assert phrases.title(speech("mn"), added) == "We sing."
    assert phrases.who(speech("mn"), added) == "the choir"


@pytest.mark.parametrize(
    ("language", "metres", "said"),
    [
        ("en", 0, "0 m"),
        ("en", 94, "90 m"),
        ("en", 994, "990 m"),
        ("en", 996, "1 km"),
        ("ru", 1450, "1,4 км"),
        ("mn", 12_340, "12.3 км"),
    ],
)
def test_a_distance_is_as_exact_as_one_can_tell_it(language: str, metres: int, said: str) -> None:
    assert speech(language).distance(metres).replace("\xa0", " ") == said


@pytest.mark.parametrize(
    ("language", "open_until", "valid_until"),
    [("ru", "открыт до", "действует до"), ("mn", "хаах цаг", "хүчинтэй:")],
)
def test_a_point_is_open_until_then_an_offer_is_valid_until_then(
    language: str, open_until: str, valid_until: str
) -> None:
    with translation.override(language):
        assert translation.gettext("open until") == open_until
        assert translation.gettext("valid until") == valid_until


def test_a_point_in_mongolian_is_open_not_ajar() -> None:
    with translation.override("mn"):
        said = [translation.gettext(each) for each in ("Open day and night", "Open until {when}")]
    assert all("нээлттэй" in each for each in said)
