"""Hours as networks write them, in many languages."""

from datetime import date

import pytest

from amends.core.places.hours import read_hours, weekly

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def read(text, **known):
    return read_hours(text, first=FIRST, last=LAST, **known)


WEEK = "Mo-Fr 09:00-20:00; Sa 10:00-18:00"
PAUSE = "Mo-Fr 09:00-13:00,14:00-18:00"

UNDERSTOOD = [
    ("lun-ven 8.20-19.05, sab 9.05 - 12.35", "Mo-Fr 08:20-19:05; Sa 09:05-12:35"),
    ("ежедневно, кроме воскресенья, 9-21", "Mo-Sa 09:00-21:00"),
    ("Пн-Пт 9-18, кроме среды", "Mo-Tu,Th-Fr 09:00-18:00"),
    ("Пн-Пт с 9 утра до 8 вечера", "Mo-Fr 09:00-20:00"),
    ("Segunda-feira a sexta-feira, das 9:00 às 13:00 e das 14:00 às 18:00", PAUSE),
    ("2ª a 6ª feira das 9h às 18h", "Mo-Fr 09:00-18:00"),
    ("De lunes a sábado, de 9h a 21h. Domingos cerrado", "Mo-Sa 09:00-21:00"),
    ("hétfőtől péntekig 8:00-16:00", "Mo-Fr 08:00-16:00"),
    ("maanantaista perjantaihin klo 9-17", "Mo-Fr 09:00-17:00"),
    ("nuo pirmadienio iki penktadienio 9-17", "Mo-Fr 09:00-17:00"),
    ("HAFTA İÇİ 09:00-18:00, PAZAR KAPALI", "Mo-Fr 09:00-18:00"),
    ("Poniedzialek - piatek 8-16, sroda 8-16", "Mo-Fr 08:00-16:00"),
    ("24h/24, 7j/7", "24/7"),
    ("Mon-Fri 9am-midnight, Sat 9am-noon", "Mo-Fr 09:00-24:00; Sa 09:00-12:00"),
    ("Δευτέρα - Παρασκευή: 09:00-20:00, Σάββατο 10:00-18:00, Κυριακή κλειστά", WEEK),
    ("ΔΕΥ-ΠΑΡ 9:00-13:00 & 14:00-18:00", PAUSE),
    ("Pon-Pet: 9-20 h, Sub: 10-18 h, nedjelja zatvoreno", WEEK),
    ("понедељак-петак 9-20, субота 10-18", WEEK),
    ("ponedeljek - petek 9.00-20.00, sobota 10.00-18.00, nedelja zaprto", WEEK),
    ("понеделник - петок 9-20, сабота 10-18", WEEK),
    ("Dushanba-Juma 09:00-20:00, Shanba 10:00-18:00, Yakshanba dam olish kuni", WEEK),
    ("Bazar ertəsi - Cümə 09:00-20:00, Şənbə 10:00-18:00", WEEK),
    ("ორშ-პარ 09:00-20:00, შაბათი 10:00-18:00", WEEK),
    ("Երկ-Ուրբ 09:00-20:00, Շաբաթ 10:00-18:00", WEEK),
    ("Пн-Пт 09:00-20:00, Сб 10:00-18:00", WEEK),
    ("Пн — Пт 9:00–20:00; сб. 10:00–18:00", WEEK),
    ("Понедельник - пятница: с 9 до 20, суббота: с 10 до 18, вс - выходной", WEEK),
    ("с понедельника по пятницу с 9:00 до 20:00, суббота 10-18", WEEK),
    ("Будни 9-20, суббота 10-18, воскресенье выходной день", WEEK),
    ("Режим работы: пн-пт 9-20 сб 10-18", WEEK),
    ("пн.-вс.: с 9 до 21", "Mo-Su 09:00-21:00"),
    ("ежедневно с 10:00 до 22:00", "Mo-Su 10:00-22:00"),
    ("10:00-21:00 без выходных", "Mo-Su 10:00-21:00"),
    ("Без выходных, 10:00-21:00", "Mo-Su 10:00-21:00"),
    ("ежедневно 9-21, вс 10-18", "Mo-Sa 09:00-21:00; Su 10:00-18:00"),
    ("ежедневно кроме вс 9-21", "Mo-Sa 09:00-21:00"),
    ("Будни 8-20, выходные 10-18", "Mo-Fr 08:00-20:00; Sa-Su 10:00-18:00"),
    ("пн-пт 8-20, выходные: сб, вс", "Mo-Fr 08:00-20:00"),
    ("Пн-Пт 9:00-18:00, перерыв 13:00-14:00", PAUSE),
    ("10-20, перерыв 14-15, вс выходной", "Mo-Sa 10:00-14:00,15:00-20:00"),
    ("Пн-Пт: 09.00-18.00 (обед 13.00-14.00)", PAUSE),
    ("Пн-Пт с 9 до 18, без обеда", "Mo-Fr 09:00-18:00"),
    ("Пн-Пт с 9-00 до 18-30", "Mo-Fr 09:00-18:30"),
    ("круглосуточно без выходных", "24/7"),
    ("Ежедневно, круглосуточно", "24/7"),
    ("Пн-Пт круглосуточно", "Mo-Fr 00:00-24:00"),
    ("Пн-Пт 22:00-06:00", "Mo-Fr 22:00-06:00"),
    ("Пн-Пт 9-13, 14-18", PAUSE),
    ("пн, ср, пт 10-19; вт, чт 12-20", "Mo,We,Fr 10:00-19:00; Tu,Th 12:00-20:00"),
    ("PN-PT 08-20", "Mo-Fr 08:00-20:00"),
    ("PN-CZ 10-23 PT-SB 10-23:30", "Mo-Th 10:00-23:00; Fr-Sa 10:00-23:30"),
    ("PN-PT 06-00 SB 07-00", "Mo-Fr 06:00-24:00; Sa 07:00-24:00"),
    ("pon.-pt. 9:00-20:00, sob. 10:00-18:00, niedz. nieczynne", WEEK),
    ("codziennie 6-23", "Mo-Su 06:00-23:00"),
    ("całodobowo", "24/7"),
    ("Mo-Fr 8-18 Uhr", "Mo-Fr 08:00-18:00"),
    ("Montag bis Freitag von 9 bis 20 Uhr, Samstag 10-18 Uhr", WEEK),
    ("Mo. – Fr. 09.00 – 20.00 Uhr, Sa. 10.00 – 18.00 Uhr, So. geschlossen", WEEK),
    ("Mo-Fr 9-13 und 14-18 Uhr", PAUSE),
    ("Mo, Di, Do 8:00-12:00 + 13:00-17:00", "Mo-Tu,Th 08:00-12:00,13:00-17:00"),
    ("Mon-Fri 9am-5pm, Sat 10am-2pm", "Mo-Fr 09:00-17:00; Sa 10:00-14:00"),
    ("Monday to Friday 9:00 a.m. - 5:30 p.m.", "Mo-Fr 09:00-17:30"),
    ("Mon-Fri 9-5pm, Sat 10-2pm", "Mo-Fr 09:00-17:00; Sa 10:00-14:00"),
    ("Open 24 hours", "24/7"),
    ("Даваа–Баасан 09:00-20:00, Бямба 10:00-18:00", WEEK),
    ("Даваагаас Баасан хүртэл 09:00-аас 18:00 хүртэл", "Mo-Fr 09:00-18:00"),
    ("Өдөр бүр 10:00-20:00", "Mo-Su 10:00-20:00"),
    ("Ажлын өдөр 09:00-18:00, Амралтын өдөр 10:00-17:00", "Mo-Fr 09:00-18:00; Sa-Su 10:00-17:00"),
    ("Хагас бүтэн сайнд 11.00-17.00", "Sa-Su 11:00-17:00"),
    ("Ажлын өдөр 9-18, хагас сайнд 10-15, бүтэн сайнд амарна", "Mo-Fr 09:00-18:00; Sa 10:00-15:00"),
    ("Даваа-Баасан: 09:00-18:00, цайны цаг 13:00-14:00", PAUSE),
    ("Да-Ба 9:00-20:00, Бя 10:00-18:00, Ня амарна", WEEK),
    ("1-5 дахь өдөр 9-18", "Mo-Fr 09:00-18:00"),
    ("24 цаг", "24/7"),
    ("Пн-Пт з 9:00 до 18:00, Сб-Нд вихідний", "Mo-Fr 09:00-18:00"),
    ("щодня 8:00-22:00", "Mo-Su 08:00-22:00"),
    ("Дс-Жм 09:00-20:00, Сб 10-18, Жс демалыс", WEEK),
    ("Дүйсенбі-Жұма 9:00-18:00, үзіліс 13:00-14:00", PAUSE),
    ("Lundi au vendredi de 9h à 20h, samedi 10h00-18h00", WEEK),
    ("Tous les jours de 8h à 22h", "Mo-Su 08:00-22:00"),
    ("Lunes a viernes de 9:00 a 13:00 y de 14:00 a 18:00", PAUSE),
    ("L-V 9:00-20:00, S 10:00-18:00", WEEK),
    ("lun-ven 9.00-20.00, sab 10.00-18.00, dom chiuso", WEEK),
    ("Po-Pá 9:00-20:00, So 10:00-18:00", WEEK),
    ("ma-pe 9-20, la 10-18, su suljettu", WEEK),
    ("Esm-Ree 9:00-20:00, L 10:00-18:00", WEEK),
    ("Segunda a sexta das 9h às 20h, sábado das 10h às 18h", WEEK),
    ("周一至周五 9:00-20:00，周六 10:00-18:00", WEEK),
]


