"""One cell as a phrase: what a rule asks of a fact, for somebody who reads no tables.

A phrase is one translated line; parts are never glued together. What is said of several values
is a list, whose joints are lines too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from functools import reduce
from typing import Any, NamedTuple

from amends.core.feel.durations import Months
from amends.core.rulebook.cells import Cell, Span
from amends.core.rulebook.facts import Fact
from amends.core.rulebook.words import shapes
from amends.core.wording.mark import Line, Translator

Show = Callable[[Any], str]
COUNTED_TYPES = frozenset({"duration", "months"})
MOMENT_TYPES = frozenset({"date", "time", "date and time"})
NONE = "none"
"""The value by which a fact says that there is nothing, in the policies that ship."""
LENGTHS = (("days", 86_400), ("hours", 3_600), ("minutes", 60))


class Phrase(NamedTuple):
    """What a cell asks; ``is_whole``: it names the fact itself and needs no label before it."""

    text: str
    is_whole: bool = False


def phrase(
    cell: Cell,
    fact: Fact,
    words: Translator,
    *,
    own: Mapping[str, Line] | None = None,
    show: Show | None = None,
) -> Phrase:
    """A cell in the translator's language.

    ``own`` are the fact's own lines, by the key of ``keys``: they say the fact's name along.
    ``show`` gives the words of a value; without it values stand as in a cell.
    """
    telling = _Telling(fact, words, own or {}, show or _shown(fact, words))
    return telling.own_phrase(cell) or Phrase(telling.plain(cell))


def is_list(cell: Cell) -> bool:
    """Whether a cell names values one by one."""
    return bool(cell.spans) and all(map(_is_point, cell.spans))


def keys(cell: Cell, fact: Fact) -> tuple[str, ...]:
    """The names under which a fact may have its own line for a cell, the most special first.

    ``not.restaurant`` for one value, ``true,null`` for values in order, ``none,`` for none or
    others, ``is`` and ``not`` for any list; ``more.0`` and ``more`` for a range.
    """
    if cell.anything:
        return ()
    if not cell.spans:
        return ("known" if cell.negated else "unknown",)
    if len(cell.spans) == 1 and not _is_point(cell.spans[0]):
        shape, ends = _shape(cell.spans[0])
        shown = ".".join(dict.fromkeys(map(fact.type.show, ends)))
        null = ",null" if cell.null else ""
        return () if cell.negated else (f"{shape}.{shown}{null}", f"{shape}{null}")
    if not is_list(cell):
        return ()
    named = [_bare(span.low, fact) for span in cell.spans] + ["null"] * cell.null
    before, general = ("not.", "not") if cell.negated else ("", "is")
    if fact.type.ordered and len(named) == 1 and not cell.negated:
        return (f"equal.{named[0]}", "equal")
    none = (f"{before}{NONE},",) if NONE in named[:-1] else ()
    return (before + ",".join(named), *none, general)


def _bare(value: Any, fact: Fact) -> str:
    return value if isinstance(value, str) else fact.type.show(value)


def either(texts: Sequence[str], words: Translator) -> str:
    """Some texts as a list of which one holds."""
    if len(texts) < 2:
        return "".join(texts)
    return _joined([_joined(texts[:-1], shapes.AND_SO_ON, words), texts[-1]], shapes.EITHER, words)


class _Telling(NamedTuple):
    """What is needed to say anything of one fact."""

    fact: Fact
    words: Translator
    own: Mapping[str, Line]
    show: Show

    def own_phrase(self, cell: Cell) -> Phrase | None:
        line = next((self.own[key] for key in keys(cell, self.fact) if key in self.own), None)
        if line is None:
            return None
        _, (low, high) = _shape(cell.spans[0]) if cell.spans else ("", (None, None))
        points = [span.low for span in cell.spans if _is_point(span)]
        these = either([self.show(point) for point in points], self.words)
        others = either([self.show(point) for point in points if point != NONE], self.words)
        return Phrase(self.say(line, low, high, these=these, others=others), is_whole=True)

    def plain(self, cell: Cell) -> str:
        say = self.words.gettext
        if cell.anything:
            return say(shapes.ANYTHING.one)
        texts = [self.span(span) for span in cell.spans]
        if cell.null:
            texts.append(say(shapes.UNKNOWN.one))
        if not cell.negated:
            return either(texts, self.words)
        if not texts:
            return say(shapes.KNOWN.one)
        if len(texts) == 1:
            return say(shapes.NOT.one).format(value=texts[0])
        values = _joined(texts, shapes.AND_SO_ON, self.words)
        return say(shapes.NONE_OF.one).format(values=values)

    def span(self, span: Span) -> str:
        if _is_point(span) and not self.fact.type.ordered:
            return self.show(span.low)
        shape, (low, high) = _shape(span)
        lines, low, high = self._lines(low, high)
        return self.say(lines.get(shape) or shapes.PLAIN[shape], low, high)

    def _lines(self, low: Any, high: Any) -> tuple[shapes.Lines, Any, Any]:
        """The lines that go with the unit, and the two ends counted in it."""
        if self.fact.type.name in MOMENT_TYPES:
            return shapes.MOMENTS, low, high
        if isinstance(high, Months):
            return shapes.MONTHS, low.count, high.count
        if isinstance(high, timedelta):
            for unit, seconds in LENGTHS:
                length = timedelta(seconds=seconds)
                if not (low % length or high % length):
                    return shapes.UNITS[unit], low // length, high // length
        return shapes.UNITS.get(self.fact.unit, shapes.PLAIN), low, high

    def say(self, line: Line, low: Any, high: Any, **more: str) -> str:
        text = self.words.gettext(line.one)
        if line.many:
            text = self.words.ngettext(line.one, line.many, _form(high))
        first, last = self._end(low), self._end(high)
        return text.format(value=last, count=last, low=first, high=last, **more)

    def _end(self, value: Any) -> str:
        """An end in words; one counted in a unit of its own is a plain number."""
        if value is None:
            return ""
        is_counted = isinstance(value, int) and self.fact.type.name in COUNTED_TYPES
        return str(value) if is_counted else self.show(value)


def _is_point(span: Span) -> bool:
    return span.low is not None and bool(span.low == span.high)


def _shape(span: Span) -> tuple[str, tuple[Any, Any]]:
    """The name of a span's shape, and its ends; a span with one end has it twice."""
    low, high = span.low, span.high
    if low is None:
        return ("at_most" if span.high_closed else "less"), (high, high)
    if high is None:
        return ("at_least" if span.low_closed else "more"), (low, low)
    if low == high:
        return "equal", (low, high)
    open_ends = ("_low" if not span.low_closed else "") + ("_high" if not span.high_closed else "")
    name = {"": "between", "_low_high": "between_open"}.get(open_ends, f"between_open{open_ends}")
    return name, (low, high)


def _form(count: Any) -> int:
    """The number whose plural form a count takes; a part of one takes that of a few."""
    return int(count) if isinstance(count, int | Decimal) and count == int(count) else 2


def _joined(texts: Sequence[str], joint: Line, words: Translator) -> str:
    pattern = words.gettext(joint.one)
    return reduce(lambda first, last: pattern.format(first=first, last=last), texts)


def _shown(fact: Fact, words: Translator) -> Show:
    def show(value: Any) -> str:
        if isinstance(value, bool):
            return words.gettext(shapes.YES_NO[value].one)
        return value if isinstance(value, str) else fact.type.show(value)

    return show
