"""The policies that ship, read once for all tests that only look into them."""

from functools import cache
from pathlib import Path

from amends.policies import RETAIL, Policy, load_policy

_read = cache(load_policy)


def shipped(folder: Path = RETAIL) -> Policy:
    """What `load_policy` gives for a folder that no test changes."""
    return _read(folder)
