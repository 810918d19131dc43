"""The hit policies of DMN (OMG DMN 1.5, 8.2.8): what is the answer when several rules fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from amends.core.rulebook.facts import BadSituation

SINGLE = ("unique", "any", "first", "priority")
MULTIPLE = ("collect", "rule order", "output order")
HIT_POLICIES = (*SINGLE, *MULTIPLE)
AGGREGATES: dict[str, Callable[[Sequence[Any]], Any]] = {
    "sum": lambda values: sum(values[1:], start=values[0]) if values else None,
    "min": lambda values: min(values, default=None),
    "max": lambda values: max(values, default=None),
    "count": len,
}


class Says(Protocol):
    """A rule, as far as a hit policy is concerned."""

    @property
    def id(self) -> str:
        """The rule's name."""

    @property
    def outputs(self) -> Mapping[str, Any]:
        """What the rule says."""


R = TypeVar("R", bound=Says)


@dataclass(frozen=True, slots=True)
class HitPolicy:
    """A hit policy by its name in DMN.

    ``aggregate`` (sum, min, max or count) folds what a ``collect`` table gives into one value.
    ``ranks`` gives, for each output in order, the place of each of its values, the foremost with
    0; ``priority`` and ``output order`` go by it.
    """

    name: str
    aggregate: str = ""
    ranks: Mapping[str, Mapping[Any, int]] = field(default_factory=dict)

    @property
    def is_single(self) -> bool:
        """Whether one rule at most is the answer."""
        return self.name in SINGLE

    def choose(self, fitting: Sequence[R]) -> tuple[R, ...]:
        """Those of the fitting rules, given in the order of the rows, that are the answer.

        Raise ``BadSituation`` where the rules contradict each other; none fitting gives none.
        """
        if self.contradicts(fitting):
            names = ", ".join(rule.id for rule in fitting)
            raise BadSituation(f"rules contradict each other: {names}", code="contradiction")
        if self.name in {"priority", "output order"}:
            fitting = sorted(fitting, key=self.rank)
        return tuple(fitting[:1] if self.is_single else fitting)

    def contradicts(self, fitting: Sequence[Says]) -> bool:
        """Whether the policy forbids that just these rules fit."""
        if self.name == "unique":
            return len(fitting) > 1
        if self.name == "any":
            return any(rule.outputs != fitting[0].outputs for rule in fitting[1:])
        return False

    def rank(self, rule: Says) -> tuple[int, ...]:
        """The priority of a rule by its outputs, the foremost smallest."""
        return tuple(places[rule.outputs[name]] for name, places in self.ranks.items())

    def fold(self, values: Sequence[Any]) -> Any:
        """The values of the rules that are the answer, folded into one by the aggregate.

        A rule that says nothing (None) adds nothing.
        """
        return AGGREGATES[self.aggregate]([value for value in values if value is not None])
