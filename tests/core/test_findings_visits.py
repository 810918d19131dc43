"""Before a closed door: the posted hours, who else was there, and this visit itself."""

from datetime import timedelta

import pytest

from tests.support.findings import at, claim, happened, held, posted, record, verdict, visit

CAME = at(18, "18:00")


def closed(came=CAME, **more):
    return claim("was_closed", came_at=came, point="P1", **more)


@pytest.mark.parametrize(
    ("came", "how"), [("20:40", "after"), ("9:20", "before"), ("23:59", "after")]
)
def test_outside_the_posted_hours(came: str, how: str) -> None:
    finding = held(closed(at(18, came)), record(hours=posted()))
    assert finding.verdict == "contradicted"
    told = finding.evidence[0].told
    assert (told["how"], told["hours"]) == (how, [["10:00", "20:00"]])


def test_in_the_break_and_on_a_closed_day() -> None:
    lunch = posted("Mo-Fr 09:00-13:00,14:00-18:00; Su off")
    assert held(closed(at(18, "13:30")), record(hours=lunch)).evidence[0].told["how"] == "between"
    sunday = held(closed(at(22, "12:00")), record(hours=lunch)).evidence[0]
    assert sunday.told["how"] == "closed_day"


@pytest.mark.parametrize("came", ["20:14", "9:46", "20:00", "10:00", "15:00"])
def test_a_moment_that_may_have_been_in_the_hours_does_not_contradict(came: str) -> None:
    assert verdict(closed(at(18, came)), record(hours=posted())) == "unconfirmed"


def test_hours_posted_later_say_nothing_of_the_visit() -> None:
    since = posted()._replace(since=at(19, "0:00"))
    assert verdict(closed(at(18, "21:00")), record(hours=since)) == "unconfirmed"


def test_a_day_closed_beside_the_ordinary_week_is_not_held_against_the_customer() -> None:
    week = posted()
    shut = week.schedule.with_days({at(18, "0:00").date(): ()})
    assert verdict(closed(), record(hours=week._replace(schedule=shut))) == "unconfirmed"


def test_unknown_days_are_not_closed_days() -> None:
    hours = posted("Mo-Su 10:00-20:00")
    known = hours.schedule.__class__(week=hours.schedule.week, last=at(1, "0:00").date())
    night = closed(at(18, "23:00"))
    assert verdict(night, record(hours=hours._replace(schedule=known))) == "unconfirmed"


def served_at(*minutes: float):
    return tuple(
        visit(30 + number, CAME + timedelta(minutes=each), served=True)
        for number, each in enumerate(minutes)
    )


@pytest.mark.parametrize("minutes", [(-5, 5), (-7, 8), (0,), (-29, -3, 4, 28)])
def test_others_were_served_shortly_before_and_after(minutes: tuple[float, ...]) -> None:
    visits = served_at(*minutes)
    finding = held(closed(), record(visits=visits, hours=posted()))
    assert (finding.verdict, finding.evidence[0].events) == (
        "contradicted",
        tuple(each.id for each in visits),
    )


@pytest.mark.parametrize("minutes", [(-5,), (5,), (-20, -10, -2), (3, 8), (-10, 10)])
def test_a_point_may_have_closed_early_or_opened_late_or_shut_between(
    minutes: tuple[float, ...],
) -> None:
    finding = held(closed(), record(visits=served_at(*minutes), hours=posted()))
    assert (finding.verdict, finding.evidence[0].side) == ("unconfirmed", "against")


def test_others_were_served_at_another_hour() -> None:
    served = visit(30, CAME + timedelta(minutes=40), served=True)
    assert verdict(closed(), record(visits=(served,))) == "unconfirmed"


def test_others_came_in_vain() -> None:
    vain = visit(30, CAME - timedelta(minutes=20), served=False, by="app")
    assert verdict(closed(), record(visits=(vain,))) == "confirmed"


def test_one_customers_word_does_not_prove_anothers_but_two_do() -> None:
    said = [visit(30 + n, CAME, served=False, by="customer") for n in range(2)]
    assert verdict(closed(), record(visits=(said[0],))) == "unconfirmed"
    assert verdict(closed(), record(visits=tuple(said))) == "confirmed"


def test_records_that_disagree_decide_nothing() -> None:
    served, vain = visit(30, CAME, served=True), visit(31, CAME, served=False)
    finding = held(closed(), record(visits=(served, vain)))
    assert (finding.verdict, finding.conflicting) == ("unconfirmed", True)
    assert {each.side for each in finding.evidence} == {"for", "against"}


def test_the_visit_itself_is_in_the_record() -> None:
    noticed = happened(20, "visit.point_closed", CAME + timedelta(hours=2), reported_by="app")
    assert verdict(closed(), record(noticed)) == "confirmed"


@pytest.mark.parametrize("type_", ["visit.point_closed", "visit.parcel_not_found"])
def test_nobody_is_their_own_proof(type_: str) -> None:
    own = happened(20, type_, CAME, reported_by="customer")
    assert verdict(closed(), record(own)) == "unconfirmed"
    assert verdict(claim("came_at", came_at=CAME), record(own)) == "unconfirmed"


def test_left_without_the_parcel() -> None:
    searched = happened(20, "visit.parcel_not_found", CAME, reported_by="staff")
    assert verdict(claim("came_at", came_at=CAME + timedelta(hours=1)), record(searched)) == (
        "confirmed"
    )


def test_the_order_was_handed_over_before_by_the_points_own_word() -> None:
    handed = happened(20, "order.handed_over", at(18, "12:00"))
    finding = held(claim("came_at", came_at=CAME), record(handed))
    assert (finding.verdict, finding.evidence[0].kind) == ("unconfirmed", "handed_over_before")


def test_the_parcel_came_to_the_point_after_the_visit() -> None:
    arrived = happened(20, "parcel.arrived_at_point", at(19, "9:00"))
    finding = held(claim("came_at", came_at=CAME), record(arrived))
    assert [(e.kind, e.side) for e in finding.evidence] == [("arrived_later", "for")]


def test_without_a_time_nothing_is_said() -> None:
    assert verdict(claim("was_closed"), record(hours=posted())) == "unconfirmed"