@pytest.mark.parametrize(("text", "meant"), UNDERSTOOD)
def test_what_people_write_is_read_as_they_mean_it(text, meant):
    reading = read(text)
    assert reading.understood, reading
    assert reading.flags == ()
    assert reading.read_as == meant
    assert reading.schedule.week == read(meant).schedule.week


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Weekdays 7-3, Saturdays 7-6", "half_of_day"),
        ("Mon-Fri 9-5", "half_of_day"),
        ("Mon-Fri 9:30-6", "half_of_day"),
        ("Lun 9-12, 2-6", "half_of_day"),
        ("1-7 10:00-20:00", "half_of_day"),
        ("H-P 10.00-18.00, Sz: 9.00-13.00", "language"),
        ("пн-пт 9-18, кроме", "not_understood"),
        ("пн-пт 9-18, кроме сб", "not_understood"),
        ("пн-пт 9-18, кроме пт 9-17", "not_understood"),
        ("Пн-Пт 00:00-00:00", "same_time"),
        ("пн-чт 9-18, пт 9-17, обед 13-14", "break"),
        ("пн-пт 9-18, вт-сб 10-19", "said_twice"),
        ("пн-пт 9-18, без выходных", "contradiction"),
        ("Mo-Fr 09.10-10.12", "time_or_date"),
        ("Do-Sa 10-18", "language"),
        ("E-R 9:00-20:00", "language"),
        ("Fri 6-11pm", "half_of_day"),
        ("Fri 9am-5", "half_of_day"),
        ("временно закрыто", "unknown_word"),
        ("звоните", "unknown_word"),
        ("10-20, вс 11-18", "said_twice"),
        ("ежедневно 10-20, последний день месяца выходной", "unknown_word"),
        ("Пн-Пт 9-18 (кроме 1 и 2 января)", "not_understood"),
        ("+423 232 48 18", "not_understood"),
        ("пн-пт с 9", "moment"),
        ("x" * 2000, "too_long"),
        ("  ", "missing"),
    ],
)
def test_what_is_not_certain_is_refused_with_a_reason(text, code):
    reading = read(text)
    assert not reading.understood
    assert reading.code == code
    assert reading.reason


