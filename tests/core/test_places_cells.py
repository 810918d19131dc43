"""Very many points on a map: none is lost, none is shown twice."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.places.cells import MOST_CELLS, Box, bounds, gather

WORLD: Box = ((-90.0, -180.0), (90.0, 180.0))
KINDS = 4


def some(many: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    dice = np.random.default_rng(seed)
    towns = dice.uniform((-85, -180), (85, 180), (5, 2))
    spots = towns[dice.integers(0, 5, many)] + dice.normal(0, 0.05, (many, 2))
    return np.clip(spots, (-90, -180), (90, 180)), dice.integers(0, KINDS, many)


@given(
    many=st.integers(0, 400),
    seed=st.integers(0, 1000),
    zoom=st.floats(0, 19),
    corner=st.tuples(st.floats(-80, 79), st.floats(-180, 179)),
    size=st.floats(0, 90),
)
def test_every_point_of_a_view_is_in_one_cell_or_by_itself(many, seed, zoom, corner, size):
    spots, looks = some(many, seed)
    south, west = corner
    view = ((south, west), (south + size, west + size))
    found = gather(spots, looks, view=view, zoom=zoom, kinds=KINDS, singly=20)
    inside = [
        row
        for row, (north, east) in enumerate(spots)
        if south <= north <= south + size and west <= east <= west + size
    ]
    shown = [*found.rows]
    counts = np.bincount(looks[shown], minlength=KINDS)
    for cell in found.cells:
        counts = counts + np.array(cell.counts)
        assert sum(cell.counts) > 1
        (low, left), (high, right) = cell.box
        assert low - 1e-9 <= cell.spot[0] <= high + 1e-9
        assert left - 1e-9 <= cell.spot[1] <= right + 1e-9
    assert counts.tolist() == np.bincount(looks[inside], minlength=KINDS).tolist()
    assert len(set(shown)) == len(shown)
    assert set(shown) <= set(inside)


def test_few_points_are_shown_as_they_are():
    spots, looks = some(14, 1)
    found = gather(spots, looks, view=WORLD, zoom=0, kinds=KINDS, singly=14)
    assert (found.cells, found.rows) == ((), tuple(range(14)))


@pytest.mark.parametrize("zoom", [0, 5, 12, 18, 22])
def test_what_is_sent_is_limited_whatever_the_zoom(zoom: float):
    dice = np.random.default_rng(3)
    spots = dice.uniform((-80, -179), (80, 179), (100_000, 2))
    looks = np.zeros(len(spots), np.int64)
    found = gather(spots, looks, view=WORLD, zoom=zoom, kinds=KINDS, singly=100)
    assert 0 < len(found.cells) + len(found.rows) <= 2 * MOST_CELLS


def test_all_points_lie_in_their_bounds():
    spots = np.array([[1.0, 5.0], [3.0, -2.0]])
    assert bounds(spots) == ((1.0, -2.0), (3.0, 5.0))
