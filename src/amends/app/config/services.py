"""Services of others that a setting names, like ``osrm+https://router.example``."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from amends.core.errors import BadDeclaration

SCHEMES = ("http", "https")


def read_service(value: str, *, kinds: Collection[str], where: str) -> str:
    """The value of a setting as it is, or empty; ``BadDeclaration`` for any other."""
    kind, url = service_of(value)
    if value and (kind not in kinds or not _is_address(url)):
        raise BadDeclaration(
            f"{value!r:.80} is no such service",
            where=where,
            hint=" or ".join(f"{each}+https://example.com" for each in kinds),
        )
    return value


def service_of(value: str) -> tuple[str, str]:
    """The kind of a service, and its address."""
    kind, _, url = value.partition("+")
    return kind, url


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
