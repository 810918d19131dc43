"""Regular expressions as XPath writes them, run by Python's, within a budget.

Python's matcher tries alternatives one after another. What a pattern may cost at worst is counted
before it runs: with *q* repeats on a text of *n* letters, *n* over *q* ways; with repeats inside
repeats 2 to the *n*. A pattern that may cost too much on this text is refused.
"""

from __future__ import annotations

import re
import sys
import unicodedata
import warnings
from dataclasses import dataclass
from functools import lru_cache
from math import comb

from amends.core.feel.errors import TooCostly, Undefined

MOST_WAYS = 100_000_000
LONGEST_PATTERN = 1_000
FLAGS = {"s": re.DOTALL, "m": re.MULTILINE, "i": re.IGNORECASE}
PLAIN_ESCAPES = "nrt\\|.?*+(){}$-[]^dDsSwW0123456789/"
OWN_ESCAPES = {
    "i": "A-Za-z_:\u00c0-\uffff",
    "c": "A-Za-z0-9._:\u00b7\u00c0-\uffff\\-",
}
LEAST_REPEATED = 2


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern, with what decides its cost."""

    compiled: re.Pattern[str]
    repeats: int
    nested: bool

    @staticmethod
    def read(text: str, flags: str) -> Pattern:
        """Read a pattern; raise ``Undefined`` where it is not one."""
        return _read(text, flags)

    def found_in(self, text: str) -> bool:
        """Whether the pattern is found anywhere in the text."""
        self._check(text)
        return self.compiled.search(text) is not None

    def replaced_in(self, text: str, replacement: str) -> str:
        """Every match replaced."""
        self._check(text)
        if self.compiled.search("") is not None:
            raise Undefined("a pattern that matches nothing at all cannot be replaced")
        template = re.sub(r"\\([\\$])|\$(\d)|\\", _template, replacement)
        return self.compiled.sub(template, text)

    def split(self, text: str) -> list[str]:
        """The parts between the matches."""
        self._check(text)
        if self.compiled.search("") is not None:
            raise Undefined("a pattern that matches nothing at all cannot split")
        ends = [(match.start(), match.end()) for match in self.compiled.finditer(text)]
        starts = [0, *(end for _, end in ends)]
        stops = [*(start for start, _ in ends), len(text)]
        return [text[start:stop] for start, stop in zip(starts, stops, strict=True)]

    def _check(self, text: str) -> None:
        ways = 2 ** min(len(text), 64) if self.nested else comb(len(text) + 1, self.repeats + 1)
        if ways > MOST_WAYS:
            raise TooCostly("this pattern may take too long on this text")


def _template(found: re.Match[str]) -> str:
    if found[1]:
        return "\\\\" if found[1] == "\\" else found[1]
    return f"\\g<{found[2]}>" if found[2] else "\\\\"


@lru_cache(maxsize=256)
def _read(text: str, flags: str) -> Pattern:
    if len(text) > LONGEST_PATTERN:
        raise TooCostly(f"a pattern has at most {LONGEST_PATTERN} characters")
    if any(flag not in "smixq" for flag in flags):
        raise Undefined(f"{flags!r} are no flags of a pattern")
    number = sum((FLAGS[flag] for flag in set(flags) if flag in FLAGS), re.RegexFlag(0))
    if "q" in flags:
        return Pattern(re.compile(re.escape(text), number), 0, nested=False)
    translator = _Translator(text, anchored="m" not in flags, spaced="x" in flags)
    return Pattern(_compiled(translator.whole(), number), translator.repeats, translator.nested)


def _compiled(text: str, flags: int) -> re.Pattern[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            return re.compile(text, flags)
        except (re.error, FutureWarning, DeprecationWarning, OverflowError) as error:
            raise Undefined(f"this is no pattern: {error}") from None


class _Translator:
    """XPath's syntax into Python's, letter by letter, repeats counted on the way."""

    def __init__(self, text: str, *, anchored: bool, spaced: bool) -> None:
        self.text = re.sub(r"\s", "", text) if spaced else text
        self.anchored = anchored
        self.at = 0
        self.repeats = 0
        self.nested = False
        self.groups: list[int] = []

    def whole(self) -> str:
        parts = []
        while self.at < len(self.text):
            parts.append(self._next())
        return "".join(parts)

    def _take(self) -> str:
        if self.at >= len(self.text):
            raise Undefined("the pattern ends too early")
        self.at += 1
        return self.text[self.at - 1]

    def _next(self) -> str:
        letter = self._take()
        match letter:
            case "\\":
                return self._escape(inside=False)
            case "[":
                return self._class()
            case "$" if self.anchored:
                return r"\Z"
            case "(":
                return self._open()
            case ")":
                return self._close()
            case "|":
                self.repeats += bool(self.groups)
            case "*" | "+" | "{":
                self.repeats += 1
        return letter

    def _open(self) -> str:
        self.groups.append(self.repeats)
        if self.text[self.at : self.at + 1] != "?":
            return "("
        if self.text[self.at : self.at + 2] != "?:":
            raise Undefined("this kind of group is not known")
        self.at += 2
        return "(?:"

    def _close(self) -> str:
        if not self.groups:
            raise Undefined("a bracket closes that was not opened")
        inside = self.repeats - self.groups.pop()
        if inside and self.text[self.at : self.at + 1] in {"*", "+", "{"}:
            self.nested = True
        return ")"

    def _escape(self, *, inside: bool) -> str:
        letter = self._take()
        if letter in PLAIN_ESCAPES:
            return "\\" + letter if letter != "/" else "/"
        if letter.lower() in OWN_ESCAPES:
            return _bracketed(OWN_ESCAPES[letter.lower()], letter.isupper(), inside=inside)
        if letter in "pP" and self._take() == "{":
            name = self.text[self.at : self.text.find("}", self.at)]
            self.at += len(name) + 1
            return _bracketed(_category(name), letter == "P", inside=inside)
        raise Undefined(f"\\{letter} is not known in a pattern")

    def _class(self) -> str:
        """A class of letters; ``[a-z-[aeiou]]`` are those without the vowels."""
        parts, without = [], ""
        if self.text[self.at : self.at + 1] == "^":
            parts.append(self._take())
        while (letter := self._take()) != "]":
            if letter == "-" and self.text[self.at : self.at + 1] == "[":
                self.at += 1
                without = self._class()
            elif letter == "\\":
                parts.append(self._escape(inside=True))
            else:
                parts.append("\\" + letter if letter in "[&~|" else letter)
        whole = "[" + "".join(parts) + "]"
        return f"(?:(?!{without}){whole})" if without else whole


def _bracketed(letters: str, negated: bool, *, inside: bool) -> str:
    if inside and negated:
        raise Undefined("this escape is not known inside a class")
    return letters if inside else f"[{'^' if negated else ''}{letters}]"


@lru_cache(maxsize=32)
def _category(name: str) -> str:
    """The letters of a Unicode category as ranges of a class."""
    codes = [c for c in range(sys.maxunicode + 1) if unicodedata.category(chr(c)).startswith(name)]
    if not codes or not name:
        raise Undefined(f"{name!r} is no category of letters")
    ranges, start = [], codes[0]
    for code, following in zip(codes, [*codes[1:], -1], strict=True):
        if following != code + 1:
            ranges.append(f"{re.escape(chr(start))}-{re.escape(chr(code))}")
            start = following
    return "".join(ranges)
