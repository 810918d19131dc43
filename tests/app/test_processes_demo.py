"""The demo: everything with one command, and again where it was."""

import re
import urllib.request

import pytest

from tests.support.running import Installation, Start
from tests.support.servers import ask

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
LIVED_WITHIN = 400.0
"""Seconds: a busy machine is long in living two weeks through."""


def test_the_demo_fills_a_retailer_once_and_goes_on_where_it_was(start: Start) -> None:
    first = start("demo", "--customers", "40").wait_until_ready(LIVED_WITHIN)
    assert first.answers()
    assert "simulated" in first.output
    assert "demo" in urllib.request.urlopen(_shop(first), timeout=5).read().decode().lower()
    orders = ask(first.home, "SELECT count(*) FROM ledger_event")
    assert isinstance(orders, int)
    assert orders > 100
    signed_in = _sign_ins(first)
    assert set(signed_in) >= {"agent", "manager"}
    assert first.stop() == 0

    again = start("demo", "--customers", "40").wait_until_ready()
    assert "there already" in again.output
    assert _sign_ins(again) == signed_in
    assert (again.url, _shop(again)) == (first.url, _shop(first))


def _sign_ins(installation: Installation) -> dict[str, str]:
    """The passwords by name, as printed."""
    rows = re.findall(r"^ (\w+) +(\w+) +(\S+) *$", installation.output, re.MULTILINE)
    return {name: password for _, name, password in rows if name != "name"}


def _shop(installation: Installation) -> str:
    found = re.search(r"demo shop at (\S+)", installation.output)
    assert found
    return found[1]
