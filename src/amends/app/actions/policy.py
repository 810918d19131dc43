"""The policy in force, read once per process."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from amends.policies import Policy, folder_of, load_policy


@lru_cache(maxsize=1)
def current_policy() -> Policy:
    """The policy that ``AMENDS_POLICY`` names, or the retail policy that ships."""
    return load_policy(folder_of(getattr(settings, "AMENDS_POLICY", "")))
