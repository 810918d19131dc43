"""What can be wrong with a DMN model."""

from __future__ import annotations

from amends.core.errors import AmendsError


class BadModel(AmendsError):
    """A DMN file that is not understood, or asks for what is not in it."""

    code = "bad_model"
