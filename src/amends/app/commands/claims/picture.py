"""A reading in the terminal: the words marked, what they mean, what would be asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from babel.units import format_unit
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from amends.app.commands.claims.lines import HEADS, SAYS, WHAT
from amends.app.commands.rulebook.language import Speech, language_of
from amends.core.claims import Kinds, Reading, Span
from amends.core.claims.kinds import NOTHING_WRONG
from amends.core.claims.reading.results import Clock, Days, Lasting

KIND_STYLE, FIELD_STYLE, OTHER_STYLE = "bold yellow", "bold cyan", "dim"


def draw(text: str, reading: Reading, kinds: Kinds, speech: Speech, console: Console) -> None:
    """Print a reading."""
    marked = _marked if console.color_system else _bracketed
    console.print(marked(text, reading, kinds), soft_wrap=True)
    console.print(Group(*_below(text, reading, kinds, speech)), soft_wrap=True)


def _marked(text: str, reading: Reading, kinds: Kinds) -> Text:
    marked = Text(text)
    for span in reading.spans:
        marked.stylize(_style(span, reading, kinds), span.start, span.end)
    return marked


def _bracketed(text: str, reading: Reading, kinds: Kinds) -> Text:
    """The same without colours: what was read stands in brackets."""
    places = {place for span in reading.spans for place in range(span.start, span.end)}
    shown = []
    for place, letter in enumerate(text):
        is_read = place in places
        shown.append("[" * (is_read and place - 1 not in places) + letter)
        shown.append("]" * (is_read and place + 1 not in places))
    return Text("".join(shown))


def _style(span: Span, reading: Reading, kinds: Kinds) -> str:
    if span.what == "kind":
        return KIND_STYLE if span.value == reading.kind or not reading.sure else OTHER_STYLE
    known = kinds[reading.kind].fields if reading.kind else {}
    return FIELD_STYLE if span.what in known else OTHER_STYLE


def _below(text: str, reading: Reading, kinds: Kinds, speech: Speech) -> Iterator[RenderableType]:
    if reading.spans:
        yield ""
        yield _table(text, reading, kinds, speech)
    yield ""
    yield from _understood(reading, kinds, speech)
    yield from _asked(reading, kinds, speech)
    if reading.read < len(text):
        yield speech.say(SAYS["long"], count=speech.number(reading.read))


def _table(text: str, reading: Reading, kinds: Kinds, speech: Speech) -> Table:
    table = Table(*(speech.say(head) for head in HEADS), box=None, header_style="dim")
    for span in reading.spans:
        words = Text(text[span.start : span.end], style=_style(span, reading, kinds))
        what = speech.say(WHAT[span.what]) if span.what in WHAT else span.what
        table.add_row(words, what, Text(_value(span, kinds, speech)))
    return table


def _value(span: Span, kinds: Kinds, speech: Speech) -> str:
    if span.what == "kind":
        return _meaning(span.value, kinds, speech)
    return told(span.value, speech)


def told(value: Any, speech: Speech) -> str:
    """A value as people write it."""
    match value:
        case Days():
            return _days(value, speech)
        case Clock():
            time = f"{value.time:%H:%M}"
            return speech.say(SAYS["for_noon"], time=time) if value.either else time
        case Lasting():
            return _lasting(value, speech)
        case datetime():
            return speech.moment(value)
        case date():
            return _day(value, speech)
        case _:
            return str(value)


def _lasting(lasting: Lasting, speech: Speech) -> str:
    told = [(lasting.amount, lasting.unit), (lasting.more, "minute")]
    locale = language_of(speech.words)
    return " ".join(
        str(format_unit(amount, f"duration-{unit}", locale=locale))
        for amount, unit in told
        if amount
    )


def _days(days: Days, speech: Speech) -> str:
    last = _day(days.last, speech) if days.last else ""
    if days.exact:
        return last
    if days.first is None:
        return speech.say(SAYS["since"], last=last)
    return speech.say(SAYS["between"], first=_day(days.first, speech), last=last)


def _day(day: date, speech: Speech) -> str:
    return f"{speech.day(day)} {day.isoformat()}"


def _meaning(kind: str, kinds: Kinds, speech: Speech) -> str:
    if kind == NOTHING_WRONG:
        return speech.say(SAYS["wrong_less"])
    texts = kinds[kind].meaning
    return texts.get(language_of(speech.words)) or next(iter(texts.values()))


def _understood(reading: Reading, kinds: Kinds, speech: Speech) -> Iterator[RenderableType]:
    if reading.kind:
        meaning = _meaning(reading.kind, kinds, speech)
        yield Text(speech.say(SAYS["claimed"], meaning=meaning), style="bold")
        return
    if not reading.weighed:
        yield Text(speech.say(SAYS["nothing"]), style="bold")
        return
    yield Text(speech.say(SAYS["unclear"]), style="bold")
    for one in reading.weighed:
        yield Text(f"  {one.weight:g}  {_meaning(one.kind, kinds, speech)}")


def _asked(reading: Reading, kinds: Kinds, speech: Speech) -> Iterator[RenderableType]:
    if not reading.asks:
        yield speech.say(SAYS["asks_nothing"])
        return
    yield speech.say(SAYS["asks"])
    for name in reading.asks:
        yield Text(f"  {_question(name, reading, kinds, speech)}")


def _question(name: str, reading: Reading, kinds: Kinds, speech: Speech) -> str:
    if not reading.kind:
        return speech.say(SAYS["asks_kind"])
    texts = kinds[reading.kind].questions[name]
    return texts.get(language_of(speech.words)) or next(iter(texts.values()))
