"""Days, times and lengths of time in customers' words, in three languages."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from amends.core.claims import OrderHint, read_text
from tests.support.policies import shipped

KINDS = shipped().declarations.claims
ZONE = ZoneInfo("Asia/Ulaanbaatar")
FRIDAY = datetime(2026, 11, 20, 16, tzinfo=ZONE)


def read(text, *, at=FRIDAY):
    return read_text(text, said_at=at, zone=ZONE, kinds=KINDS)


def day(number, month=11, year=2026):
    return date(year, month, number)


DAYS = {
    "I ordered yesterday, nothing came": day(19),
    "I ordered the day before yesterday": day(18),
    "I ordered two days ago": day(18),
    "I ordered a week ago": day(13),
    "I ordered two and a half weeks ago": day(2),
    "I ordered on Monday": day(16),
    "I ordered last Friday": day(13),
    "I ordered last Thursday": day(12),
    "I ordered on the 5th of November": day(5),
    "I ordered on Nov 5": day(5),
    "I ordered on November 5th, 2025": day(5, year=2025),
    "I ordered on 5 December": day(5, 12, 2025),
    "I ordered on 2026-11-15": day(15),
    "I ordered on 15/11/2026": day(15),
    "I ordered a month ago": day(20, 10),
    "заказал вчера": day(19),
    "заказал позавчера": day(18),
    "заказал неделю назад": day(13),
    "заказал 3 дня назад": day(17),
    "заказал три недели назад": day(30, 10),
    "заказал полтора месяца назад": day(20, 9),
    "заказал в понедельник": day(16),
    "заказал 15 ноября": day(15),
    "заказал 15-го ноября": day(15),
    "заказал первого ноября": day(1),
    "заказал двадцать первого октября": day(21, 10),
    "заказал 17 числа": day(17),
    "заказ от 15.11.": day(15),
    "заказ от 15.11.2026 не пришёл": day(15),
    "өчигдөр захиалсан": day(19),
    "уржигдар захиалсан": day(18),
    "долоо хоногийн өмнө захиалсан": day(13),
    "хоёр долоо хоногийн өмнө захиалсан": day(6),
    "гурав хоногийн өмнө захиалсан": day(17),
    "гурван өдрийн өмнө захиалсан": day(17),
    "арван хоногийн өмнө захиалсан": day(10),
    "сарын өмнө захиалсан": day(20, 10),
    "мягмар гарагт захиалсан": day(17),
    "11 сарын 15-нд захиалсан": day(15),
    "арван нэгэн сарын гуравт захиалсан, арван нэгэн сарын гурванд": day(3),
    "gurav honogiin umnu zahialsan": day(17),
    "zakazal nedelyu nazad": day(13),
}


@pytest.mark.parametrize(("text", "meant"), DAYS.items(), ids=DAYS)
def test_days(text, meant):
    reading = read(text)
    assert (reading.kind, reading.fields) == ("ordered_on", {"ordered_on": meant})


VAGUE = {
    "ordered over a week ago": (None, day(13)),
    "ordered more than two weeks ago": (None, day(6)),
    "заказал больше недели назад": (None, day(13)),
    "заказал более двух недель назад": (None, day(6)),
    "долоо хоногоос илүү хугацааны өмнө захиалсан": (None, day(13)),
    "ordered about a week ago": (day(11), day(15)),
    "заказал примерно неделю назад": (day(11), day(15)),
    "ordered a few days ago": (day(13), day(18)),
    "заказал несколько дней назад": (day(13), day(18)),
    "ordered last Tuesday": (day(10), day(17)),
    "заказал в прошлый вторник": (day(10), day(17)),
    "ordered last week": (day(9), day(15)),
    "заказал на прошлой неделе": (day(9), day(15)),
    "өнгөрсөн долоо хоногт захиалсан": (day(9), day(15)),
    "I ordered on 11/10/2026": (day(11, 10), day(10)),
}


@pytest.mark.parametrize(("text", "meant"), VAGUE.items(), ids=VAGUE)
def test_what_is_told_roughly_is_a_range_and_its_last_day_counts(text, meant):
    reading = read(text)
    assert reading.within["ordered_on"] == meant
    assert reading.fields["ordered_on"] == meant[1]
    assert reading.asks == (("ordered_on",) if meant[0] else ())


def test_a_day_ahead_is_no_day_of_an_order():
    for text in ("I ordered it for tomorrow", "заказал на завтра", "ordered, due next Monday"):
        assert "ordered_on" not in read(text).fields


MOMENTS = {
    "came yesterday at 17:40, closed": (19, 17, 40),
    "came yesterday at 5.40 pm, closed": (19, 17, 40),
    "came today at 3pm and it was closed": (20, 15, 0),
    "came yesterday at half past seven in the evening, closed": (19, 19, 30),
    "came on tuesday at quarter to three, it was closed": (17, 14, 45),
    "came on sunday at noon, closed": (15, 12, 0),
    "came this morning at 9:15 and it was closed": (20, 9, 15),
    "пришёл позавчера в 14:00, закрыто": (18, 14, 0),
    "пришёл вчера в три часа дня, закрыто": (19, 15, 0),
    "пришёл вчера в 6 вечера, закрыто": (19, 18, 0),
    "пришёл вчера в час дня, закрыто": (19, 13, 0),
    "пришёл вчера в половине восьмого вечера, закрыто": (19, 19, 30),
    "пришёл вчера в десять минут пятого, закрыто": (19, 16, 10),
    "пришёл вчера без четверти три, закрыто": (19, 14, 45),
    "пришёл 15 ноября в 16-05, закрыто": (15, 16, 5),
    "өчигдөр оройн 6 цагт очиход хаалттай": (19, 18, 0),
    "өчигдөр өдрийн гурван цагт очиход хаалттай": (19, 15, 0),
    "өнөөдөр өглөөний 10 цагт очиход хаалттай": (20, 10, 0),
    "мягмар гарагт орой долоо хагаст очиход хаалттай": (17, 19, 30),
    "ням гарагт үд дунд очиход хаалттай": (15, 12, 0),
    "уржигдар 14:00 цагт очиход хаалттай": (18, 14, 0),
}


@pytest.mark.parametrize(("text", "meant"), MOMENTS.items(), ids=MOMENTS)
def test_moments(text, meant):
    number, hour, minute = meant
    at = datetime(2026, 11, number, hour, minute, tzinfo=ZONE)
    reading = read(text)
    assert (reading.kind, reading.fields.get("came_at")) == ("was_closed", at)


UNSURE = (
    "came yesterday at 8, it was closed",
    "came yesterday, it was closed",
    "it was closed at 3pm",
    "пришёл вчера утром, закрыто",
    "вчера закрыто до 14:00, никого",
    "өчигдөр очиход хаалттай",
    "came today at 18:30, it was closed",
)


@pytest.mark.parametrize("text", UNSURE)
def test_a_moment_that_is_not_said_whole_is_asked(text):
    reading = read(text)
    assert reading.kind == "was_closed"
    assert "came_at" not in reading.fields and "came_at" in reading.asks


WAITED = {
    "waited 45 minutes for my coffee": 45,
    "waited an hour for my coffee": 60,
    "waited for an hour and a half": 90,
    "waited an hour and fifteen minutes": 75,
    "waited half an hour in the queue": 30,
    "waited thirty five minutes": 35,
    "waited 2 hrs": 120,
    "ждал 45 минут": 45,
    "ждала целый час": 60,
    "ждал полчаса": 30,
    "ждал полтора часа": 90,
    "ждал час пятнадцать": 75,
    "ждал два с половиной часа": 150,
    "прождал сорок пять минут": 45,
    "45 минут хүлээсэн": 45,
    "хагас цаг хүлээлээ": 30,
    "цаг хагас хүлээсэн": 90,
    "гурван цаг хүлээсэн": 180,
    "дөчин таван минут хүлээсэн": 45,
}


@pytest.mark.parametrize(("text", "minutes"), WAITED.items(), ids=WAITED)
def test_minutes_waited(text, minutes):
    reading = read(text)
    assert (reading.kind, reading.fields) == ("waited", {"minutes": minutes})


def test_two_waits_are_asked():
    reading = read("waited 20 minutes. waited 40 minutes")
    assert reading.kind == "waited" and reading.asks == ("minutes",)


def test_the_day_is_the_customers():
    late = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
    assert late.astimezone(ZONE).date() == day(21)
    assert read("I ordered yesterday", at=late).fields["ordered_on"] == day(20)


def test_a_week_ago_is_counted_over_the_change_of_clocks():
    york = ZoneInfo("Europe/London")
    at = datetime(2026, 10, 28, 0, 30, tzinfo=york)
    reading = read_text("I ordered a week ago", said_at=at, zone=york, kinds=KINDS)
    assert reading.fields["ordered_on"] == at.date() - timedelta(days=7)


def test_the_orders_own_items_and_points_are_found_in_any_form():
    order = OrderHint(items=("красный чайник", "тостер"), points={"P1": "Метро Южная"})
    text = "на Метро Южной вместо красного чайника дали утюг"
    reading = read_text(text, said_at=FRIDAY, zone=ZONE, kinds=KINDS, order=order)
    assert reading.kind == "got_other"
    assert reading.fields["expected"] == "красный чайник" and reading.fields["got"] == "утюг"
    assert any(span.what == "point" and span.value == "P1" for span in reading.spans)
