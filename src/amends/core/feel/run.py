"""One evaluation: what it may still cost, what went wrong in it, and what is known around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from amends.core.feel.errors import TooCostly, shortened

MOST_STEPS = 1_000_000
STEPS_OF_A_SERIES = 40
MOST_ITEMS = 200_000
MOST_MESSAGES = 200
LONGEST_MESSAGE = 500


@dataclass
class Run:
    """Budget, messages and surroundings of one evaluation, shared by all expressions in it.

    ``messages`` say why something became null. ``now`` is what ``now()`` gives, None: unknown.
    ``types`` decide whether a value has a type of the model, by the type's name.
    """

    messages: list[str] = field(default_factory=list)
    now: datetime | None = None
    types: Mapping[str, Callable[[Any], bool]] = field(default_factory=dict)
    steps: int = MOST_STEPS

    def spend(self, steps: int = 1) -> None:
        """Count work; raise ``TooCostly`` when the budget is used up."""
        self.steps -= steps
        if self.steps < 0:
            raise TooCostly("the expression takes too many steps")

    def spend_on_series(self) -> None:
        """Count what a root, a logarithm or a power takes: a series of many terms."""
        self.spend(STEPS_OF_A_SERIES)

    def say(self, message: str) -> None:
        """Keep why something became null."""
        if len(self.messages) < MOST_MESSAGES:
            self.messages.append(shortened(message, LONGEST_MESSAGE))


def checked_size(items: int) -> int:
    """The number of items of a list that is to be made; raise ``TooCostly`` beyond the limit."""
    if items > MOST_ITEMS:
        raise TooCostly(f"a list has at most {MOST_ITEMS} items")
    return items