@pytest.mark.parametrize("text", ["Mon-Fri 9:00-5:30", "Mon-Fri 9.00-5.30"])
def test_hours_that_may_end_in_the_afternoon_are_flagged(text):
    assert read(text).flags == (f"{text.removeprefix('Mon-Fri ')}: before or after noon?",)


def test_the_country_decides_between_languages():
    assert read("Do-Sa 10-18", country="DE").read_as == "Th-Sa 10:00-18:00"
    assert read("E-R 9:00-20:00", country="EE").read_as == "Mo-Fr 09:00-20:00"
    assert read("mar 10:00-18:00", country="FR").code == "language"
    assert read("Do-Sa 10-18", language="es").read_as == "Mo-Su 10:00-18:00"


def test_days_off_and_holidays_in_words():
    reading = read("Пн-Пт 10-20, праздничные дни - выходной", country="KZ")
    assert reading.read_as == "Mo-Fr 10:00-20:00; PH off"
    assert reading.schedule.on(date(2026, 1, 1)) == ()
    assert reading.schedule.on(date(2026, 1, 14)) == ((600, 1200),)
    assert reading.schedule.holidays_said
    assert read("Пн-Пт 10-20, праздничные дни - выходной").flags
    assert read("ежедневно кроме праздников 10-20", country="KZ").read_as == (
        "Mo-Su 10:00-20:00; PH off"
    )


def test_the_week_as_rows_for_people():
    rows = weekly(read("Пн-Чт 10-18, Пт-Сб 18:00-02:00").schedule)
    assert [(row.first, row.last, row.hours) for row in rows] == [
        (0, 3, ((600, 1080),)),
        (4, 5, ((1080, 1560),)),
        (6, 6, ()),
    ]


@pytest.mark.parametrize(
    "text", ["pn-pt 8-20, niedziele handlowe 10-18", "pn-nd 9-21 (niedziele handlowe)"]
)
def test_polish_trading_sundays_are_never_guessed(text: str):
    reading = read_hours(text, country="PL", first=date(2026, 1, 1), last=date(2026, 12, 31))
    assert not reading.understood and reading.code == "trading_days"


@pytest.mark.parametrize("text", ["H-Sz 8-18", "H-Sz: 8-20, V: 9-14", "Sz-V 10-14", "K-Sz 9-17"])
def test_the_hungarian_wednesday_that_may_be_saturday_is_refused(text: str):
    assert not read(text, country="HU").understood
    assert read("H, Sz, P 8-12", country="HU").read_as == "Mo,We,Fr 08:00-12:00"
