"""What routers and geocoders answer, and detours from it."""

import pytest

from amends.core.places import distance
from amends.core.places.addresses import Finding, Found, Kind, KnownAddresses
from amends.core.places.roads import (
    Cost,
    Costs,
    KnownWays,
    Mode,
    StraightLine,
    detours,
)

HOME, SHOP, WORK = (60.17, 24.93), (60.18, 24.94), (60.19, 24.95)


def test_the_straight_line_is_as_long_as_its_factor_says():
    router = StraightLine(factor=1.5, speeds={Mode.WALK: 2.0})
    (cost,) = router.costs([HOME], [SHOP], mode=Mode.WALK).rows[0]
    assert cost is not None
    assert cost.metres == pytest.approx(1.5 * distance(HOME, SHOP))
    assert cost.seconds == pytest.approx(cost.metres / 2)


def test_a_detour_is_the_way_by_the_point_less_the_way_without():
    ways = KnownWays(
        {
            (HOME, SHOP): Cost(100, 130),
            (SHOP, WORK): Cost(80, 90),
            (HOME, WORK): Cost(150, 200),
        }
    )
    assert detours(ways, HOME, WORK, [SHOP], mode=Mode.WALK).costs == (Cost(30, 20),)


def test_a_detour_without_an_end_is_the_way_there():
    ways = KnownWays({(HOME, SHOP): Cost(100, 130)})
    assert detours(ways, HOME, None, [SHOP], mode=Mode.WALK).costs == (Cost(100, 130),)


def test_seconds_are_those_of_the_costs():
    ways = KnownWays({(HOME, SHOP): Cost(100, 130)})
    told = ways.seconds([HOME], [SHOP, WORK], mode=Mode.CAR)
    assert (told.rows, told.by) == (((100, None),), "known")


def test_no_straight_line_is_faster_than_the_fastest():
    router = StraightLine()
    for mode in Mode:
        (cost,) = router.costs([HOME], [WORK], mode=mode).rows[0]
        assert cost is not None
        assert distance(HOME, WORK) / cost.seconds == pytest.approx(router.fastest(mode))


@pytest.mark.parametrize("missing", [(HOME, SHOP), (SHOP, WORK), (HOME, WORK)])
def test_where_no_way_leads_there_is_no_detour(missing):
    legs = [(HOME, SHOP), (SHOP, WORK), (HOME, WORK)]
    ways = KnownWays({leg: Cost(1, 1) for leg in legs if leg != missing})
    assert detours(ways, HOME, WORK, [SHOP], mode=Mode.WALK).costs == (None,)


def test_legs_of_two_routers_are_never_added_up():
    class Failing(StraightLine):
        def costs(self, starts, ends, *, mode):
            rows = super().costs(starts, ends, mode=mode).rows
            return Costs(rows, "straight", "time-out") if len(ends) == 1 else Costs(rows, "far")

    mixed = detours(Failing(), HOME, WORK, [SHOP], mode=Mode.WALK)
    straight = detours(StraightLine(), HOME, WORK, [SHOP], mode=Mode.WALK)
    assert mixed.costs == straight.costs
    assert (mixed.by, mixed.trouble) == ("straight", "time-out")


def found(name, certainty):
    return Found(name, Kind.STREET, HOME, certainty)


@pytest.mark.parametrize(
    ("places", "sure"),
    [
        ([], None),
        ([found("Kamppi", 0.8)], None),
        ([found("Kamppi", 1.0)], "Kamppi"),
        ([found("Kamppi", 1.0), found("Kamppi", 0.99)], None),
        ([found("Kamppi", 1.0), found("Kampi", 0.91)], "Kamppi"),
    ],
)
def test_only_one_clear_place_is_sure(places, sure):
    best = Finding(tuple(places), "known").sure
    assert (best and best.name) == sure


def test_the_twin_finds_what_it_was_told():
    twin = KnownAddresses({"kamppi": (found("Kamppi", 1.0), found("Kampi", 0.5))})
    assert [each.name for each in twin.find("kamppi", most=1).found] == ["Kamppi"]
    assert twin.find("elsewhere").found == ()
