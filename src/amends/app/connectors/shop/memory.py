"""The shop's in-memory twin: as truthful as the real one, and as unreliable as it is told to be."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from uuid import UUID

from amends.app.connectors.answers import Answer, Kind
from amends.app.connectors.shop.port import RemedyRequest

Trick = Callable[["MemoryShop", RemedyRequest], Answer]


class MemoryShop:
    """Counts every deed in ``deeds`` and never protects anybody from asking twice.

    ``tricks`` are played one per call of ``act``, then it is calm; ``deaf`` answers no question.
    """

    def __init__(self, tricks: Iterable[Trick] = (), *, deaf: bool = False) -> None:
        self.tricks = deque(tricks)
        self.deaf = deaf
        self.deeds: list[UUID] = []
        self.asked: list[UUID] = []
        self.accepted: set[UUID] = set()
        self.refused: set[UUID] = set()

    def act(self, request: RemedyRequest) -> Answer:
        trick = self.tricks.popleft() if self.tricks else carry_out
        return trick(self, request)

    def ask(self, key: UUID) -> Answer:
        self.asked.append(key)
        if self.deaf:
            return Answer(Kind.UNKNOWN, "no answer")
        if key in self.deeds:
            return Answer(Kind.DONE)
        if key in self.refused:
            return Answer(Kind.REFUSED, "refused before")
        return Answer(Kind.ACCEPTED) if key in self.accepted else Answer(Kind.NEVER_HEARD)


def carry_out(shop: MemoryShop, request: RemedyRequest) -> Answer:
    shop.deeds.append(request.key)
    return Answer(Kind.DONE, result={"number": len(shop.deeds)})


def accept(shop: MemoryShop, request: RemedyRequest) -> Answer:
    """In its hands; the deed is done when the test says so."""
    shop.accepted.add(request.key)
    return Answer(Kind.ACCEPTED)


def refuse(shop: MemoryShop, request: RemedyRequest) -> Answer:
    shop.refused.add(request.key)
    return Answer(Kind.REFUSED, "out of stock")


def be_busy(shop: MemoryShop, request: RemedyRequest) -> Answer:
    return Answer(Kind.BUSY, "not reached")


def hang_up_before(shop: MemoryShop, request: RemedyRequest) -> Answer:
    return Answer(Kind.UNKNOWN, "no answer")


def hang_up_after(shop: MemoryShop, request: RemedyRequest) -> Answer:
    carry_out(shop, request)
    return Answer(Kind.UNKNOWN, "no answer")
