"""How much work a question may cost, counted in steps and never in time."""

from __future__ import annotations

STEPS = 200_000
"""Steps for one way of answering a question unless told otherwise: the regions that are looked
into, or the boxes that are cut."""


class OutOfBudget(Exception):
    """The steps of a question are used up: what it asks is neither proven nor refuted."""


class Budget:
    """Counts the steps of one way of answering one question.

    Raise ``OutOfBudget`` at the step after the last one.
    """

    def __init__(self, steps: int, whole: Budget | None = None) -> None:
        self.steps, self.spent, self.whole = steps, 0, whole

    def step(self, weight: int = 1) -> None:
        """One region or box is looked into; ``weight`` tells what costs as much as several."""
        if self.whole is not None:
            self.whole.step(weight)
        self.spent += weight
        if self.spent > self.steps:
            raise OutOfBudget

    def anew(self) -> Budget:
        """As many steps again, for another way of answering the question."""
        return Budget(self.steps)

    def part(self, steps: int) -> Budget:
        """So many of these steps, for a first try."""
        return Budget(steps, self)
