"""The order log, deliveries and signatures, the kitchen's log, goods and refunds."""

from datetime import timedelta

import pytest

from amends.core.findings import Photo
from amends.core.findings.signatures import Signer, signer
from tests.support.findings import (
    PLACED,
    RULES,
    at,
    claim,
    days_ago,
    happened,
    held,
    placed,
    record,
    verdict,
)


@pytest.mark.parametrize(
    ("days", "expected"),
    [(1, "confirmed"), (2, "confirmed"), (0, "confirmed"), (7, "contradicted")],
)
def test_ordered_yesterday(days: int, expected: str) -> None:
    said_at = PLACED + timedelta(days=1)
    assert verdict(claim("ordered_on", said_at, ordered_on=days_ago(days, said_at)), record()) == (
        expected
    )


def over_a_week_ago(said_at):
    latest = days_ago(7, said_at)
    return claim("ordered_on", said_at, ordered_on=latest, within={"ordered_on": (None, latest)})


@pytest.mark.parametrize(
    ("days", "expected"), [(1, "contradicted"), (5, "contradicted"), (7, "confirmed")]
)
def test_over_a_week_ago(days: int, expected: str) -> None:
    said_at = PLACED + timedelta(days=days)
    vague = over_a_week_ago(said_at)
    assert verdict(vague, record()) == expected


def test_over_a_week_ago_is_right_of_a_month() -> None:
    said_at = PLACED + timedelta(days=30)
    vague = over_a_week_ago(said_at)
    assert verdict(vague, record()) == "confirmed"


def test_a_few_days_ago_is_right_of_each_of_them() -> None:
    said_at = PLACED + timedelta(days=4)
    few = (days_ago(6, said_at), days_ago(2, said_at))
    vague = claim("ordered_on", said_at, ordered_on=few[1], within={"ordered_on": few})
    assert verdict(vague, record()) == "confirmed"


def test_days_long_gone_are_remembered_less_well() -> None:
    said_at = PLACED + timedelta(days=55)
    assert verdict(claim("ordered_on", said_at, ordered_on=days_ago(60, said_at)), record()) == (
        "confirmed"
    )


def delivered(**data):
    return happened(20, "parcel.delivered", at(20, "11:00"), **data)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"signed": True, "signed_by": "Анна Петрова"}, "contradicted"),
        ({"signed": True, "signed_by": "A. Petrova"}, "contradicted"),
        ({"signed": True, "signed_by": "family"}, "contradicted"),
        ({"signed": True, "signed_by": "муж"}, "contradicted"),
        ({"signed": True, "signed_by": "Игорь Петров"}, "contradicted"),
        ({"signed": True, "signed_by": "neighbour"}, "unconfirmed"),
        ({"signed": True, "signed_by": "Oleg Sidorov"}, "unconfirmed"),
        ({"signed": True}, "unconfirmed"),
        ({"signed": False}, "unconfirmed"),
        ({}, "unconfirmed"),
    ],
)
def test_a_delivery_counts_by_who_signed(data, expected: str) -> None:
    assert verdict(claim("not_received"), record(delivered(**data))) == expected


def test_no_delivery_is_recorded() -> None:
    assert verdict(claim("not_received"), record()) == "confirmed"


def test_a_delivery_after_the_claim_does_not_make_it_untrue() -> None:
    later = happened(20, "parcel.delivered", at(28, "9:00"), signed=True, signed_by="Анна Петрова")
    assert verdict(claim("not_received"), record(later)) == "confirmed"


def test_one_delivery_reported_many_times_proves_no_more() -> None:
    many = [happened(20 + n, "parcel.delivered", at(20, "11:00"), signed=False) for n in range(9)]
    assert verdict(claim("not_received"), record(*many)) == "unconfirmed"


def test_lost_after_it_was_said_to_be_delivered() -> None:
    lost = happened(21, "parcel.lost", at(21, "11:00"))
    assert verdict(claim("not_received"), record(delivered(signed=True), lost)) == "conflicting"
    assert verdict(claim("not_received"), record(lost)) == "confirmed"


@pytest.mark.parametrize(
    ("signed", "expected"),
    [
        ("петрова анна", Signer.CUSTOMER),
        ("Petrova Anna", Signer.CUSTOMER),
        ("А. П.", Signer.ANOTHER),
        ("Анна", Signer.CUSTOMER),
        ("Пётр", Signer.ANOTHER),
        ("Петров Пётр", Signer.HOUSEHOLD),
        ("Сергей К.", Signer.HOUSEHOLD),
        ("", Signer.NOBODY),
    ],
)
def test_names_are_compared_without_alphabet_and_order(signed: str, expected: Signer) -> None:
    assert signer(signed, "Анна Петрова", ("Сергей Кузнецов",), RULES.words) is expected


@pytest.mark.parametrize(("day", "expected"), [(20, "confirmed"), (18, "unconfirmed")])
def test_came_late(day: int, expected: str) -> None:
    order = placed({"kind": "delivered_by", "due": "2026-11-19"})
    came = happened(20, "parcel.delivered", at(day, "9:00"))
    assert verdict(claim("came_late"), record(order, came)) == expected


