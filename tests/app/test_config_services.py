"""Services of others that settings name: what is misspelt is refused at the start."""

import pytest

from amends.app.config.services import read_service
from amends.core.errors import BadDeclaration

KINDS = ("osrm", "valhalla")


@pytest.mark.parametrize("good", ["", "osrm+https://router.example", "valhalla+http://[::1]:8002/"])
def test_a_service_is_its_kind_and_its_address(good: str):
    assert read_service(good, kinds=KINDS, where="AMENDS_ROUTER") == good


@pytest.mark.parametrize(
    "wrong",
    [
        "foo",
        "osrm",
        "osrm+",
        "osrm+router.example",
        "https://router.example",
        "osrm+ftp://a",
        "osrm+http://a:99999",
    ],
)
def test_a_misspelt_service_says_how_it_is_written(wrong: str):
    with pytest.raises(BadDeclaration) as refused:
        read_service(wrong, kinds=KINDS, where="AMENDS_ROUTER")
    assert refused.value.where == "AMENDS_ROUTER"
    assert "osrm+https://" in refused.value.hint
