"""What comes up often in like cases: every group is complete, and none is there for one person."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from amends.core.staff.learning import Given, band_cell, groups, situation_of

BANDS = (10.0, 30.0, 100.0)
worths = st.none() | st.decimals(0, 200, places=2)
kindnesses = st.lists(
    st.builds(
        Given,
        st.sampled_from(["late", "lost"]),
        st.sampled_from(["online", "store"]),
        worths,
        st.sampled_from(["gift", "money"]),
        st.sampled_from(["a", "b", "c"]),
        worths,
        st.none() | st.floats(0, 3),
        st.sampled_from(["rain", "baby", "train"]),
        st.none() | st.booleans(),
    ),
    max_size=40,
)


@given(kindnesses)
def test_a_group_counts_all_that_is_alike_and_nothing_else(some: list[Given]):
    counted = Counter(situation_of(each, BANDS) for each in some)
    found = groups(some, bands=BANDS, times=2, people=2)
    for group in found:
        alike = [each for each in some if situation_of(each, BANDS) == group.situation]
        assert group.times == counted[group.situation] == len(alike) >= 2
        assert group.people == len({each.person for each in alike}) >= 2
        assert group.worth == sum((each.worth or Decimal(0) for each in alike), Decimal(0))
        assert 0 <= group.helped <= group.asked <= group.times
        assert set(group.whys) == {each.why for each in alike}
    assert [group.times for group in found] == sorted((g.times for g in found), reverse=True)
    left_out = set(counted) - {group.situation for group in found}
    for situation in left_out:
        people = {each.person for each in some if situation_of(each, BANDS) == situation}
        assert counted[situation] < 2 or len(people) < 2


def test_a_band_is_a_cell_that_holds_just_its_worths():
    cells = [band_cell(band, BANDS) for band in range(-1, 4)]
    assert cells == ["-", "<10", "[10..30)", "[30..100)", ">=100"]