def counter(ready: int, handed: int):
    order = placed({"kind": "made_right", "due": "2026-11-16T12:15:00+03:00"})
    return record(
        order,
        happened(20, "order.ready", PLACED + timedelta(minutes=ready)),
        happened(21, "order.handed_over", PLACED + timedelta(minutes=handed)),
    )


@pytest.mark.parametrize(
    ("minutes", "ready", "handed", "expected"),
    [
        (60, 10, 12, "contradicted"),
        (20, 10, 12, "unconfirmed"),
        (25, 20, 22, "confirmed"),
        (90, 20, 22, "confirmed"),
        (40, 10, 35, "unconfirmed"),
    ],
)
def test_waited(minutes: int, ready: int, handed: int, expected: str) -> None:
    assert verdict(claim("waited", minutes=minutes), counter(ready, handed)) == expected


def test_who_still_waits_is_held_against_the_clock() -> None:
    order = placed({"kind": "made_right", "due": "2026-11-16T14:00:00+03:00"})
    early = PLACED + timedelta(minutes=20)
    assert verdict(claim("waited", early, minutes=60), record(order)) == "contradicted"
    late = PLACED + timedelta(minutes=130)
    assert verdict(claim("waited", late, minutes=130), record(order)) == "confirmed"


def test_our_own_people_saw_it() -> None:
    wrong = happened(20, "item.wrong", at(20, "9:00"), item="blue teapot", reported_by="staff")
    assert verdict(claim("got_other", item="the blue teapot"), record(wrong)) == "confirmed"
    assert verdict(claim("got_other", item="red scarf"), record(wrong)) == "unconfirmed"
    assert verdict(claim("missing", item="blue teapot"), record(wrong)) == "unconfirmed"


@pytest.mark.parametrize("kind", ["got_other", "missing", "got_broken"])
def test_the_customers_own_report_alone_confirms_nothing(kind: str) -> None:
    types = ("item.wrong", "item.missing", "item.damaged")
    own = [happened(20 + n, t, at(20, "9:00"), reported_by="customer") for n, t in enumerate(types)]
    assert held(claim(kind), record(*own)).evidence == ()


def test_the_carrier_wrote_the_damage_down() -> None:
    scan = happened(20, "parcel.scanned", at(19, "9:00"), status="Damaged")
    assert verdict(claim("got_broken"), record(scan)) == "confirmed"
    assert verdict(claim("got_other"), record(scan)) == "unconfirmed"


def test_photos_speak_for_the_customer_and_do_not_decide() -> None:
    one, many = record(photos=(Photo(1),)), record(photos=tuple(map(Photo, range(9))))
    assert held(claim("got_broken"), one).evidence[0].weight == RULES.weights.photo
    assert verdict(claim("got_broken"), many) == "unconfirmed"
    elsewhere = record(photos=(Photo(1, at(25, "9:00")),))
    assert held(claim("was_closed", came_at=at(18, "9:00")), elsewhere).evidence == ()


@pytest.mark.parametrize(("counted", "side"), [(5, "against"), (6, "for")])
def test_the_shops_own_stock_figure_is_shown_and_decides_nothing(counted: int, side: str) -> None:
    figure = happened(20, "stock.counted", at(20, "9:00"), expected=5, counted=counted)
    many = [figure._replace(id=20 + n) for n in range(30)]
    finding = held(claim("missing"), record(*many))
    assert (finding.verdict, finding.evidence[0].side) == ("unconfirmed", side)
    wrong = happened(99, "item.missing", at(20, "9:00"), reported_by="staff")
    assert verdict(claim("missing"), record(figure, wrong)) == "confirmed"


PROMISED = happened(20, "refund.promised", at(17, "9:00"), amount="50.00", due="2026-11-22")


def paid(day: int, amount: str = "50.00"):
    return happened(21, "refund.paid", at(day, "9:00"), amount=amount)


@pytest.mark.parametrize(
    ("events", "said", "expected"),
    [
        ((PROMISED,), 27, "confirmed"),
        ((PROMISED,), 21, "unconfirmed"),
        ((PROMISED, paid(20)), 27, "contradicted"),
        ((PROMISED, paid(25)), 27, "unconfirmed"),
        ((PROMISED, paid(20, "20.00")), 27, "confirmed"),
        ((PROMISED, paid(26)), 25, "confirmed"),
        ((paid(20),), 27, "contradicted"),
        ((), 27, "unconfirmed"),
        ((happened(22, "order.called_off", at(17, "9:00")),), 27, "unconfirmed"),
    ],
)
def test_refunds(events, said: int, expected: str) -> None:
    money = claim("refund_not_paid", at(said, "12:00"))
    assert verdict(money, record(*events)) == expected


def test_called_off() -> None:
    off = happened(20, "order.called_off", at(17, "9:00"))
    assert verdict(claim("called_off"), record(off)) == "confirmed"
    assert verdict(claim("called_off"), record()) == "unconfirmed"


@pytest.mark.parametrize("kind", ["", "treated_so", "overcharged", "a shop's own"])
def test_what_no_check_knows_is_unconfirmed(kind: str) -> None:
    assert held(claim(kind, text="…"), record()) == ("unconfirmed", (), False)
