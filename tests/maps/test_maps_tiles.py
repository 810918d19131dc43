"""The squares in which a map on a page asks for streets."""

import pytest

from amends.maps.tiles import box_of


def test_the_first_tile_is_the_whole_world():
    south, west, north, east = box_of(0, 0, 0)
    assert (west, east) == (-180, 180)
    assert north == -south == pytest.approx(85.0511, abs=1e-4)


def test_tiles_lie_side_by_side():
    here, right, below = box_of(14, 9320, 4755), box_of(14, 9321, 4755), box_of(14, 9320, 4756)
    assert here[3] == right[1]
    assert here[0] == below[2]
    assert here[0] < here[2]


@pytest.mark.parametrize("tile", [(19, 0, 0), (-1, 0, 0), (3, 8, 0), (3, 0, 8), (3, -1, 0)])
def test_what_is_no_tile_is_refused(tile):
    with pytest.raises(ValueError, match=r"a (zoom|tile) is"):
        box_of(*tile)
