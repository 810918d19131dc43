"""Headings in words: ``Максимальный вес (кг)``, ``Способы оплаты``, ``Adresse des Paketshops``.

A unit is obeyed where a heading says it. Where it says none, and its cells neither, the column is
passed over: a limit in the wrong unit is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from amends.core.places.sources.measures import DAYS, LENGTHS, UNIT_WORDS, WEIGHTS
from amends.core.places.sources.service import plain_word

_LIMITS: Final[Mapping[str, str]] = {
    "weight": "weight, mass, вес, веса, вага, ваги, масса, gewicht, paketgewicht, waga, wagi, "
    "masa, жин",
    "length": "length, depth, длина, длины, глубина, länge, tiefe, długość, głębokość, урт, гүн",
    "width": "width, ширина, ширины, breite, szerokość, өргөн",
    "height": "height, высота, высоты, höhe, wysokość, өндөр",
    "sides": "dimensions, dimension, size, sizes, габариты, габарит, габаритам, размер, размеры, "
    "размерам, abmessungen, maße, paketmaße, größe, paketgröße, wymiary, gabaryt, gabaryty, "
    "rozmiar, хэмжээ, length width height, длина ширина высота, габариты длина ширина высота, "
    "länge breite höhe, długość szerokość wysokość",
    "storage_days": "storage, storage period, storage time, storage days, срок хранения, хранение, "
    "время хранения, lagerfrist, lagerdauer, lagerzeit, aufbewahrungsfrist, aufbewahrung, "
    "czas przechowywania, okres przechowywania, przechowywanie, хадгалах хугацаа, хадгалалт",
    "payment": "payment, payments, payment methods, payment method, payment options, "
    "payment types, pay, оплата, оплаты, способы оплаты, способ оплаты, варианты оплаты, "
    "оплати, спосіб оплати, способи оплати, тип оплаты, типы оплаты, вид оплаты, виды оплаты, "
    "формы оплаты, оплата при получении, "
    "наложенный платеж, наложенным платежом, cod, cash on delivery, pay on delivery, zahlung, "
    "bezahlung, zahlungsarten, zahlungsart, zahlungsmöglichkeiten, zahlungsmethoden, nachnahme, "
    "płatność, płatności, formy płatności, metody płatności, sposoby płatności, "
    "płatność przy odbiorze, pobranie, za pobraniem, төлбөр, төлбөрийн хэлбэр, төлбөрийн төрөл, "
    "төлбөр төлөх хэлбэр, төлбөр төлөх",
    "payment_cash": "cash, cash payment, payment by cash, наличные, наличными, оплата наличными, "
    "barzahlung, bargeld, gotówka, płatność gotówką, бэлэн мөнгө, бэлнээр, бэлнээр төлөх",
    "payment_card": "card, cards, card payment, payment by card, картой, оплата картой, "
    "банковская карта, оплата банковской картой, kartenzahlung, ec karte, płatność kartą, "
    "картаар, картаар төлөх",
    "fitting": "fitting, fitting room, fitting rooms, try on, trying on, примерка, примерки, "
    "примерочная, примерочные, примерочной, примерочных, количество примерочных, anprobe, "
    "umkleide, umkleidekabine, umkleidekabinen, przymierzalnia, przymierzalnie, przymierzalni, "
    "өмсөж үзэх, өмсөж үзэх өрөө, хувцас солих өрөө",
}
"""What a point takes, in the words that are left of a heading without those that say nothing."""

_SAYING_NOTHING: Final = (
    "max, maximum, maximal, maximale, maximaler, maximales, maks, maksymalny, maksymalna, "
    "maksymalne, макс, максимум, максимальный, максимальная, максимальное, максимальные, "
    "максимально, предельный, предельная, предельные, допустимый, допустимая, допустимые, "
    "allowed, permitted, zulässiges, zulässige, dopuszczalna, dopuszczalny, dopuszczalne, limit, "
    "limits, лимит, обмеження, максимальна, ограничение, ограничения, по, of, the, a, for, der, "
    "des, die, das, für, dla, "
    "parcel, parcels, package, packages, pakets, paket, sendung, paczki, paczka, przesyłki, "
    "посылки, посылка, отправления, отправление, заказа, груза, одного, места, илгээмжийн, "
    "илгээмж, ачааны, хамгийн, их, дээд, зөвшөөрөгдөх, в, на, in, w, at, on, im, am, vor, "
    "there, ort, месте, miejscu, одежды, kleidung, ubrań, хувцас, газар, дээр, дотор, "
    "есть, наличие, возможна, возможны, возможность, доступна, доступны, доступно, ли, has, have, "
    "is, are, available, availability, possible, möglich, vorhanden, verfügbar, dostępna, "
    "dostępne, dostępność, możliwa, można, możliwość, czy, jest, байгаа, байх, боломжтой, "
    "боломж, эсэх, per, order, пункте, пвз, дшв, дхшхв, дхшхг, д, ш, х, дх, шх, lxwxh, lwh, "
    "lxbxh, bxhxt, l, w, h, b, lx, wx, bx"
)
_OF_A_POINT: Final = (
    "пункта, пункт, выдачи, пвз, постамата, точки, отделения, магазина, відділення, пункту, "
    "видачі, "
    "поштомата, point, points, pickup, "
    "of, the, shop, shops, des, der, paketshops, abholpunkts, punktu, odbioru, цэгийн, цэг, "
    "салбарын"
)
_NEED_A_UNIT: Final = {"weight": WEIGHTS, "sides": LENGTHS, **dict.fromkeys(
    ("length", "width", "height"), LENGTHS)}  # fmt: skip
_MAY_HAVE_ONE: Final = {"storage_days": DAYS.sizes}
_HUMP = re.compile(r"(?<=[^\W\d_A-ZА-ЯЁ])(?=[A-ZА-ЯЁ])")
_WORD = re.compile(r"[^\W_]+")
LONGEST = 100
"""A heading of more signs is no name."""


class Heading(NamedTuple):
    """What a heading says: the field; or, where the unit is missing, the measure it may be."""

    field: str = ""
    measure: str = ""


@lru_cache(maxsize=4096)
def heading_of(text: str) -> Heading:
    """What a heading says of what a point takes; nothing where it is not certain."""
    words = _words(text) if len(text) <= LONGEST else ()
    unit = UNIT_WORDS.get(words[-1], "") if len(words) > 1 else ""
    telling = " ".join(word for word in words[: len(words) - bool(unit)] if word not in _EMPTY)
    measure = _BY_WORDS.get(telling, "")
    units = _NEED_A_UNIT.get(measure)
    if units is None:
        allowed = {"", *_MAY_HAVE_ONE.get(measure, ())}
        return Heading(measure) if unit in allowed else Heading()
    if unit in units.sizes:
        return Heading(f"{measure}_{unit}")
    return Heading() if unit else Heading(measure=measure)


def without_its_point(text: str) -> str:
    """``Адрес`` of ``Адрес пункта выдачи``: whose it is goes without saying."""
    left = [word for word in _words(text[:LONGEST]) if word not in _POINTS]
    return " ".join(left)


def _words(text: str) -> tuple[str, ...]:
    """The words of a heading; ``maxWeightKg`` and ``max_weight_kg`` are three."""
    parts = _WORD.findall(_HUMP.sub(" ", text))
    return tuple(plain_word(part) for part in parts)


def _set(text: str) -> frozenset[str]:
    return frozenset(plain_word(word) for word in text.split(","))


_EMPTY, _POINTS = _set(_SAYING_NOTHING), _set(_OF_A_POINT)
_BY_WORDS: Final = {
    " ".join(word for word in _words(name) if word not in _EMPTY): field
    for field, names in _LIMITS.items()
    for name in names.split(",")
}
