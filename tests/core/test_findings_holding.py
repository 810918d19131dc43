"""What is true of every finding, whatever the claim and the record."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from amends.core.findings import Evidence, Finding, Happening, Record
from amends.core.findings.checks import CHECKS
from amends.core.findings.verdict import weigh
from tests.support.findings import (
    PLACED,
    RULES,
    ZONE,
    at,
    claim,
    happened,
    held,
    placed,
    posted,
    record,
    visit,
)

BETTER = {"contradicted": 0, "unconfirmed": 1, "confirmed": 2}
HOURS = st.integers(0, 23)
SAID = ("You can come already", "by 15:00", "Она ещё в пути, мы напишем", "25 November", "")
WEIGHTS = st.floats(0, 1).map(lambda weight: round(weight, 3))
SIDES = st.sampled_from(["for", "against"])
KINDS = st.sampled_from(["photo", "scan", "stock_figure", "others_served"])
EVIDENCE = st.lists(
    st.builds(Evidence, KINDS, SIDES, WEIGHTS, st.just(()), st.just({})), max_size=8
)


TYPES = (
    *("call.promised", "call.recorded", "parcel.delivered", "order.handed_over", "parcel.lost"),
    *("order.ready", "visit.point_closed", "visit.parcel_not_found", "item.wrong", "item.missing"),
    *("item.damaged", "parcel.scanned", "refund.promised", "refund.paid", "order.called_off"),
    "stock.counted",
)


@st.composite
def events(draw: st.DrawFn) -> tuple[Happening, ...]:
    """Whatever may have happened to an order, in any order, some of it twice."""
    types = st.sampled_from(TYPES)
    data = st.fixed_dictionaries(
        {},
        optional={
            "said": st.sampled_from(SAID),
            "due": st.sampled_from(["2026-11-22", "2026-11-18T15:00:00+03:00", "soon"]),
            "signed": st.booleans(),
            "signed_by": st.sampled_from(["Анна Петрова", "family", "Oleg", ""]),
            "reported_by": st.sampled_from(["customer", "staff", "app"]),
            "status": st.sampled_from(["damaged", "sorted"]),
            "amount": st.sampled_from(["10", "50.00", "?"]),
            "expected": st.integers(0, 3),
            "counted": st.integers(0, 3),
            "item": st.sampled_from(["blue teapot", "scarf"]),
        },
    )
    hours = st.integers(1, 24 * 10)
    drawn = draw(st.lists(st.tuples(types, hours, data), max_size=6))
    made = [
        happened(10 + number, type_, PLACED + timedelta(hours=hour), **each)
        for number, (type_, hour, each) in enumerate(drawn)
    ]
    due = {"kind": "made_right", "due": "2026-11-16T12:15:00+03:00"}
    return (placed(*([due] if draw(st.booleans()) else [])), *made)


@st.composite
def claims(draw: st.DrawFn):
    moments = st.integers(1, 24 * 10).map(lambda hour: PLACED + timedelta(hours=hour))
    fields = {
        "ordered_on": moments.map(lambda moment: moment.date()),
        "told_at": moments,
        "came_at": moments,
        "said": st.sampled_from(SAID),
        "minutes": st.integers(0, 300),
        "item": st.sampled_from(["blue teapot", "scarf"]),
    }
    said: dict[str, Any] = draw(st.fixed_dictionaries({}, optional=fields))
    return claim(draw(st.sampled_from(sorted(CHECKS))), draw(moments), text="", **said)


@st.composite
def visits(draw: st.DrawFn):
    drawn = draw(st.lists(st.tuples(st.integers(1, 24 * 10), st.booleans()), max_size=3))
    return tuple(
        visit(50 + n, PLACED + timedelta(hours=hour), served=served)
        for n, (hour, served) in enumerate(drawn)
    )


@given(claims(), events(), visits())
def test_the_order_of_what_happened_does_not_matter(said, drawn, others) -> None:
    findings = {
        repr(held(said, record(*mixed, visits=others, hours=posted())))
        for mixed in (drawn, drawn[::-1], (*drawn[3:], *drawn[:3]))
    }
    assert len(findings) == 1


@given(claims(), events(), visits())
def test_evidence_quotes_what_is_in_the_record(said, drawn, others) -> None:
    known = {each.id for each in drawn} | {each.id for each in others}
    for each in held(said, record(*drawn, visits=others, hours=posted())).evidence:
        assert known.issuperset(each.events)
        assert 0 <= each.weight <= 1


@given(EVIDENCE, KINDS, WEIGHTS)
def test_more_for_a_claim_never_moves_the_verdict_against_it(drawn, kind, weight) -> None:
    """A record that begins to disagree with itself is not moved against the customer by it."""
    before = weigh(drawn, RULES)
    after = weigh([*drawn, Evidence(kind, "for", weight, (), {})], RULES)
    assert BETTER[after.verdict] >= BETTER[before.verdict]


@given(EVIDENCE)
def test_what_disagrees_never_contradicts(drawn) -> None:
    counted = [each for each in drawn if each.kind not in RULES.shown_only]
    doubted = any(each.side == "for" and each.weight >= RULES.doubt for each in counted)
    finding = weigh(drawn, RULES)
    assert not (doubted and finding.verdict == "contradicted")
    assert not (finding.conflicting and finding.verdict != "unconfirmed")


@given(EVIDENCE)
def test_what_is_shown_only_decides_nothing(drawn) -> None:
    counted = [each for each in drawn if each.kind not in RULES.shown_only]
    assert weigh(drawn, RULES).verdict == weigh(counted, RULES).verdict


def test_the_order_of_evidence_does_not_matter() -> None:
    some = [Evidence("photo", "for", 0.4, (n,), {}) for n in range(2)]
    mixed = [*some, Evidence("scan", "against", 0.1, (), {})]
    assert len({repr(weigh(each, RULES)) for each in permutations(mixed)}) == 1


def _never_contradicted(finding: Finding) -> None:
    assert finding.verdict != "contradicted", finding


@given(events(), st.integers(1, 240), st.data())
def test_an_honest_claim_is_never_contradicted(drawn, hour, data) -> None:
    """Said by somebody who saw what the record shows, and remembers it as well as people do."""
    known = record(*drawn, hours=posted())
    said_at = PLACED + timedelta(hours=hour)
    _never_contradicted(held(data.draw(st.sampled_from(_honest(known, said_at))), known))


def _honest(known: Record, said_at):
    """What an honest customer could say of this record at this moment."""
    before = [each for each in known.happened if each.time <= said_at]
    calls = [each for each in before if each.type.startswith("call.")]
    ended = [each.time for each in before if each.type in ("order.ready", "order.handed_over")]
    wait = (min(ended, default=said_at) - PLACED) / timedelta(minutes=1)
    open_day = max(PLACED.date(), said_at.astimezone(ZONE).date() - timedelta(days=1))
    door = at(open_day.day, "17:00")
    brought = {"parcel.delivered", "order.handed_over", "parcel.reported_delivered"}
    told = [
        claim("was_told", said_at, said=each.data["said"], told_at=each.time)
        for each in calls
        if each.data.get("said")
    ]
    silent = (
        [] if any(each.type in brought for each in before) else [claim("not_received", said_at)]
    )
    return [
        claim("ordered_on", said_at, ordered_on=PLACED.date()),
        claim("waited", said_at, minutes=int(wait * 1.2)),
        claim("was_closed", said_at, came_at=door),
        *told,
        *silent,
    ]
