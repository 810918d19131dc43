"""Hours as people lay them out: days and times in either order, breaks, days off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from amends.core.places.hours.notation.rules import Hours, Rules
from amends.core.places.hours.notation.times import parse_times, starts_time
from amends.core.places.hours.notation.tokens import Kind, NotUnderstood, Token, Tokens
from amends.core.places.hours.spans import DAY
from amends.core.places.hours.words.weeks import PUBLIC, Said, as_rules

_SAME = {"/": ",", "(": ",", ")": ",", ".": ";", "||": ";"}

_WHOLE = (Hours(0, DAY),)

ALL_DAYS = frozenset(range(7))


@dataclass(frozen=True)
class _Break:
    """A pause on some days, or (``days`` None) in what was said before it."""

    days: frozenset[int] | None
    hours: tuple[Hours, ...]
    apart: bool


def laid_out(tokens: list[Token]) -> Rules:
    """The rules of a weekly text. Errors: ``NotUnderstood``, where it is not certain."""
    plain = _simplified(tokens)
    _begin_and_end_differ(plain)
    return as_rules(_Layout(plain).read())


def _simplified(tokens: list[Token]) -> list[Token]:
    """Fewer kinds of marks; a plus before a time or a day is a comma."""
    plain = []
    for number, token in enumerate(tokens):
        if token.kind is Kind.MARK:
            joins = token.text == "+" and _is_time_or_day(tokens[number + 1 : number + 2])
            token = replace(token, text="," if joins else _SAME.get(token.text, token.text))
        plain.append(token)
    return plain


def _begin_and_end_differ(tokens: list[Token]) -> None:
    """In the notation 00:00-00:00 is the whole day; elsewhere it often means closed."""
    for first, dash, last in zip(tokens, tokens[1:], tokens[2:], strict=False):
        same = _is_time(first) and _is_time(last) and first.value == last.value
        if dash.is_mark("-") and same:
            raise NotUnderstood(f"{first.text}-{last.text}: closed, or the whole day?", "same_time")


def _is_time_or_day(tokens: list[Token]) -> bool:
    return any(_is_time(token) or _starts_days(token) for token in tokens)


def _is_time(token: Token) -> bool:
    return token.kind in (Kind.TIME, Kind.NUMBER)


class _Layout:
    """What was read so far: segments in their order, each with its days and hours."""

    def __init__(self, tokens: list[Token]) -> None:
        self.head = Tokens(tokens)
        self.said: list[Said] = []
        self.every_day = False
        self.apart = False

    def read(self) -> list[Said]:
        while self._separators():
            self._segment()
        if not self.said:
            raise NotUnderstood("no hours are given", "missing")
        self._no_day_off()
        return self.said

    def _separators(self) -> bool:
        """Skip what parts segments; whether anything follows."""
        self.apart = False
        while self.head.peek().is_mark(",", ";"):
            self.apart = self.head.take().text == ";" or self.apart
        return not self.head.over

    def _segment(self) -> None:
        head, token = self.head, self.head.peek()
        if token.is_word("nobreak"):
            head.take()
        elif token.is_word("nodayoff"):
            head.take()
            self.every_day = True
        elif token.is_word("break"):
            self._break()
        elif token.is_word("open"):
            head.take()
        elif token.is_word("off", "daysoff"):
            self._off_first()
        elif token.is_word("except") and self.said:
            self._except_after()
        elif _starts_days(token):
            self._days_first()
        elif starts_time(head) or token.is_word("24/7"):
            self._hours_first()
        else:
            raise NotUnderstood(f"“{head.rest()}” is not understood here")

    def _days_first(self) -> None:
        days = self._days()
        self._colon()
        self._add(days, self._hours())

    def _hours_first(self) -> None:
        hours = self._hours()
        self.head.takes(",")
        if _starts_days(self.head.peek()):
            self._add(self._days(), hours)
        elif self.head.peek().is_word("except") and not self.said:
            self._add(ALL_DAYS, hours)
            self._except_after()
        elif self.said or not (self.head.over or self._only_remarks_follow()):
            raise NotUnderstood(f"hours without their days before “{self.head.rest()}”")
        else:
            self._add(ALL_DAYS, hours)

    def _only_remarks_follow(self) -> bool:
        return self.head.peek().is_word("nodayoff", "nobreak", "break", "24/7") or (
            self.head.peek().is_mark(";")
            and self.head.peek(1).is_word("nodayoff", "nobreak", "break")
        )

    def _off_first(self) -> None:
        """ "Closed: Sunday". Days off with hours are the weekend."""
        word = self.head.take()
        self._colon()
        if _starts_days(self.head.peek()):
            self._add(self._days(), ())
        elif word.text == "daysoff" and (
            starts_time(self.head) or self.head.peek().is_word("24/7")
        ):
            self._add(frozenset({5, 6}), self._hours())
        elif not self.said and self.head.over:
            self._add(ALL_DAYS, ())
        else:
            raise NotUnderstood("closed when?")

    def _except_after(self) -> None:
        """ "Monday to Friday 9-18, except Wednesday"."""
        self.head.take()
        if not _starts_days(self.head.peek()):
            raise NotUnderstood("except when?")
        closed = self._days()
        if starts_time(self.head) or not closed <= self.said[-1].days | {PUBLIC}:
            raise NotUnderstood("except when?")
        self.said[-1] = replace(self.said[-1], days=self.said[-1].days - closed)
        self._add(closed, ())

    def _hours(self) -> tuple[Hours, ...]:
        """Hours, the whole day, or none for a day off."""
        if self.head.peek().is_word("open"):
            self.head.take()
        token = self.head.peek()
        if token.is_word("off", "daysoff"):
            self.head.take()
            return ()
        if token.is_word("24/7"):
            self.head.take()
            return _WHOLE
        if not starts_time(self.head):
            raise NotUnderstood(f"hours are missing before “{self.head.rest()}”")
        return _plain(parse_times(self.head))

    def _break(self) -> None:
        self.head.take()
        apart = self.apart
        self._colon()
        days = self._days() if _starts_days(self.head.peek()) else None
        self._colon()
        if not starts_time(self.head):
            raise NotUnderstood("a break without its time")
        pause = _Break(days, _plain(parse_times(self.head)), apart)
        self._take_out(pause)

    def _take_out(self, pause: _Break) -> None:
        """A break belongs to the only hours said so far, to the days it names, or to all.

        To all, if a semicolon or a new line parts it from several; after a comma it may be either.
        """
        open_days = [said for said in self.said if said.hours]
        if pause.days is None and len(open_days) != 1 and not pause.apart:
            raise NotUnderstood("to which days does the break belong?", "break")
        shorter = [said.with_break(pause.days, pause.hours) for said in self.said]
        if shorter == self.said:
            raise NotUnderstood("a break outside the hours", "break")
        self.said = shorter

    def _days(self) -> frozenset[int]:
        days = set(self._one_days())
        while True:
            token, after = self.head.peek(), self.head.peek(1)
            if token.is_mark(",") and _starts_days(after):
                self.head.take()
            elif not _starts_days(token):
                break
            days |= self._one_days()
        if self.head.peek().is_mark(",") and self.head.peek(1).is_word("except"):
            self.head.take()
        if self.head.peek().is_word("except"):
            self.head.take()
            closed = self._days()
            days -= closed
            self.said += [Said(closed & {PUBLIC}, ())] if PUBLIC in closed else []
        return frozenset(days)

    def _one_days(self) -> frozenset[int]:
        token = self.head.take()
        if token.is_word("PH"):
            return frozenset({PUBLIC})
        if token.kind is Kind.DAYS:
            first, last = divmod(token.value, 10)
            return frozenset(range(first, last + 1))
        if self.head.peek().is_mark("-") and self.head.peek(1).kind is Kind.DAY:
            self.head.take()
            last = self.head.take().value
            return frozenset((token.value + n) % 7 for n in range((last - token.value) % 7 + 1))
        return frozenset({token.value})

    def _colon(self) -> None:
        """A colon or a dash between days and hours says nothing."""
        while self.head.peek().is_mark(":", "-"):
            self.head.take()
        after = self.head.peek(1)
        hours = after.is_word("24/7", "off", "daysoff") or _is_time(after)
        if hours and self.head.peek().is_mark(","):
            self.head.take()

    def _add(self, days: frozenset[int], hours: tuple[Hours, ...]) -> None:
        self.said.append(Said(days, hours, self.apart))

    def _no_day_off(self) -> None:
        """ "No days off" must not contradict the days that were said."""
        opened = frozenset(day for said in self.said if said.hours for day in said.days)
        if self.every_day and not opened >= ALL_DAYS:
            raise NotUnderstood("no days off, yet not every day has hours", "contradiction")


def _starts_days(token: Token) -> bool:
    return token.kind in (Kind.DAY, Kind.DAYS) or token.is_word("PH")


def _plain(hours: tuple[Hours, ...]) -> tuple[Hours, ...]:
    for each in hours:
        if each.open_end:
            raise NotUnderstood("the closing time is not said", "open_end")
        if each.start == each.end or (each.end - each.start == DAY and each.start):
            raise NotUnderstood("opens and closes at the same time", "same_time")
        if each == Hours(0, DAY) and len(hours) > 1:
            raise NotUnderstood("the whole day and more", "said_twice")
    ordered = sorted(hours, key=lambda each: each.start)
    for before, after in pairwise(ordered):
        if after.start < before.end:
            raise NotUnderstood("hours of one day overlap", "said_twice")
    return tuple(ordered)
