"""Forms of one word, slips of the finger and letters of another script: what meets and what not."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from amends.core.claims import Reading, read_text
from amends.core.claims.reading.spelling import in_cyrillic
from amends.core.claims.reading.stems import forms
from tests.support.policies import shipped

KINDS = shipped().declarations.claims
ZONE = ZoneInfo("Asia/Ulaanbaatar")
FRIDAY = datetime(2026, 11, 20, 16, tzinfo=ZONE)


def read(text: str) -> Reading:
    return read_text(text, said_at=FRIDAY, zone=ZONE, kinds=KINDS)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", ("сказал", "сказала", "сказали")),
        ("ru", ("посылка", "посылкой", "посылки")),
        ("ru", ("закрытая", "закрытой", "закрытыми")),
        ("mn", ("ирсэн", "ирлээ", "иржээ", "ирчихсэн", "ирчихлээ")),
        ("mn", ("ирээгүй", "ирсэнгүй", "ирээгvй")),
        ("mn", ("захиалга", "захялга", "захиалгыг")),
        ("en", ("parcel", "parcels")),
    ],
)
def test_forms_of_one_word_share_a_stem(language: str, words: tuple[str, ...]) -> None:
    for one, other in pairwise(words):
        assert forms(one, language).stems & forms(other, language).stems, (one, other)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("ru", "заказ", "заказал"),
        ("ru", "сказал", "скажет"),
        ("mn", "ирсэн", "ирээгүй"),
        ("mn", "ирээгүй", "ирэхгүй"),
        ("mn", "хайрцаг", "харьцаа"),
        ("mn", "хоолоо", "хожуу"),
        ("mn", "хайсан", "хаасан"),
        ("en", "arrived", "arrive"),
    ],
)
def test_what_differs_in_meaning_shares_none(language: str, one: str, other: str) -> None:
    assert not forms(one, language).stems & forms(other, language).stems


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [("irsengui", "ирээгүй"), ("uguugui", "өгөөгүй"), ("hvrgegdsen", "хүргэгдсэн")],
)
def test_mongolian_in_latin_letters_meets_its_own(latin: str, cyrillic: str) -> None:
    written = in_cyrillic(latin, "mn")
    assert forms(written, "mn").stems & forms(cyrillic, "mn").stems


@pytest.mark.parametrize(
    ("slipped", "kind"),
    [
        ("my parcel dissapeared on the way", "not_received"),
        ("the collection point was clsoed", "was_closed"),
        ("курьер наохмил мне", ""),
        ("деньги ваш магазин списал двжады", "overcharged"),
    ],
)
def test_one_slip_of_the_finger_is_read(slipped: str, kind: str) -> None:
    assert read(slipped).kind == kind


def test_a_word_that_is_a_guess_weighs_less() -> None:
    sure, guessed = read("the box is damaged"), read("the box is damgaed")
    assert sure.weighed[0].weight > guessed.weighed[0].weight
    assert guessed.kind == "got_broken"


@pytest.mark.parametrize(
    "text",
    [
        "give me my money back",
        "верните деньги",
        "мөнгөө буцааж авмаар байна",
        "do you deliver to Aberdeen?",
        "вы в Тулу доставляете?",
        "Дархан руу хүргэдэг үү",
        "Вы там все идиоты!",
    ],
)
def test_what_is_wished_asked_or_shouted_claims_nothing(text: str) -> None:
    assert read(text).kind == ""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("you cancelled my order. give me my money back", "called_off"),
        ("чайник сломан, верните деньги", "got_broken"),
        ("эвдэрхий ирсэн, мөнгөө буцааж авмаар байна", "got_broken"),
        ("Ждал свой заказ 45 минут. Вы там все идиоты!", "waited"),
    ],
)
def test_it_does_not_speak_against_what_is_claimed_beside_it(text: str, kind: str) -> None:
    assert read(text).kind == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("it did NOT come late, it came broken", "got_broken"),
        ("он не опоздал, он приехал разбитым", "got_broken"),
        ("хоцроогүй ээ эвдэрхий ирсэн", "got_broken"),
        ("where is my blue scarf? this one is pink", "got_other"),
        ("обещали 15го а получила только 18", "came_late"),
        ('менеджер сказал "жалуйтесь куда хотите"', ""),
    ],
)
def test_who_denies_what_and_who_said_it(text: str, kind: str) -> None:
    assert read(text).kind == kind
