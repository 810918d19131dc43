"""Who really asks: behind a proxy every request seems to come from the proxy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from amends.core.errors import BadDeclaration

Network = IPv6Network
_V4 = 96


def read_networks(addresses: Sequence[str]) -> tuple[Network, ...]:
    """The networks that are written like 10.0.0.0/8 or 192.0.2.7; raise ``BadDeclaration``."""
    return tuple(map(_network, addresses))


def client_address(meta: Mapping[str, str], trusted: Sequence[Network]) -> str:
    """The address of who asks, as far as it can be trusted.

    Each proxy adds at the right of X-Forwarded-For who asked it. So the first from the right that
    is no proxy of ours is the client; whatever stands left of it anybody may have written.
    """
    address = meta.get("REMOTE_ADDR", "")
    said = meta.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while said and _is_trusted(address, trusted):
        before = _address(said.pop())
        if before is None:
            break
        address = str(before)
    return address


def _is_trusted(address: str, trusted: Sequence[Network]) -> bool:
    known = _address(address)
    return known is not None and any(_as_v6(known) in network for network in trusted)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """The address, without a port or brackets; an IPv4 in IPv6's clothes is that IPv4."""
    bare = text.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        found = ip_address(bare)
    except ValueError:
        return None
    return (isinstance(found, IPv6Address) and found.ipv4_mapped) or found


def _as_v6(address: IPv4Address | IPv6Address) -> IPv6Address:
    return IPv6Address(f"::ffff:{address}") if isinstance(address, IPv4Address) else address


def _network(text: str) -> Network:
    try:
        found = ip_network(text)
    except ValueError as error:
        raise BadDeclaration(
            f"not a network: {error}", where="AMENDS_TRUSTED_PROXIES", hint="10.0.0.0/8"
        ) from error
    if isinstance(found, IPv6Network):
        return found
    return IPv6Network(f"::ffff:{found.network_address}/{_V4 + found.prefixlen}")
