"""From a text to rules: as the notation, else in the words of whichever language fits."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest

from amends.core.places.hours.notation.parser import parse_rules
from amends.core.places.hours.notation.rules import Joint, Rule, Rules
from amends.core.places.hours.notation.tokens import Kind, NotUnderstood, Token
from amends.core.places.hours.notation.working_out import adds_to_what_is_open
from amends.core.places.hours.words.cleaning import cleaned
from amends.core.places.hours.words.languages import english, mixed, native, notation, preferred
from amends.core.places.hours.words.layout import laid_out
from amends.core.places.hours.words.lexicon import Lexicon
from amends.core.places.hours.words.lexing import lexed


@dataclass(frozen=True)
class Read:
    """Rules, who read them, and what is odd about the text.

    ``words``: the weekdays and months as they are written; ``bare``: hours like "8-10".
    """

    rules: Rules
    by: str
    flags: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    bare: bool = False


@lru_cache(maxsize=65536)
def read_text(text: str, country: str, language: str) -> Read:
    """The rules of a text. Errors: ``NotUnderstood``.

    Tried in turn: the notation; English and the notation's words; each language by itself; the
    notation's days among words of a language. All languages that can read a text must read the
    same, or those of the country alone.
    """
    plain, comments = cleaned(text)
    if not plain:
        raise NotUnderstood("no hours are given", "missing")
    reasons: list[NotUnderstood] = []
    for words, readers in _ways():
        readings, why = _attempts(plain, comments, words(), readers)
        if readings:
            read = _agreed(readings, preferred(country, language))
            _means_the_same_there(read, country, language)
            _half_is_certain_there(read, country)
            unordered = any(reason.code == "order" for reason in reasons)
            return replace(read, flags=(*read.flags, _ORDER)) if unordered else read
        reasons.append(why)
    raise max(reasons, key=_telling)


_ONE_OCLOCK = 13 * 60

_ORDER = "it is written in an unusual order"

_LEAST_TELLING = ("unknown_word", "order", "not_understood")


def _telling(why: NotUnderstood) -> tuple[int, int]:
    """The more a reason tells a person, the higher."""
    known = why.code in _LEAST_TELLING
    rank = _LEAST_TELLING.index(why.code) if known else len(_LEAST_TELLING)
    return rank, why.place


_Reader = Callable[[list[Token]], Rules]


def _ways() -> Iterable[tuple[Callable[[], tuple[Lexicon, ...]], tuple[_Reader, ...]]]:
    yield notation, (parse_rules,)
    for words in (english, native, mixed):
        yield words, (laid_out, _as_rules)


def _attempts(
    plain: str, comments: list[str], lexicons: Iterable[Lexicon], readers: tuple[_Reader, ...]
) -> tuple[dict[str, Read], NotUnderstood]:
    """What each language reads, by language; and the best reason why none does."""
    found: dict[str, list[Read]] = {}
    reasons: list[NotUnderstood] = []
    for lexicon in lexicons:
        try:
            tokens = lexed(plain, comments, lexicon)
            _every_day_is_certain(tokens, lexicon.language)
            rules = _first_that_reads(tokens, readers)
        except NotUnderstood as why:
            reasons.append(why)
            continue
        by = "osm" if lexicon.language == "osm" else f"words:{lexicon.language}"
        read = Read(rules, by, _odd(tokens), _names(tokens), _bare(tokens))
        found.setdefault(lexicon.language, []).append(read)
    certain = {name: each[0] for name, each in found.items() if _all_same(each)}
    return certain, max(reasons, key=_telling, default=NotUnderstood("not understood"))


_DOUBTFUL = {"hu": ("sz", (3, 4))}
"""The short form of the Hungarian Wednesday is often meant as Saturday: it is certain where the
next day that is named is Thursday or Friday."""


def _every_day_is_certain(tokens: list[Token], language: str) -> None:
    word, certain_before = _DOUBTFUL.get(language, ("", ()))
    days = [token for token in tokens if token.kind is Kind.DAY]
    for day, behind in zip_longest(days, days[1:]):
        is_certain = behind is not None and behind.value in certain_before
        if day.text.rstrip(".") == word and not is_certain:
            raise NotUnderstood(f"“{day.text}”: Wednesday or Saturday?", "language")


def _as_rules(tokens: list[Token]) -> Rules:
    """Words as rules of the notation, where a comma cannot mean two things."""
    rules = parse_rules(tokens)
    if adds_to_what_is_open(rules) or (
        any(map(_added, rules)) and not all(rule.weekly for rule in rules)
    ):
        raise NotUnderstood("the hours of a day are said twice", "said_twice")
    return rules


def _added(rule: Rule) -> bool:
    return rule.joint is Joint.ADDITIONAL


def _first_that_reads(tokens: list[Token], readers: tuple[_Reader, ...]) -> Rules:
    first: NotUnderstood | None = None
    for reader in readers:
        try:
            return reader(tokens)
        except NotUnderstood as why:
            if why.code in _DECIDED:
                raise
            first = first or why
    assert first is not None
    raise first


_DECIDED = {"said_twice", "same_time", "break", "contradiction", "half_of_day", "time_or_date"}
"""Reasons that no other way of reading may put aside."""


def _names(tokens: list[Token]) -> frozenset[str]:
    return frozenset(t.text.rstrip(".") for t in tokens if t.kind in (Kind.DAY, Kind.MONTH))


def _means_the_same_there(read: Read, country: str, language: str) -> None:
    """ "Mar" is March in the notation and Tuesday in France."""
    if "mar" not in read.words or read.by not in ("osm", "words:en"):
        return
    local = set(preferred(country, language))
    if any(each.meanings.get("mar") == "1" for each in native() if each.language in local):
        raise NotUnderstood("“mar” may be March or Tuesday there", "language")


_HALF_DAYS = frozenset({"US", "CA", "AU", "NZ", "PH", "IN", "PK", "BD", "EG", "SA"})
"""Countries whose clocks have twelve hours."""


def _bare(tokens: list[Token]) -> bool:
    """Whether hours like "8-10" stand there, which may end before or after noon."""
    return any(
        dash.is_mark("-")
        and first.kind is last.kind is Kind.NUMBER
        and (first.text[:1] != "0" and last.value < _NOON)
        for first, dash, last in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )


_NOON = 12


def _half_is_certain_there(read: Read, country: str) -> None:
    if read.bare and country.upper() in _HALF_DAYS:
        raise NotUnderstood("hours without AM or PM: before or after noon?", "half_of_day")


def _agreed(readings: dict[str, Read], languages: tuple[str, ...]) -> Read:
    expected = [readings[name] for name in languages if name in readings]
    chosen = expected or list(readings.values())
    words = frozenset().union(*(read.words for read in chosen))
    letters = bool(words) and all(len(word) == 1 for word in words)
    if letters and not expected and len(chosen) == 1:
        raise NotUnderstood("days of one letter: in which language?", "language")
    if not _all_same(chosen):
        names = ", ".join(sorted(name for name in readings))
        raise NotUnderstood(f"it means different things in {names}", "language")
    return chosen[0]


def _all_same(readings: list[Read]) -> bool:
    return all(each.rules == readings[0].rules for each in readings)


def _odd(tokens: list[Token]) -> tuple[str, ...]:
    """Flags for hours like "10:00-6:00", which may be meant before or after noon."""
    for place, (first, dash, last) in enumerate(zip(tokens, tokens[1:], tokens[2:], strict=False)):
        if dash.is_mark("-") and first.kind is last.kind and _goes_back(tokens[place + 2 :]):
            return (f"{first.text}-{last.text}: before or after noon?",)
        if dash.is_mark("-") and first.kind is last.kind is Kind.TIME:
            early = first.text[:1] != "0" and first.value < _ONE_OCLOCK
            short = last.text[1:2] in (":", ".") and early
            if short and 0 < last.value <= first.value:
                return (f"{first.text}-{last.text}: before or after noon?",)
    return ()


def _goes_back(tokens: list[Token]) -> bool:
    """ "8:00-12:00, 1:00-5:00": after an end, hours that begin before it."""
    near = [token for token in tokens[:3] if not token.is_mark(",", "/", "+")]
    if len(near) < _TWO or near[0].kind not in (Kind.TIME, Kind.NUMBER):
        return False
    end, start = near[:_TWO]
    minutes = [each.value * (60 if each.kind is Kind.NUMBER else 1) for each in (end, start)]
    short = start.kind is end.kind and start.text[:1] != "0"
    return short and minutes[1] < min(minutes[0], _ONE_OCLOCK) and minutes[0] <= _ONE_OCLOCK


_TWO = 2
