"""Recoveries against a hostile shop while everything of ours is killed at random.

Run it: `python -m bench durability`. Nothing may be lost, nothing done twice.
"""

from __future__ import annotations

import tempfile
from argparse import ArgumentParser
from pathlib import Path

from bench.durability.trial import Plan, try_out
from bench.durability.verdict import Verdict
from bench.results import Result

__all__ = ["Plan", "Verdict", "arguments", "run", "try_out"]


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--recoveries", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--spread", type=float, default=35.0, help="seconds in which they begin")


def run(*, recoveries: int, seed: int, spread: float) -> list[Result]:
    """One trial in a folder of its own, which is left as it is."""
    home = Path(tempfile.mkdtemp(prefix="amends-durability-"))
    verdict = try_out(Plan(recoveries=recoveries, seed=seed, spread=spread), home)
    faults = sum(len(whom) for whom in verdict.faults.values())
    return [Result("lost or done twice", faults, "", at_most=0, beside=verdict.as_rows())]
