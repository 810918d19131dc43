"""Functions of texts (DMN 1.5, 10.3.4.3)."""

from __future__ import annotations

from typing import Any

from amends.core.feel.arithmetic import LONGEST_TEXT, whole
from amends.core.feel.builtins.patterns import Pattern
from amends.core.feel.builtins.registry import function
from amends.core.feel.errors import TooCostly, Undefined
from amends.core.feel.run import Run, checked_size


@function("substring", "string:string,start position:number,length?:number")
def substring(text: str, start: Any, length: Any = None) -> str:
    """A part of a text; positions count from 1, or from the end."""
    first = whole(start)
    if first == 0:
        raise Undefined("positions in a text count from 1")
    first = first - 1 if first > 0 else max(len(text) + first, 0)
    if length is None:
        return text[first:]
    if int(length) < 1:
        raise Undefined("a part of a text has at least one letter")
    return text[first : first + int(length)]


@function("string length", "string:string")
def string_length(text: str) -> int:
    """The number of letters."""
    return len(text)


@function("upper case", "string:string")
def upper_case(text: str) -> str:
    """The text in capitals."""
    return text.upper()


@function("lower case", "string:string")
def lower_case(text: str) -> str:
    """The text in small letters."""
    return text.lower()


@function("substring before", "string:string,match:string")
def substring_before(text: str, match: str) -> str:
    """What is before the first match; nothing without one."""
    return text.partition(match)[0] if match and match in text else ""


@function("substring after", "string:string,match:string")
def substring_after(text: str, match: str) -> str:
    """What is after the first match; nothing without one."""
    return text.partition(match)[2] if match else text


@function("contains", "string:string,match:string")
def contains(text: str, match: str) -> bool:
    """Whether a text has another in it."""
    return match in text


@function("starts with", "string:string,match:string")
def starts_with(text: str, match: str) -> bool:
    """Whether a text begins with another."""
    return text.startswith(match)


@function("ends with", "string:string,match:string")
def ends_with(text: str, match: str) -> bool:
    """Whether a text ends with another."""
    return text.endswith(match)


@function("matches", "input:string,pattern:string,flags?:string", needs_run=True)
def matches(run: Run, text: str, pattern: str, flags: str | None = None) -> bool:
    """Whether a regular expression is found in a text."""
    return _pattern(run, text, pattern, flags).found_in(text)


def _pattern(run: Run, text: str, pattern: str, flags: str | None = None) -> Pattern:
    """A pattern, and what it may cost on a text paid for."""
    read = Pattern.read(pattern, flags or "")
    run.spend(read.cost.steps(len(text)))
    return read


@function("replace", "input:string,pattern:string,replacement:string,flags?:string", needs_run=True)
def replace(run: Run, text: str, pattern: str, replacement: str, flags: str | None = None) -> str:
    """Every match replaced; ``$1`` is what the first group found."""
    if len(text) * (len(replacement) + 1) > 10 * LONGEST_TEXT:
        raise TooCostly(f"a text has at most {LONGEST_TEXT} characters")
    return _pattern(run, text, pattern, flags).replaced_in(text, replacement)


@function("split", "string:string,delimiter:string", needs_run=True)
def split(run: Run, text: str, delimiter: str) -> list[str]:
    """The parts of a text between matches of a regular expression."""
    parts = _pattern(run, text, delimiter).split(text)
    checked_size(len(parts))
    return parts


@function("string join", "list:list,delimiter?:string")
def string_join(items: list[Any], delimiter: str | None = None) -> str:
    """The texts of a list as one; null items are left out."""
    texts = [item for item in items if item is not None]
    if not all(isinstance(item, str) for item in texts):
        raise Undefined("only texts are joined")
    if sum(map(len, texts)) + len(texts) * len(delimiter or "") > LONGEST_TEXT:
        raise TooCostly(f"a text has at most {LONGEST_TEXT} characters")
    return (delimiter or "").join(texts)
