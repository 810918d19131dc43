"""The queues, each with slots of its own: a shop that hangs holds up nothing else."""

from __future__ import annotations

SWEEPS = "sweeps"
LETTERS = "letters"
SHOP = "shop"

QUEUES = (SWEEPS, LETTERS, SHOP)
"""Sweeps call nobody; letters wait for the mail server; the shop's queue waits for the shop."""

OLD = "default"
"""Where jobs waited before there were queues; whoever does the sweeps does these too."""


def served_by(queue: str) -> list[str]:
    """The names under which jobs of this queue wait."""
    return [queue, OLD] if queue == SWEEPS else [queue]
