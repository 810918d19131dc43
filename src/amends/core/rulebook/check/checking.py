"""Every question that is asked of a rulebook, one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from amends.core.rulebook.check.asked import Answer, Asked
from amends.core.rulebook.check.budget import STEPS, Budget, OutOfBudget
from amends.core.rulebook.check.contradictions import POLICIES, contradictions
from amends.core.rulebook.check.dead import dead_rules
from amends.core.rulebook.check.gaps import gaps
from amends.core.rulebook.check.invariants.declared import Invariant, read_invariants
from amends.core.rulebook.check.invariants.reasoning import Reasoner
from amends.core.rulebook.check.promised import Promised, named_values
from amends.core.rulebook.check.regions import Proven
from amends.core.rulebook.check.report import Finding, Proof, Report, Unknown
from amends.core.rulebook.check.space import Sheet, Space, build_space
from amends.core.rulebook.check.uses import unused

if TYPE_CHECKING:
    from amends.core.rulebook.book import Rulebook

Question = Callable[[Asked, Budget], Iterator[Answer]]


def check(
    book: Rulebook, *, budget: int = STEPS, on_progress: Callable[[float], None] | None = None
) -> Report:
    """Prove a rulebook over its whole declared space, or show situations that break it.

    ``budget`` is the number of steps for one question; what it does not suffice for is reported
    as unknown. ``on_progress`` hears the part that is done, 0 to 1. Raise ``BadDeclaration`` for
    an invariant that is not understood.
    """
    invariants = read_invariants(book)
    space = build_space(book, named_values(book, invariants))
    asking = _Asking(space, Reasoner(space), budget, on_progress or _ignore)
    asking.answers += unused(space, asking.read_by(invariants))
    questions = len(space.sheets) + len(invariants)
    for done, sheet in enumerate(space.sheets):
        asking.ask_of(sheet)
        asking.on_progress((done + 1) / questions)
    for done, invariant in enumerate(invariants, len(space.sheets)):
        asking.ask_whether(invariant)
        asking.on_progress((done + 1) / questions)
    return Report(
        rulebook=book.name,
        version=book.version,
        checksum=book.checksum,
        space=space.size,
        findings=tuple(a for a in asking.answers if isinstance(a, Finding)),
        proven=tuple(a for a in asking.answers if isinstance(a, Proof)),
        unknown=tuple(a for a in asking.answers if isinstance(a, Unknown)),
    )


def _ignore(_: float) -> None:
    pass


@dataclass
class _Asking:
    """The answers so far, and what later questions may rest on."""

    space: Space
    reasoner: Reasoner
    steps: int
    on_progress: Callable[[float], None]
    answers: list[Answer] = field(default_factory=list)
    sound: set[int] = field(default_factory=set)
    total: set[int] = field(default_factory=set)

    def read_by(self, invariants: Iterable[Invariant]) -> set[tuple[str, str]]:
        """The outputs that invariants look at, with their tables."""
        nodes = [node for invariant in invariants for node in invariant.expressions]
        return {pair for node in nodes for pair in self.reasoner.mentions(node).outputs}

    def ask_whether(self, invariant: Invariant) -> None:
        """Ask whether an invariant holds."""
        promised = Promised(self.space, self.reasoner, invariant, self.proven)
        try:
            self.answers += promised.answers(Budget(self.steps))
        except OutOfBudget:
            self.answers.append(Unknown("invariant", invariant.id, "budget"))

    @property
    def proven(self) -> Proven:
        """What the answers so far prove of the tables."""
        return Proven(frozenset(self.sound), frozenset(self.total))

    def ask_of(self, sheet: Sheet) -> None:
        """Ask all questions of one table."""
        place, policy = sheet.place, sheet.table.policy.name
        if policy not in POLICIES or self.ask(sheet, "contradiction", contradictions):
            self.sound.add(place)
        decided = sheet.table.may_be_empty or self.ask(sheet, "gap", gaps)
        if decided and place in self.sound:
            self.total.add(place)
        self.ask(sheet, "dead", dead_rules)

    def ask(self, sheet: Sheet, kind: str, question: Question) -> bool:
        """Ask one question of a table; whether it was proven."""
        asked = Asked(self.space, sheet, self.proven)
        answers: list[Answer] = []
        try:
            answers += question(asked, Budget(self.steps))
        except OutOfBudget:
            answers.append(Unknown(kind, sheet.table.name, "budget"))
        self.answers += answers
        return all(isinstance(answer, Proof) for answer in answers)
