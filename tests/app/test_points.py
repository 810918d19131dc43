"""Another pickup point: near, open, and one where nobody stood in vain lately (R5)."""

from datetime import timedelta

import pytest

from amends.app.actions.deciding import make_offers
from amends.app.actions.points import other_points
from amends.app.ledger.models import Case, Point
from tests.support.line import ANNA, NOON, closed_point, event, order, points, send

pytestmark = pytest.mark.django_db


def offered(case: Case) -> list[str]:
    [places] = other_points([case], now=NOON).values()
    return [place.code for place in places]


def fails(code: str, ref: str = "F1") -> Case:
    send(order(ref, point=code, customer={**ANNA, "id": ref}))
    send(event("visit.point_closed", ref, point=code))
    return Case.objects.get(order=ref)


def test_the_three_nearest_that_are_open():
    case = closed_point()
    assert offered(case) == ["P2", "P3", "P4"]
    Point.objects.filter(code="P3").update(open=False)
    assert offered(case) == ["P2", "P4", "P5"]


def test_a_point_where_somebody_stood_in_vain_lately_is_left_out():
    case, other = closed_point(), fails("P2")
    assert offered(case) == ["P3", "P4", "P5"]
    Case.objects.filter(pk=other.pk).update(opened_at=NOON - timedelta(days=15))
    assert offered(case) == ["P2", "P3", "P4"]


@pytest.mark.parametrize("change", [{"state": "solved"}, {"history": True}])
def test_a_case_that_is_over_or_of_a_history_does_not_stand_against_a_point(change):
    case, other = closed_point(), fails("P2")
    Case.objects.filter(pk=other.pk).update(**change)
    assert offered(case) == ["P2", "P3", "P4"]


def test_a_point_too_far_away_is_none_to_choose():
    case = closed_point()
    Point.objects.filter(code="P5").update(latitude=55.75 + 0.8)
    Point.objects.filter(code="P4").update(latitude=55.75 + 1.0)
    assert offered(case) == ["P2", "P3", "P5"]


def test_what_the_points_cost_does_not_grow_with_what_failed_there(django_assert_max_num_queries):
    case = closed_point()
    send(points(*(f"P{number}" for number in range(1, 40))))
    for number in range(2, 12):
        fails(f"P{number}", f"F{number}")
    with django_assert_max_num_queries(9):
        assert offered(case) == ["P12", "P13", "P14"]
    make_offers(
        [Case.objects.select_related("order", "customer", "promise").get(pk=case.pk)], now=NOON
    )
    assert Case.objects.get(pk=case.pk).failing_point == "P1"
