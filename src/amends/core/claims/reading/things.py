"""What stands in a text besides times: quotes, sums of money, order numbers, items and points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from amends.core.claims.claim import OrderHint
from amends.core.claims.reading.results import Entity
from amends.core.claims.reading.spelling import fold
from amends.core.claims.reading.tokens import LONGEST_TEXT, QUOTE, Words, split

NUMBER = r"\d{1,9}(?:[  ]\d{3}){0,3}(?:[.,]\d{1,2})?"
MONEY = re.compile(
    rf"(?:[£€$₮₽] ?(?P<first>{NUMBER})|(?P<then>{NUMBER}) ?(?:[£€$₮₽]|(?:"
    r"руб(?:л[а-я]{1,3})?|р\b|тугр[а-я]{0,6}|төг(?:рөг[а-яөү]{0,6})?|төгрөг|pounds?|quid|euros?|"
    r"dollars?|roubles?|rubles?|gbp|eur|usd|rub|mnt)\b))",
    re.IGNORECASE,
)
PRICE = re.compile(r"(?<![\w.,:/-])\d{1,7}[.,]\d{2}(?![\w.,:/-])")
LETTER = r"[^\W\d_]"
ORDER = re.compile(
    rf"(?<![\w.,:/-])(?:{LETTER}{{1,3}}-?)?[0-9](?:[A-Za-z0-9/-]{{2,30}}[A-Za-z0-9А-Я])(?![\w:])"
)
LETTERS_FIRST = re.compile(rf"{LETTER}{{1,3}}-?[0-9]{{3,}}")
SHORT_FOR_NUMBER = frozenset(map(fold, ["no", "nr", "num", "ord", "num.", "зак"]))
SHORTEST_STEM = 3
SAID_ENDINGS = """s es
    а я о е у ю ы и ь ой ей ом ем ам ям ами ями ах ях ов ев ек ок ки ка ку ке кой
    ый ий ое ее ая яя ого его ому ему ую юю ым им ых их ыми ими
    г ыг ийг н ын ийн ны ний д т нд аас ээс оос өөс аар ээр оор өөр тай тэй той гүй
    аа ээ оо өө нь ууд үүд нууд нүүд руу рүү анд энд"""
ENDINGS = tuple(map(fold, SAID_ENDINGS.split()))
"""Endings of words in the three languages, by which forms of one word differ."""


def quotes(text: str, words: Words) -> Iterator[Entity]:
    """What is told in somebody's words, without the marks."""
    for match in QUOTE.finditer(text, 0, LONGEST_TEXT):
        first, last = words.between(match.start(), match.end())
        if last > first:
            yield Entity("quote", match.group()[1:-1].strip(), first, last)


def money(text: str, words: Words) -> Iterator[Entity]:
    """Sums of money: £120, 1 200 руб., 120 000₮, 49.90."""
    for match in (*MONEY.finditer(text, 0, LONGEST_TEXT), *PRICE.finditer(text, 0, LONGEST_TEXT)):
        said = next(filter(None, (*match.groups(), match.group())))
        first, last = words.between(match.start(), match.end())
        if last > first:
            plain = re.sub(r"\s", "", said).replace(",", ".")
            yield Entity("money", Decimal(plain), first, last)


def own_number(text: str, words: Words, order: OrderHint) -> Iterator[Entity]:
    """Where the order's own number stands."""
    at = text.find(order.ref) if order.ref else -1
    if at >= 0:
        first, last = words.between(at, at + len(order.ref))
        if last > first:
            yield Entity("order", order.ref, first, last)


def order_numbers(text: str, words: Words) -> Iterator[Entity]:
    """What looks like an order's number: long, or beside a word for it."""
    for match in ORDER.finditer(text, 0, LONGEST_TEXT):
        first, last = words.between(match.start(), match.end())
        said = match.group()
        long = len(said) >= 6 or LETTERS_FIRST.match(said)
        if last > first and (long or _is_called_order(words, first)):
            yield Entity("order", said, first, last)


def _is_called_order(words: Words, first: int) -> bool:
    around = {words.folded(first + step) for step in (-3, -2, -1, 1)}
    called = ("order", "заказ", "захиалг", "номер", "дугар")
    return not SHORT_FOR_NUMBER.isdisjoint(around) or any(
        word.startswith(called) for word in around
    )


def named(words: Words, what: str, name: str, value: str) -> Iterator[Entity]:
    """Where a name stands in the words, whatever ending each of its words has."""
    parts = [word.fold for word in split(name) if len(word.fold) > 1 or word.is_number]
    if not parts:
        return
    first = 0
    while first < len(words):
        last = _matched(words, first, parts)
        if last:
            yield Entity(what, value, first, last)
        first = last or first + 1


def _matched(words: Words, first: int, parts: list[str]) -> int:
    """The word after the name that begins there, else 0."""
    if first + len(parts) > len(words):
        return 0
    pairs = zip(words[first : first + len(parts)], parts, strict=True)
    return first + len(parts) if all(_same(word.fold, part) for word, part in pairs) else 0


def _same(word: str, part: str) -> bool:
    """Whether two words are forms of one: the same but for their endings."""
    return word == part or not _stems(word).isdisjoint(_stems(part))


@lru_cache(maxsize=20_000)
def _stems(word: str) -> frozenset[str]:
    """The word, and what is left of it without each ending that it may have."""
    cut = (word[: -len(end)] for end in ENDINGS if end and word.endswith(end))
    return frozenset({word, *(stem for stem in cut if len(stem) >= SHORTEST_STEM)})


def head_of(item: str) -> str:
    """The word by which an item is mostly called: its last one before a comma."""
    words = split(item.split(",")[0])
    return words[-1].fold if words else fold(item)


def mentioned(words: Words, order: OrderHint) -> Iterator[Entity]:
    """The order's items and the pickup points that are named; an item also by its last word,
    which is set aside: a cat food is no dog food."""
    for code, name in order.points.items():
        yield from named(words, "point", name, code)
    heads = [head_of(item) for item in order.items]
    for item, head in zip(order.items, heads, strict=True):
        found = [*named(words, "item", item, item)]
        found = found or [*named(words, "item", item.split(",")[0], item)]
        if not found and len(head) >= SHORTEST_STEM and heads.count(head) == 1:
            found = [one._replace(aside=True) for one in named(words, "item", head, item)]
        yield from found
