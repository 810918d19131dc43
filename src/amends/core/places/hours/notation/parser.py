"""Parsing whole rules."""

from __future__ import annotations

from dataclasses import replace

from amends.core.places.hours.notation.dates import parse_dates, parse_weeks, starts_dates
from amends.core.places.hours.notation.days import parse_days, starts_days
from amends.core.places.hours.notation.rules import Holidays, Joint, Rule, Rules, State
from amends.core.places.hours.notation.times import parse_times, starts_time
from amends.core.places.hours.notation.tokens import Kind, NotUnderstood, Token, Tokens

_STATES = {"open": State.OPEN, "off": State.CLOSED, "unknown": State.UNKNOWN}


def parse_rules(tokens: list[Token]) -> Rules:
    """The rules of a text. Errors: ``NotUnderstood``, with the piece that is not certain."""
    head = Tokens(tokens)
    rules: list[Rule] = []
    joint = Joint.NORMAL
    while not head.over:
        rules.append(replace(_Parts(head).rule(), joint=joint))
        joint = _joint(head)
    if not rules:
        raise NotUnderstood("no hours are given", "missing")
    if joint is not Joint.NORMAL:
        raise NotUnderstood("a rule is missing at the end")
    return tuple(rules)


def _joint(head: Tokens) -> Joint:
    token = head.take()
    if token.is_mark("||"):
        return Joint.FALLBACK
    if token.is_mark(","):
        return Joint.ADDITIONAL
    return Joint.NORMAL


class _Parts:
    """One rule as it is read: each part at most once, dates before times before the state."""

    def __init__(self, head: Tokens) -> None:
        self.head = head
        self.made = Rule()
        self.whole = self.dated = False
        self.state: State | None = None

    def rule(self) -> Rule:
        start = self.head.place
        while not self._ends():
            self._part()
        if self.head.place == start:
            raise NotUnderstood(f"a rule is missing before “{self.head.rest()}”")
        return self._finished()

    def _ends(self) -> bool:
        head = self.head
        if head.over or head.peek().is_mark(";", "||"):
            return True
        complete = self.made.hours or self.whole or self.state or self.made.comment
        return head.peek().is_mark(",") and bool(complete)

    def _part(self) -> None:
        head, token = self.head, self.head.peek()
        if token.kind is Kind.COMMENT:
            self._once(self.made.comment is None)
            self.made = replace(self.made, comment=head.take().text)
        elif token.kind is Kind.WORD and token.text in _STATES:
            self._once(self.state is None)
            self.state = _STATES[head.take().text]
        elif token.is_word("24/7"):
            self._once(not (self.whole or self.made.hours or self.state))
            head.take()
            self.whole = True
        elif not self._date_part() and not self._time_part():
            raise NotUnderstood(f"“{head.rest()}” is not understood here")

    def _date_part(self) -> bool:
        head, made = self.head, self.made
        if head.peek().is_word("week"):
            self._once(not made.weeks and not made.days)
            self.made = replace(made, weeks=parse_weeks(head))
        elif starts_dates(head) and not made.days:
            self._once(not (made.stretches or made.years))
            years, stretches = parse_dates(head)
            self.made = replace(made, years=years, stretches=stretches)
        elif starts_days(head):
            self._days()
        else:
            return False
        self._before_the_state()
        if made.hours and made.any_day:
            raise NotUnderstood("the hours stand before the days", "order")
        self._once(not (made.hours or self.whole))
        head.takes(":")
        return True

    def _days(self) -> None:
        days = parse_days(self.head)
        if not self.made.days:
            self.made = replace(self.made, days=days)
            return
        self._once(not self.made.also_days)
        kinds = [{isinstance(day, Holidays) for day in each} for each in (self.made.days, days)]
        self._once(kinds in ([{True}, {False}], [{False}, {True}]))
        self.made = replace(self.made, also_days=days)

    def _time_part(self) -> bool:
        if not starts_time(self.head):
            return False
        self._before_the_state()
        self._once(not (self.made.hours or self.whole))
        self.made = replace(self.made, hours=parse_times(self.head))
        return True

    def _before_the_state(self) -> None:
        if self.state:
            raise NotUnderstood("the state stands before the days or hours", "order")

    def _once(self, allowed: bool) -> None:
        if not allowed:
            raise NotUnderstood(f"twice, or out of place: “{self.head.rest()}”")

    def _finished(self) -> Rule:
        """A comment alone makes it unknown: "on appointment"."""
        state = self.state
        if state is None:
            state = State.OPEN if self.made.comment is None else State.UNKNOWN
        made = self.made
        nothing = made.any_day and not made.hours and not self.whole and self.state is None
        if nothing and made.comment is None:
            raise NotUnderstood("a rule says nothing")
        return replace(made, state=state)
