"""Whether one can pay at a point, and try things on there, in the words of lists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from amends.core.places.sources.rows import Draft
from amends.core.places.sources.service import SHOWN, flag_of, plain_word
from amends.core.places.sources.values import WORDS, count_of, text_of

_WAYS: Final = (
    "cash, card, cards, by card, bank card, credit card, credit cards, debit card, debit cards, "
    "visa, mastercard, maestro, mir, contactless, nfc, qr, qr code, sbp, apple pay, google pay, "
    "samsung pay, terminal, pos, blik, twint, swish, cod, cash on delivery, on delivery, "
    "at pickup, наличные, наличными, наличный расчет, карта, карты, картой, по карте, "
    "банковская карта, банковские карты, банковской картой, безналичный расчет, безналичные, "
    "готівка, готівкою, картка, карткою, безнал, терминал, сбп, мир, qr-код, по qr-коду, "
    "при получении, оплата при получении, "
    "наложенный платеж, bar, bargeld, barzahlung, karte, karten, kartenzahlung, ec, ec-karte, "
    "girocard, kreditkarte, kreditkarten, nachnahme, gotówka, gotówką, karta, kartą, karty, "
    "karta płatnicza, pobranie, za pobraniem, бэлэн, бэлнээр, бэлэн мөнгө, карт, картаар, "
    "банкны карт, qpay, socialpay, гардан авахдаа, хүлээн авахдаа"
)
_AHEAD: Final = (
    "prepaid, prepaid only, prepayment, prepayment only, online only, only prepaid, no payment, "
    "предоплата, только предоплата, только предоплаченные, только предоплаченные заказы, "
    "без оплаты, оплата невозможна, только онлайн, онлайн, online, nur vorkasse, vorkasse, "
    "nur vorausbezahlt, keine zahlung, keine, przedpłata, tylko przedpłata, tylko opłacone, brak, "
    "урьдчилсан төлбөр, урьдчилж төлсөн, зөвхөн урьдчилж төлсөн, боломжгүй"
)
_PART = re.compile(r"[,;/|+&\n]|\s(?:и|или|and|or|und|oder|i|lub|ба|болон|эсвэл)\s")


def _words(text: str) -> frozenset[str]:
    return frozenset(plain_word(word) for word in text.split(","))


WAYS, AHEAD = _words(_WAYS), _words(_AHEAD)


def payment_of(cells: Iterable[object], draft: Draft) -> bool | None:
    """Whether one can pay there, by all columns that speak of it; one way to pay is enough."""
    said = [_payment(cell, draft) for cell in cells]
    return True if True in said else False if False in said else None


def fitting_of(cell: object, draft: Draft) -> bool | None:
    """Whether clothes can be tried on: yes, no, or how many rooms there are."""
    flag = flag_of(cell)
    if flag is None and count_of(cell):
        return True
    if flag is None and text_of(cell):
        said = text_of(cell, SHOWN)
        draft.doubt(f"whether things can be tried on there is not understood: “{said}”")
    return flag


def _payment(cell: object, draft: Draft) -> bool | None:
    """Yes, no, or a list of ways to pay: all of its words have to be known, and of one mind."""
    flag = flag_of(cell)
    texts = _texts(cell)
    parts = [part for each in texts for part in _PART.split(each) if part.strip()]
    if flag is not None or not parts:
        return flag
    words = [plain_word(re.sub(r"[()]", " ", part)) for part in parts]
    if all(word in WAYS for word in words):
        return True
    if all(word in AHEAD for word in words):
        return False
    said = text_of("; ".join(texts), SHOWN)
    draft.doubt(f"whether one can pay there is not understood: “{said}”")
    return None


def _texts(cell: object) -> list[str]:
    listed = cell if isinstance(cell, list) else [cell]
    return [text for each in listed if (text := text_of(each, WORDS))]
