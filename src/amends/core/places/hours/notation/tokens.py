"""The pieces that a text of hours consists of, after its words were translated."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    TIME = "time"  # value: minutes since midnight
    NUMBER = "number"
    DAY = "day"  # value: 0 Monday to 6 Sunday
    DAYS = "days"  # value: first weekday * 10 + last ("weekdays", "daily", "weekend")
    MONTH = "month"  # value: 1 to 12
    COMMENT = "comment"
    MARK = "mark"  # text: one of - , ; || : + / [ ] ( ) .
    WORD = "word"  # text: a word of the notation, or of the layout (see words)


@dataclass(frozen=True)
class Token:
    kind: Kind
    text: str
    value: int = 0

    def is_mark(self, *marks: str) -> bool:
        return self.kind is Kind.MARK and self.text in marks

    def is_word(self, *words: str) -> bool:
        return self.kind is Kind.WORD and self.text in words


class NotUnderstood(Exception):
    """A text is not certain. ``code`` tells why, for a program; the message for a person.

    ``place`` is how far the text was read.
    """

    def __init__(self, message: str, code: str = "not_understood", place: int = 0) -> None:
        super().__init__(message)
        self.code = code
        self.place = place


END = Token(Kind.MARK, "")


class Tokens:
    """A reading head over tokens."""

    def __init__(self, tokens: list[Token]) -> None:
        self.all = tokens
        self.place = 0

    def peek(self, ahead: int = 0) -> Token:
        place = self.place + ahead
        return self.all[place] if place < len(self.all) else END

    def take(self) -> Token:
        token = self.peek()
        self.place += 1
        return token

    def takes(self, *marks: str) -> bool:
        """Take the next token if it is one of these marks."""
        if not self.peek().is_mark(*marks):
            return False
        self.place += 1
        return True

    def need(self, mark: str) -> None:
        if not self.takes(mark):
            raise NotUnderstood(f"“{mark}” is missing before “{self.rest()}”")

    @property
    def over(self) -> bool:
        return self.place >= len(self.all)

    def rest(self) -> str:
        return " ".join(token.text for token in self.all[self.place :][:6]) or "the end"
