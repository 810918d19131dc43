"""Hours in Japanese and Korean: read where they are certain, refused where they are not."""

from datetime import date

import pytest

from amends.core.places.hours import read_hours

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)

UNDERSTOOD = [
    ("JP", "月〜金 9:00〜18:00、土日祝 休み", "Mo-Fr 09:00-18:00; PH off"),
    ("JP", "月曜日～金曜日　9：00～17：00", "Mo-Fr 09:00-17:00"),
    ("JP", "月～金：9時30分～18時30分、土：9時～15時", "Mo-Fr 09:30-18:30; Sa 09:00-15:00"),
    ("JP", "午前9時から午後5時まで 毎日", "Mo-Su 09:00-17:00"),
    ("JP", "午後0時〜午後6時 月〜金", "Mo-Fr 12:00-18:00"),
    ("JP", "平日9:00〜17:00 土曜・日曜・休日 お休み", "Mo-Fr 09:00-17:00; PH off"),
    ("JP", "平日 9:00〜17:00 祝日除く", "Mo-Fr 09:00-17:00; PH off"),
    ("JP", "月・水・金 10時半〜15時", "Mo,We,Fr 10:30-15:00"),
    ("JP", "年中無休 24時間営業", "24/7"),
    ("JP", "金土 18:00-26:00", "Fr-Sa 18:00-02:00"),
    ("KR", "월요일~금요일 오전 9시 ~ 오후 6시, 토요일 오전 9시 ~ 오후 1시",
     "Mo-Fr 09:00-18:00; Sa 09:00-13:00"),
    ("KR", "토·일·공휴일 휴무, 월~금 9:00-18:00", "Mo-Fr 09:00-18:00; PH off"),
    ("KR", "월수금 10:00-17:00", "Mo,We,Fr 10:00-17:00"),
    ("KR", "매일 24시간", "24/7"),
]  # fmt: skip
REFUSED = [
    ("JP", "平日 9:00-17:00"),  # nobody says what holds on public holidays
    ("KR", "평일 09:00-18:00"),
    ("JP", "12月31日 9:00-15:00"),
    ("JP", "1日〜15日 9:00-17:00"),
    ("KR", "12월 25일 휴무"),
    ("JP", "午後12時〜午後6時"),
    ("JP", "第2土曜 9-12"),
    ("JP", "10:00〜20:00 (水曜定休)"),
    ("", "月〜金 9:00-18:00"),  # single signs only where the country tells the language
]


@pytest.mark.parametrize(("country", "text", "meant"), UNDERSTOOD)
def test_what_is_certain_is_understood(country: str, text: str, meant: str):
    reading = read_hours(text, first=FIRST, last=LAST, country=country)
    assert reading.understood, reading
    assert (reading.read_as, reading.flags) == (meant, ())


@pytest.mark.parametrize(("country", "text"), REFUSED)
def test_what_may_mean_two_things_is_refused(country: str, text: str):
    assert not read_hours(text, first=FIRST, last=LAST, country=country).understood
