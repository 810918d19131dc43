"""Which of the places that were found a customer is asked about."""

import pytest

from amends.core.places.addresses import Finding, Found, Kind


def finding(*certainties: float) -> Finding:
    spots = [(60.0 + number, 25.0) for number in range(len(certainties))]
    places = zip(certainties, spots, strict=True)
    return Finding(tuple(Found("Oak", Kind.STREET, spot, sure) for sure, spot in places), "test")


@pytest.mark.parametrize(
    ("certainties", "asked_about"),
    [((), 0), ((1.0, 0.99, 0.6), 2), ((1.0, 0.94), 1), ((0.8, 0.7, 0.5), 3)],
)
def test_of_sure_places_only_the_rivals_are_asked_about(certainties, asked_about):
    assert len(finding(*certainties).to_ask) == asked_about
