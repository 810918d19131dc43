"""The messenger's in-memory twin for tests."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from amends.app.connectors.answers import Answer, Kind
from amends.app.connectors.messenger.port import Letter


class MemoryMessenger:
    """Keeps what it was given in ``letters``; gives the ``answers`` in turn, then ``done``."""

    def __init__(self, answers: Iterable[Answer] = (), *, ask: Kind = Kind.UNKNOWN) -> None:
        self.letters: list[Letter] = []
        self._answers = deque(answers)
        self._ask = ask

    def send(self, letter: Letter) -> Answer:
        self.letters.append(letter)
        return self._answers.popleft() if self._answers else Answer(Kind.DONE)

    def ask(self, letter: Letter) -> Answer:
        return Answer(self._ask)
