"""In which language a text is written: English, Russian or Mongolian, the latter two also in
Latin letters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from amends.core.claims.reading.lexicon import Lexicon
from amends.core.claims.reading.spelling import fold, in_cyrillic
from amends.core.claims.reading.tokens import Word, Words, rewritten, split

COMMON: Mapping[str, str] = {
    "en": """the a an i my me you your it is was are were be been to of in on at for and or but not
        no have has had do did got get this that they he she we so with from where what when why
        how there all just order parcel ordered nothing came said told still never again your day
        days waited wait delivery refund money wrong closed missing broken late can could would like
        by up out off an any anything half one two three minutes hour hours today yesterday ago been
        didnt dont cant wasnt isnt arrived received package courier customer will them their""",
    "ru": """и в на не что я мне мой моя мои вы вас ваш ваша у с а но же за по до так все это как
        где когда почему был была было были нет ни да уже еще или бы от из к ко меня мы они он она
        сегодня вчера заказ посылка заказала заказал сказали ничего опять пункт деньги дня вместо
        привезли другое товар курьер минут час неделю назад пришел пришла получил получила дали
        без если только чтобы меня мою мой тут там такой две два три после больше того ваши
        gde zakaz ne moy moi nichego posylka vy vam""",
    "mn": """би миний надад намайг минь та танай таны манай нь юм юу юуч байна байсан байгаа гэж
        гэсэн гээд энэ тэр хаана яагаад хэзээ хэн бас ч л шүү дээ байхгүй алга одоо болтол өдөр
        цаг хоног захиалга захиалсан илгээмж бараа ирээгүй очсон чинь бол бн бна хоёр нэг мөнгө
        захиалгаа захиалгыг минут хүлээсэн хүлээлээ ирсэн өгсөн дээр уу вэ болно хэлсэн авсан
        bn bna bsn yum shuu ve uu gej gesen""",
}
ENDINGS: Mapping[str, tuple[str, ...]] = {
    "en": ("ing", "ed", "n't", "tion", "ly"),
    "ru": ("ть", "ться", "ого", "ему", "ый", "ая", "ые", "ла", "ли", "лся", "ют", "ешь", "ов",
           "ено", "ено", "ость", "ка", "ку", "ки"),
    "mn": ("сан", "сэн", "сон", "сөн", "гүй", "аас", "ээс", "оос", "өөс", "ийн", "ын", "лаа",
           "лээ", "даг", "дэг", "жээ", "чээ", "аад", "ээд", "оод", "ийг", "руу", "рүү", "даа"),
}  # fmt: skip
LETTERS: Mapping[str, str] = {"mn": "өү", "ru": "щ", "en": ""}
WORD, ENDING, LETTER, TELLING = 2.0, 0.5, 3.0, 1.0
MUCH = 0.3
"""A language for which so much of the best one's weight speaks is read as well."""
KNOWN = {language: frozenset(map(fold, said.split())) for language, said in COMMON.items()}
LATIN_KNOWN = {
    language: frozenset(fold(in_cyrillic(word, language)) for word in COMMON[language].split())
    for language in ("ru", "mn")
}


class Spoken(NamedTuple):
    """A text's language, empty where nothing tells; all that it may hold; its words to be read."""

    language: str
    languages: frozenset[str]
    words: Words


def spoken(
    words: Words, hint: str, lexicons: Mapping[str, Lexicon], names: Iterable[str] = ()
) -> Spoken:
    """The language of the words; ``hint`` is what the sender said, used where nothing tells.

    Words of ``names``, of items and points, are of no language. Those in Latin letters count as
    the language that makes most of them.
    """
    named = {word.fold for name in names for word in split(name)}
    telling = Words(word for word in words if word.fold not in named and not word.is_number)
    native = Words(word for word in telling if not _is_latin(word))
    latin = Words(word for word in telling if _is_latin(word))
    scores = {language: _score(native, language) for language in COMMON}
    english = _score(latin, "en") + _known(latin, lexicons.get("en"))
    meant = {language: _meant(latin, language, lexicons.get(language)) for language in LATIN_KNOWN}
    if native or max(meant.values()) <= english + (WORD if english else 0):
        scores["en"] += english
    if not native and max(meant.values()) > english + (WORD if english else 0):
        return _heaviest(meant, hint, lambda language: rewritten(words, language))
    for language, weight in meant.items():
        scores[language] += weight if weight > english else 0
    return _heaviest(scores, hint, lambda _: words)


def _is_latin(word: Word) -> bool:
    return "a" <= word.said[0].lower() <= "z"


def _score(words: Words, language: str) -> float:
    return sum(_weight(word.said.lower(), word.fold, language) for word in words)


def _weight(said: str, spelt: str, language: str) -> float:
    weight = WORD * (spelt in KNOWN[language])
    weight += LETTER * any(letter in said for letter in LETTERS[language])
    return weight + ENDING * said.endswith(ENDINGS[language])


def _known(words: Iterable[Word], lexicon: Lexicon | None) -> float:
    """How much the words of the phrases weigh: those that are known besides the common ones."""
    known = lexicon and KNOWN[lexicon.language]
    return TELLING * sum(
        word.fold not in (known or ()) and lexicon.knows(word.spelt) for word in words if lexicon
    )


def _meant(words: Words, language: str, lexicon: Lexicon | None) -> float:
    cyrillic = rewritten(words, language)
    common = sum(WORD for word in cyrillic if word.fold in LATIN_KNOWN[language])
    return common + _known(
        (word for word in cyrillic if word.fold not in LATIN_KNOWN[language]), lexicon
    )


def _heaviest(scores: Mapping[str, float], hint: str, words: Callable[[str], Words]) -> Spoken:
    """The language that most speaks for; others too that much speaks for."""
    best = max(scores.values())
    if not best:
        return Spoken(hint, frozenset(COMMON), words(hint or "ru"))
    first = [language for language in scores if scores[language] == best]
    held = {language for language, score in scores.items() if score >= best * MUCH}
    tongue = first[0] if len(first) == 1 else hint
    return Spoken(tongue, frozenset(held), words(tongue or first[0]))
