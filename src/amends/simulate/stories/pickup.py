"""Collecting a parcel: visits in vain included."""

from __future__ import annotations

from amends.simulate.clock import HOUR, MINUTE
from amends.simulate.closures import Closure
from amends.simulate.places import Point
from amends.simulate.record import Visit
from amends.simulate.stories.claims import complain, honest, settle_closed
from amends.simulate.stories.falsehoods import came_after_hours, claims_closed, lie_about_goods
from amends.simulate.stories.goods_trouble import goods_trouble
from amends.simulate.stories.plan import Parcel
from amends.simulate.stories.story import Story

AFTER_ARRIVAL = 30 * MINUTE
NOTICED_BY_APP = 0.75
GOES_TWICE = 0.4


def collect(story: Story, parcel: Parcel, point: Point) -> None:
    """Tell the parcel's arrival at the point and every visit until it is handed over."""
    story.say(
        f"point:{point.operator}", "parcel.arrived_at_point", parcel.reached_at, point=point.code
    )
    if story.planted:
        at = _open_visit(story, point, _vain_visits(story, point))
    else:
        at = _open_visit(story, point, _pretended_visit(story, point, parcel.reached_at))
        if story.cause("parcel_not_found"):
            at = _open_visit(story, point, _search_in_vain(story, point, at))
    key = story.say(f"point:{point.operator}", "order.handed_over", at, point=point.code)
    story.record.visit(point.code, Visit(at, True, key, story.number))
    goods_trouble(story, parcel, at)
    lie_about_goods(story, at)


def _pretended_visit(story: Story, point: Point, after: int) -> int:
    """A visit made up, or outside the posted hours; return after which moment they really come."""
    at = visit_moment(story, point, after)
    if not story.town.closures.at(point.code, at) and claims_closed(story, point, at):
        return at
    return came_after_hours(story, point, after)


def visit_moment(story: Story, point: Point, after: int) -> int:
    """When a customer comes who may find the point open or closed, in its posted hours.

    Nobody comes shortly before a closure begins or after it ends: the staff pack up.
    """
    day = story.clock.day(after) + min(2, int(story.rng.expovariate(1.0)))
    while True:
        at = _moment_on(story, point, day)
        if at is not None and at >= after + AFTER_ARRIVAL:
            closures = story.town.closures
            if not closures.about(point.code, at) or closures.at(point.code, at):
                return at
        day += at is None or at < after + AFTER_ARRIVAL or story.rng.random() < 0.3


def _moment_on(story: Story, point: Point, day: int) -> int | None:
    hours = point.hours.on(day)
    if hours is None:
        return None
    opening, closing = hours
    if story.rng.random() < 0.5:
        opening = max(opening, min(17 * 60, closing - 120))
    return story.clock.at(
        day, opening * MINUTE + int(story.rng.random() * (closing - opening) * MINUTE)
    )


def _open_visit(story: Story, point: Point, after: int) -> int:
    """Visits to a closed door, if any, until one finds the point open; return its moment."""
    while True:
        at = visit_moment(story, point, after)
        closure = story.town.closures.at(point.code, at)
        if closure is None:
            return at
        after = _in_vain(story, point, at, closure)


def _in_vain(story: Story, point: Point, at: int, closure: Closure) -> int:
    noticed = story.planted or story.rng.random() < NOTICED_BY_APP
    events: tuple[str, ...] = ()
    if noticed:
        key = story.say("app", "visit.point_closed", at, point=point.code, reported_by="app")
        story.record.visit(point.code, Visit(at, False, key, story.number))
        events = (key,)
    seen = story.fail(
        "point_closed",
        "point_open",
        at,
        shares={"point": 1.0},
        who=point.operator,
        events=events,
        shown=noticed,
    )
    if seen:
        _complain_closed(story, point, at)
    twice = story.rng.random() < GOES_TWICE
    return story.next_morning(at) if twice else max(story.next_morning(at), closure.end)


def _complain_closed(story: Story, point: Point, at: int) -> None:
    complain(
        story,
        "was_closed",
        at + story.between(HOUR, 20 * HOUR),
        settle=settle_closed,
        fields={"point": point.code, "came_at": story.clock.text(at)},
        slots={"point": point.name},
        happened=at,
    )


def _search_in_vain(story: Story, point: Point, at: int) -> int:
    """The parcel is not found; return the moment after which the customer tries again."""
    key = story.say(
        f"point:{point.operator}",
        "visit.parcel_not_found",
        at,
        point=point.code,
        reported_by="staff",
    )
    if story.fail(
        "parcel_not_found",
        "point_open",
        at,
        shares={"point": 1.0},
        who=point.operator,
        events=(key,),
    ):
        complain(
            story,
            "came_at",
            at + story.between(HOUR, 20 * HOUR),
            judged=honest("visit_recorded", [key]),
            fields={"point": point.code, "came_at": story.clock.text(at)},
            slots={"point": point.name},
            happened=at,
        )
    return story.next_morning(at)


def _vain_visits(story: Story, point: Point) -> int:
    """The customers of the point that was closed on purpose come in vain, some of them twice."""
    planted = story.town.planted
    assert planted is not None
    closure = planted.closure
    day = story.clock.day(closure.start)
    first = _within(story, point, day + int(story.rng.random() * 2), closure.start)
    _in_vain(story, point, first, closure)
    if story.rng.random() < GOES_TWICE:
        second = _within(story, point, day + 1, first + 2 * HOUR)
        if second > first and story.clock.day(second) == day + 1:
            _in_vain(story, point, second, closure)
    return closure.end + HOUR


def _within(story: Story, point: Point, day: int, after: int) -> int:
    at = _moment_on(story, point, day)
    return max(after, at if at is not None else after) + story.between(0, 20 * MINUTE)
