"""Regular expressions as XPath writes them, run by Python's, within a budget.

Python's matcher tries alternatives one after another, and nothing can stop it. So what a pattern
may cost at worst is counted before it runs (see ``pattern_costs``), and one that may cost too much
on this text is refused.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from functools import lru_cache

from amends.core.feel.arithmetic import LONGEST_TEXT
from amends.core.feel.builtins.letters import letters_of
from amends.core.feel.builtins.pattern_costs import ANY_TEXT, LETTER, NOTHING, Cost, either
from amends.core.feel.errors import TooCostly, Undefined

LONGEST_PATTERN = 1_000
FLAGS = {"s": re.DOTALL, "m": re.MULTILINE, "i": re.IGNORECASE}
PLAIN_ESCAPES = "nrt\\|.?*+(){}$-[]^dDsSwW0123456789/"
DIGITS = tuple("0123456789")
OWN_ESCAPES = {
    "i": "A-Za-z_:\u00c0-\uffff",
    "c": "A-Za-z0-9._:\u00b7\u00c0-\uffff\\-",
}
REPEAT = re.compile(r"(?:\*|\+|\?|\{(\d{1,5})(,?)(\d{0,5})\})\??", re.ASCII)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern, with what it may cost."""

    compiled: re.Pattern[str]
    cost: Cost

    @staticmethod
    def read(text: str, flags: str) -> Pattern:
        """Read a pattern; raise ``Undefined`` where it is not one."""
        return _read(text, flags)

    def found_in(self, text: str) -> bool:
        """Whether the pattern is found anywhere in the text."""
        return self.compiled.search(text) is not None

    def replaced_in(self, text: str, replacement: str) -> str:
        """Every match replaced."""
        if self.compiled.search("") is not None:
            raise Undefined("a pattern that matches nothing at all cannot be replaced")
        template = re.sub(r"\\([\\$])|\$(\d)|\\", _template, replacement)
        replaced = self.compiled.sub(template, text)
        if len(replaced) > LONGEST_TEXT:
            raise TooCostly(f"a text has at most {LONGEST_TEXT} characters")
        return replaced

    def split(self, text: str) -> list[str]:
        """The parts between the matches."""
        if self.compiled.search("") is not None:
            raise Undefined("a pattern that matches nothing at all cannot split")
        ends = [(match.start(), match.end()) for match in self.compiled.finditer(text)]
        starts = [0, *(end for _, end in ends)]
        stops = [*(start for start, _ in ends), len(text)]
        return [text[start:stop] for start, stop in zip(starts, stops, strict=True)]


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
        return Pattern(re.compile(re.escape(text), number), NOTHING)
    translator = _Translator(text, anchored="m" not in flags, spaced="x" in flags)
    translated = translator.whole()
    return Pattern(_compiled(translated, number), translator.cost)


def _compiled(text: str, flags: int) -> re.Pattern[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            return re.compile(text, flags)
        except (re.error, FutureWarning, DeprecationWarning, OverflowError) as error:
            raise Undefined(f"this is no pattern: {error}") from None


class _Translator:
    """XPath's syntax into Python's, letter by letter, its cost counted on the way.

    ``branches`` are the costs of a group's alternatives, of the last one without its last part;
    ``last`` is that of the last part, which a repeat may still follow; ``around`` are the branches
    of the groups around it.
    """

    def __init__(self, text: str, *, anchored: bool, spaced: bool) -> None:
        self.text = re.sub(r"\s", "", text) if spaced else text
        self.anchored = anchored
        self.at = 0
        self.branches = [NOTHING]
        self.last = NOTHING
        self.around: list[list[Cost]] = []

    @property
    def cost(self) -> Cost:
        """What the whole pattern costs, once it was read."""
        return either(self.branches)

    def whole(self) -> str:
        parts = []
        while self.at < len(self.text):
            repeat = REPEAT.match(self.text, self.at)
            parts.append(self._repeat(repeat) if repeat else self._next())
        self._next_part(NOTHING)
        return "".join(parts)

    def _next_part(self, cost: Cost) -> None:
        self.branches[-1], self.last = self.branches[-1].then(self.last), cost

    def _repeat(self, found: re.Match[str]) -> str:
        self.at = found.end()
        least, comma, most = found.groups()
        if found[0][0] == "?":
            self.last = self.last.repeated(0, 1)
        elif least is None or (comma and not most):
            self.last = self.last.repeated(int(least or 0), None)
        else:
            self.last = self.last.repeated(int(least), int(most or least))
        return found[0]

    def _take(self) -> str:
        if self.at >= len(self.text):
            raise Undefined("the pattern ends too early")
        self.at += 1
        return self.text[self.at - 1]

    def _next(self) -> str:
        letter = self._take()
        match letter:
            case "(":
                return self._open()
            case ")":
                return self._close()
            case "|":
                self._next_part(NOTHING)
                self.branches.append(NOTHING)
                return letter
        self._next_part(LETTER)
        match letter:
            case "\\":
                if self.text[self.at : self.at + 1] in DIGITS:
                    self.last = ANY_TEXT
                return self._escape(inside=False)
            case "{":
                return r"\{"
            case "[":
                return self._class()
            case "$" if self.anchored:
                return r"\Z"
        return letter

    def _open(self) -> str:
        self._next_part(NOTHING)
        self.around.append(self.branches)
        self.branches = [NOTHING]
        if self.text[self.at : self.at + 1] != "?":
            return "("
        if self.text[self.at : self.at + 2] != "?:":
            raise Undefined("this kind of group is not known")
        self.at += 2
        return "(?:"

    def _close(self) -> str:
        if not self.around:
            raise Undefined("a bracket closes that was not opened")
        self._next_part(NOTHING)
        self.branches, self.last = self.around.pop(), either(self.branches)
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
            return _bracketed(letters_of(name), letter == "P", inside=inside)
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
