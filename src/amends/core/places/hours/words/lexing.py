"""Taking a cleaned text apart with one language's lexicon."""

from __future__ import annotations

import re

from amends.core.places.hours.notation.tokens import Kind, NotUnderstood, Token
from amends.core.places.hours.words.lexicon import DAYS, MONTHS, Lexicon

_RANGES = {"daily": 6, "weekdays": 4, "weekend": 56}
"""First weekday * 10 + last."""

_MARKS = re.compile(r"\|\||[-,;:+/\[\]().]")

_HALVES = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s?([ap])\.?\s?m\b\.?")
_COLON = re.compile(r"(\d{1,2}):(\d{2})(?::00)?(?!\d)")
_POINT = re.compile(r"(\d{1,2})\.(\d{2})(?!\d|\.\d)")
_CERTAIN_AFTER = re.compile(r"\s*-\s*\d{1,2}[.:](?:00|1[3-9]|[2-5]\d)(?![.:\d])")
_LETTER = re.compile(r"(\d{1,2})\s?(?:h|uhr|ч|год|u)\.?\s?(\d{2})(?![\d:])")
_NUMBER = re.compile(r"\d+")
_COLON_AFTER = re.compile(r"\s*:(?!\d)")
_SPACE = re.compile(r"\s+")


def lexed(text: str, comments: list[str], words: Lexicon) -> list[Token]:
    """The tokens of a text. Errors: ``NotUnderstood`` for a word that the lexicon does not have."""
    tokens: list[Token] = []
    left = iter(comments)
    place = 0
    while place < len(text):
        space = _SPACE.match(text, place)
        if space:
            place = space.end()
        elif text[place] == "\x00":
            tokens.append(Token(Kind.COMMENT, next(left)))
            place += 1
        else:
            place = _piece(text, place, words, tokens)
    return _joined(tokens)


def _piece(text: str, place: int, words: Lexicon, tokens: list[Token]) -> int:
    """Take one piece; the place behind it."""
    if not (tokens and tokens[-1].is_mark("-") and text[place].isdigit()):
        word = words.pattern.match(text, place)
        if word:
            token = _word(word.group(), words)
            if token is None:
                return _behind_noise(text, word.end())
            tokens.append(token)
            return word.end()
    found = _time(text, place, tokens) or _number_or_mark(text, place)
    if not found:
        rest = text[place:].split()[0]
        raise NotUnderstood(f"“{rest[:40]}” is not understood", "unknown_word", place)
    tokens.append(found[0])
    return found[1]


def _behind_noise(text: str, place: int) -> int:
    """ "Opening hours:" takes its colon along."""
    colon = _COLON_AFTER.match(text, place)
    return colon.end() if colon else place


def _word(found: str, words: Lexicon) -> Token | None:
    meaning = words.meaning(found)
    if meaning in DAYS:
        return Token(Kind.DAY, found, int(meaning))
    if meaning in MONTHS:
        return Token(Kind.MONTH, found, int(meaning[1:]))
    if meaning in _RANGES:
        return Token(Kind.DAYS, found, _RANGES[meaning])
    if meaning in ("noon", "midnight"):
        return Token(Kind.TIME, found, 720 if meaning == "noon" else 0)
    if meaning == "appointment":
        return Token(Kind.COMMENT, found)
    if meaning == "and":
        return Token(Kind.MARK, ",")
    if meaning in ("noise", "hour", "from"):
        return None
    return Token(Kind.WORD, "24/7" if meaning == "always" else meaning)


def _time(text: str, place: int, before: list[Token]) -> tuple[Token, int] | None:
    halves = _HALVES.match(text, place)
    if halves:
        return _clock(halves, _of_halves(halves)), halves.end()
    for pattern in (_COLON, _LETTER, _POINT):
        found = pattern.match(text, place)
        if found:
            hours, minutes = int(found[1]), int(found[2])
            if pattern is _POINT and 0 < minutes <= 12 and not _beside_a_time(text, found, before):
                raise NotUnderstood(f"“{found[0]}” may be a time or a date", "time_or_date")
            if hours > 48 or minutes > 59:
                raise NotUnderstood(f"“{found[0]}” is no time")
            return _clock(found, hours * 60 + minutes), found.end()
    return None


def _beside_a_time(text: str, found: re.Match[str], before: list[Token]) -> bool:
    """ "8.20-19.05": what is no month at one end of a range makes the other a time too."""
    after = _CERTAIN_AFTER.match(text, found.end())
    ahead = len(before) > 1 and before[-1].is_mark("-") and before[-2].kind is Kind.TIME
    return bool(after) or (ahead and before[-2].value % 60 not in range(1, 13))


def _clock(found: re.Match[str], minutes: int) -> Token:
    return Token(Kind.TIME, found.group(), minutes)


def _of_halves(found: re.Match[str]) -> int:
    hours, minutes = int(found[1]), int(found[2] or 0)
    if not 1 <= hours <= 12 or minutes > 59:
        raise NotUnderstood(f"“{found[0]}” is no time")
    return (hours % 12 + (12 if found[3] == "p" else 0)) * 60 + minutes


def _number_or_mark(text: str, place: int) -> tuple[Token, int] | None:
    number = _NUMBER.match(text, place)
    if number:
        if len(number.group()) > 4:
            raise NotUnderstood(f"“{number.group()[:20]}” is no time")
        return Token(Kind.NUMBER, number.group(), int(number.group())), number.end()
    mark = _MARKS.match(text, place)
    return (Token(Kind.MARK, mark.group()), mark.end()) if mark else None


def _joined(tokens: list[Token]) -> list[Token]:
    """ "To" as a dash; the Russian "по" is one between two days and nothing elsewhere."""
    made: list[Token] = []
    for number, token in enumerate(tokens):
        if token.is_word("to"):
            made.append(Token(Kind.MARK, "-"))
        elif not token.is_word("by"):
            made.append(token)
        elif made and made[-1].kind is Kind.DAY and _kind(tokens, number + 1) is Kind.DAY:
            made.append(Token(Kind.MARK, "-"))
    return made


def _kind(tokens: list[Token], place: int) -> Kind | None:
    return tokens[place].kind if place < len(tokens) else None
