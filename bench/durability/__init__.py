"""Recoveries against a hostile shop while everything of ours is killed at random.

Run it: `python -m bench.durability --recoveries 200`. Nothing may be lost, nothing done twice.
"""

from bench.durability.run import Plan, run
from bench.durability.verdict import Verdict

__all__ = ["Plan", "Verdict", "run"]
