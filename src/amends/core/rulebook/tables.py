"""One decision table: rules in rows, facts and outputs in columns, a hit policy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from amends.core.rulebook.cells import Cell
from amends.core.rulebook.facts import BadSituation, Fact
from amends.core.rulebook.policies import HitPolicy


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: a cell for every column of the table, what it says, and why, by language.

    ``row`` is the line in the file, for messages.
    """

    id: str
    cells: tuple[Cell, ...]
    outputs: Mapping[str, Any]
    reasons: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule that applied, with what it says and why."""

    table: str
    rule: str
    outputs: Mapping[str, Any]
    reasons: Mapping[str, str]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table.

    ``columns`` are the facts (or outputs of earlier tables) that it tests, ``outputs`` what it
    says. ``may_be_empty``: a situation that no rule fits gives no answer instead of an error.
    ``layer`` is ``legal`` for the legal minimum, or empty.
    """

    name: str
    policy: HitPolicy
    columns: tuple[Fact, ...]
    outputs: tuple[Fact, ...]
    rules: tuple[Rule, ...]
    may_be_empty: bool = False
    layer: str = ""

    @property
    def readable(self) -> tuple[Fact, ...]:
        """The outputs that later tables may test: those with one value at a time."""
        return self.outputs if self.policy.is_single or self.policy.aggregate else ()

    def answer(self, fitting: Sequence[Rule]) -> tuple[Rule, ...]:
        """The rules that are the answer where just these fit.

        Raise ``BadSituation`` where they contradict each other or are none.
        """
        if not fitting and not self.may_be_empty:
            raise BadSituation("no rule applies to this situation", where=self.name, code="gap")
        try:
            return self.policy.choose(fitting)
        except BadSituation as error:
            raise BadSituation(error.message, where=self.name, code=error.code) from None

    def said(self, answer: Sequence[Rule]) -> dict[str, Any]:
        """The outputs that later tables may test, given the rules that are the answer."""
        if self.policy.aggregate:
            return {
                fact.name: self.policy.fold([rule.outputs[fact.name] for rule in answer])
                for fact in self.outputs
            }
        if not self.policy.is_single:
            return {}
        return dict(answer[0].outputs) if answer else dict.fromkeys(f.name for f in self.outputs)

    def speaker(self) -> Callable[[Sequence[Rule]], Any]:
        """What makes outputs by name of an answer, or a list of them where there are several."""
        if self.policy.aggregate:
            return self.said
        if not self.policy.is_single:
            return lambda answer: [dict(rule.outputs) for rule in answer]
        return lambda answer: dict(answer[0].outputs) if answer else self.said(())

    def fired(self, rule: Rule) -> Fired:
        """The rule as it is kept with a decision."""
        return Fired(self.name, rule.id, rule.outputs, rule.reasons, rule.source)
