"""Languages that are written without blanks: Chinese, Japanese, Korean."""

from __future__ import annotations

import re
from collections.abc import Callable

from amends.core.places.hours.notation.tokens import NotUnderstood
from amends.core.places.hours.words.lexicon import Forms

Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]
"""What is found in a text, and what stands for it."""

CHINESE: Forms = {
    "0": "周一|星期一|礼拜一|週一", "1": "周二|星期二|礼拜二|週二", "2": "周三|星期三|礼拜三|週三",
    "3": "周四|星期四|礼拜四|週四", "4": "周五|星期五|礼拜五|週五", "5": "周六|星期六|礼拜六|週六",
    "6": "周日|星期日|礼拜日|星期天|周天|週日",
    "daily": "每天|每日|天天", "weekdays": "工作日", "weekend": "周末|週末",
    "always": "24小时|全天|24小时营业", "off": "休息|关闭|不营业|休业", "open": "营业",
    "PH": "节假日|法定节假日|公共假期", "to": "至|到", "and": "和|及", "hour": "点",
    "break": "午休", "noise": "营业时间|工作时间",
}  # fmt: skip

JAPANESE: Forms = {
    "0": "月|月曜|月曜日", "1": "火|火曜|火曜日", "2": "水|水曜|水曜日", "3": "木|木曜|木曜日",
    "4": "金|金曜|金曜日", "5": "土|土曜|土曜日", "6": "日|日曜|日曜日",
    "daily": "毎日|年中無休", "weekdays": "平日",
    "always": "24時間|24時間営業|24時間利用可能|24時間利用可",
    "except": "除",
    "off": "休み|お休み|休業|休業日|定休日|定休|お取り扱いしません|取り扱いしません|取扱なし",
    "open": "営業", "PH": "祝|祝日|休日|祝祭日", "to": "から", "and": "・|と|及び|および",
    "break": "昼休み", "noise": "営業時間|受付時間|取扱時間|利用時間|利用可能時間|まで",
}  # fmt: skip

KOREAN: Forms = {
    "0": "월|월요일", "1": "화|화요일", "2": "수|수요일", "3": "목|목요일", "4": "금|금요일",
    "5": "토|토요일", "6": "일|일요일", "daily": "매일|연중무휴", "weekdays": "평일",
    "weekend": "주말", "always": "24시간|24시간 운영|24시간 이용",
    "off": "휴무|휴무일|휴점|휴업", "open": "영업|운영",
    "PH": "공휴일", "to": "부터", "and": "및|과|와", "break": "점심시간",
    "noise": "영업시간|운영시간|이용시간|까지",
}  # fmt: skip


def _refused(found: re.Match[str]) -> str:
    raise NotUnderstood(f"“{found[0]}” is not understood", "unknown_word")


def _in_the_morning(found: re.Match[str]) -> str:
    return f"{_hour(found)}:{found[2]}"


def _after_noon(found: re.Match[str]) -> str:
    return f"{_hour(found) + 12}:{found[2]}"


def _hour(found: re.Match[str]) -> int:
    """Twelve in a half of the day is noon to some and midnight to others."""
    hour = int(found[1])
    if hour > 11:
        raise NotUnderstood(f"{found[0]} may be before or after noon", "noon")
    return hour


ENDINGS: tuple[Rule, ...] = (
    # "12月31日" is a date, not a Monday and a Sunday
    (re.compile(r"(?<![:\d])\d{1,2}\s?[月日월일](?!曜|요)"), _refused),
    # "平日" leaves out public holidays: what holds on them has to be said
    (re.compile(r"平日(?!.*(?:祝|休日))", re.DOTALL), _refused),
    (re.compile(r"평일(?!.*공휴일)", re.DOTALL), _refused),
    # "9時30分", "9時半", "9時"; "午前9時", "午後7:30"
    (re.compile(r"(?<!\d)(\d{1,2})\s*(?:時|시)\s*(\d{2})\s*(?:分|분)"), r"\1:\2"),
    (re.compile(r"(?<!\d)(\d{1,2})\s*(?:時半|시\s*반)"), r"\1:30"),
    (re.compile(r"(?<!\d)(\d{1,2})\s*(?:時|시)(?!間|간)"), r"\1:00"),
    (re.compile(r"(?:午前|오전)\s*(\d{1,2}):(\d{2})"), _in_the_morning),
    (re.compile(r"(?:午後|오후)\s*(\d{1,2}):(\d{2})"), _after_noon),
    # "土日祝を除く": the exception stands behind, with all its days
    (re.compile(r"((?:[月火水木金土日](?:曜日?)?|祝祭?日?|休日|[・、,])+)(?:は|を)?除く"), r"除\1"),
    # "土日祝", "토·일": each of them
    (re.compile(r"(?<=[月火水木金土日])(?=[月火水木金土日祝])"), ","),
    (re.compile(r"(?<=[월화수목금토일]);(?=[월화수목금토일공])"), ","),
    (re.compile(r"(?<=[월화수목금토일])(?=[월화수목금토일])"), ","),
)
"""What is written at once without a blank, taken apart before it is read."""
