"""A rulebook: its tables in order, evaluated one after another, with the whole trace kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from amends.core.rulebook.facts import Fact
from amends.core.rulebook.generated import Decide, compile_book
from amends.core.rulebook.tables import Fired, Rule, Table

if TYPE_CHECKING:
    from amends.core.rulebook.columns import ManyDecisions, Vectorised


class Step(NamedTuple):
    """What one table made of a situation: the values it read, the rules that were its answer."""

    table: Table
    read: Mapping[str, Any]
    answer: tuple[Rule, ...]
    said: Mapping[str, Any]


class Decision(NamedTuple):
    """What a rulebook says of one situation: the facts as they were and every rule that fired.

    ``answers`` are the rules that are the answer, table by table.
    """

    book: Rulebook
    facts: Mapping[str, Any]
    answers: tuple[tuple[Rule, ...], ...]

    @property
    def rulebook(self) -> str:
        """The rulebook's name."""
        return self.book.name

    @property
    def version(self) -> str:
        """The rulebook's version."""
        return self.book.version

    @property
    def checksum(self) -> str:
        """The SHA-256 of the rulebook's files."""
        return self.book.checksum

    @property
    def fired(self) -> tuple[Fired, ...]:
        """Every rule that fired, in the order of the tables."""
        return tuple(
            table.fired(rule)
            for table, answer in zip(self.book.tables, self.answers, strict=True)
            for rule in answer
        )

    def of(self, table: str) -> tuple[Fired, ...]:
        """What fired in one table."""
        at = self.book.places[table]
        return tuple(self.book.tables[at].fired(rule) for rule in self.answers[at])

    def one(self, table: str) -> Fired:
        """The single rule that fired in a table that lets only one fire."""
        return self.of(table)[0]

    @property
    def outputs(self) -> dict[str, Any]:
        """What each table says, by its name: outputs by name, or a list of such where several
        rules are the answer."""
        said = zip(self.book.speakers, self.answers, strict=True)
        return {name: speak(answer) for (name, speak), answer in said}

    @property
    def trace(self) -> Iterator[Step]:
        """What each table read and said, in order."""
        known = dict(self.facts)
        for table, answer in zip(self.book.tables, self.answers, strict=True):
            said = table.said(answer)
            read = {fact.name: known.get(fact.name) for fact in table.columns}
            yield Step(table, read, answer, said)
            known.update(said)


@dataclass(frozen=True)
class Rulebook:
    """Versioned decision tables; ``checksum`` is the SHA-256 of all its files.

    ``declared`` is the whole of ``rulebook.toml`` as it was parsed.
    """

    name: str
    version: str
    checksum: str
    facts: Mapping[str, Fact]
    tables: tuple[Table, ...]
    declared: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @cached_property
    def places(self) -> dict[str, int]:
        """The index of each table by its name."""
        return {table.name: place for place, table in enumerate(self.tables)}

    @cached_property
    def speakers(self) -> tuple[tuple[str, Callable[[Sequence[Rule]], Any]], ...]:
        """For each table its name and what makes outputs of an answer."""
        return tuple((table.name, table.speaker()) for table in self.tables)

    @cached_property
    def tested(self) -> tuple[Fact, ...]:
        """The facts of the situation that some table tests."""
        names = {fact.name for table in self.tables for fact in table.columns}
        return tuple(fact for name, fact in self.facts.items() if name in names)

    @cached_property
    def decide(self) -> Decide:
        """The function that decides one situation, given as facts by name; there may be more of
        them than the rulebook reads.

        Raise ``BadSituation`` for a missing or impossible fact, a gap or a contradiction. Cost:
        one lookup per column, whatever the number of rules.
        """
        return compile_book(self, Decision)

    @cached_property
    def _vectorised(self) -> Vectorised:
        from amends.core.rulebook.columns import Vectorised

        return Vectorised(self)

    def decide_many(self, columns: Any) -> ManyDecisions:
        """Decide many situations: columns by the name of their fact, all of one length.

        A column is a NumPy array (masked ones too), an Arrow array, a pandas series, ``Coded`` or
        a list of Python values; ``columns`` may be an Arrow table. NaN and NaT are missing values;
        moments without a time zone are in UTC. An optional fact may have no column. Rows that
        cannot be decided are told in ``problems``. Raise ``BadSituation`` for a column that is
        missing, too short, or not to be read without loss. Needs NumPy (``amends[analysis]``).
        """
        return self._vectorised.decide(columns)
