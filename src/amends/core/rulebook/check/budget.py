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

    def __init__(self, steps: int) -> None:
        self.steps, self.spent = steps, 0

    def step(self) -> None:
        """One region or box is looked into."""
        self.spent += 1
        if self.spent > self.steps:
            raise OutOfBudget

    def anew(self) -> Budget:
        """As many steps again, for another way of answering the question."""
        return Budget(self.steps)
