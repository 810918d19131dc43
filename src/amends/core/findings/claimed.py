"""What a claim looks like from here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol


class Claimed(Protocol):
    """A claim as ``core.claims`` reads it: kind, moment, fields as values, and the words."""

    @property
    def kind(self) -> str: ...
    @property
    def said_at(self) -> datetime: ...
    @property
    def fields(self) -> Mapping[str, Any]: ...
    @property
    def text(self) -> str: ...
    @property
    def language(self) -> str: ...
