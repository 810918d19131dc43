"""Who asks, behind proxies that may be trusted and before whoever may not."""

import pytest

from amends.app.config.proxies import client_address, read_networks
from amends.core.errors import BadDeclaration

OURS = read_networks(["10.0.0.0/8", "2001:db8::/32", "192.0.2.7"])


@pytest.mark.parametrize(
    ("peer", "said", "client"),
    [
        ("198.51.100.1", "", "198.51.100.1"),
        ("198.51.100.1", "203.0.113.5", "198.51.100.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "203.0.113.5", "203.0.113.5"),
        ("10.0.0.1", "203.0.113.66, 203.0.113.5", "203.0.113.5"),
        ("10.0.0.1", "203.0.113.66,203.0.113.5 , 192.0.2.7,10.9.9.9", "203.0.113.5"),
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("10.0.0.1", "203.0.113.5, nonsense", "10.0.0.1"),
        ("10.0.0.1", "203.0.113.5, unknown, 10.0.0.2", "10.0.0.2"),
        ("10.0.0.1", "203.0.113.5:4711", "203.0.113.5"),
        ("::ffff:10.0.0.1", "203.0.113.5", "203.0.113.5"),
        ("2001:db8::1", "[2001:db9::5]:443", "2001:db9::5"),
        ("2001:db8::1", "2001:0db9:0::5", "2001:db9::5"),
        ("", "203.0.113.5", ""),
    ],
)
def test_the_first_from_the_right_that_is_no_proxy_of_ours(
    peer: str, said: str, client: str
) -> None:
    assert client_address({"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": said}, OURS) == client


def test_without_proxies_of_ours_nobody_is_believed() -> None:
    meta = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.5"}
    assert client_address(meta, ()) == "127.0.0.1"


@pytest.mark.parametrize("wrong", ["10.0.0.1/8", "proxy.example", "10.0.0.0/40"])
def test_what_is_no_network_is_refused_by_name(wrong: str) -> None:
    with pytest.raises(BadDeclaration, match="AMENDS_TRUSTED_PROXIES"):
        read_networks([wrong])
