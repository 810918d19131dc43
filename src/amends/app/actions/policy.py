"""The policy in force, read once per process."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from amends.policies import RETAIL, Policy, load_policy


@lru_cache(maxsize=1)
def current_policy() -> Policy:
    """The policy folder named by ``AMENDS_POLICY``, or the retail policy that ships."""
    folder = getattr(settings, "AMENDS_POLICY", "")
    return load_policy(Path(folder) if folder else RETAIL)
