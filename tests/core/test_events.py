"""Reading events: what is understood, and the error that each misunderstanding gives."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.errors import BadEvent
from amends.core.events import Event, read_event
from amends.policies import RETAIL
from tests.support.policies import shipped

DECLARED = shipped(RETAIL).declarations
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
GOOD: dict[str, Any] = {
    "specversion": "1.0",
    "id": "placed/1",
    "source": "https://shop.example",
    "type": "order.placed",
    "time": "2026-11-20T10:00:00+03:00",
    "subject": "order-1",
    "data": {
        "customer": {"id": "c1", "time_zone": "Europe/Moscow"},
        "currency": "EUR",
        "total": "12.50",
        "promises": [{"kind": "delivered_by", "due": "2026-11-25"}],
    },
}


def read(raw: object) -> Event:
    return read_event(raw, types=DECLARED.events, received_at=NOW)


def refusal(raw: object) -> BadEvent:
    with pytest.raises(BadEvent) as refused:
        read(raw)
    return refused.value


def with_data(**data: Any) -> dict[str, Any]:
    return GOOD | {"data": GOOD["data"] | data}


def test_a_good_event_is_read_into_utc() -> None:
    event = read(GOOD)
    assert event.time == datetime(2026, 11, 20, 7, tzinfo=UTC)
    assert (event.source, event.key) == ("https://shop.example", "placed/1")
    assert event.data is GOOD["data"]


def test_data_and_specversion_may_be_absent() -> None:
    raw = {name: GOOD[name] for name in ("id", "source", "time", "subject")}
    assert read(raw | {"type": "order.approved"}).data == {}


@pytest.mark.parametrize(
    ("raw", "where", "code"),
    [
        ([], "event", "bad_event"),
        (GOOD | {"specversion": "0.3"}, "specversion", "bad_event"),
        (GOOD | {"type": "order.plased"}, "type", "unknown_type"),
        (GOOD | {"id": " "}, "id", "bad_event"),
        (GOOD | {"id": 7}, "id", "bad_event"),
        (GOOD | {"id": "a\x00b"}, "id", "bad_event"),
        (GOOD | {"subject": "x" * 201}, "subject", "bad_event"),
        (GOOD | {"source": None}, "source", "bad_event"),
        (GOOD | {"time": "2026-11-20T10:00:00"}, "time", "naive_time"),
        (GOOD | {"time": "yesterday"}, "time", "bad_event"),
        (GOOD | {"time": 1700000000}, "time", "bad_event"),
        (GOOD | {"time": "0001-01-01T00:00:00+14:00"}, "time", "bad_event"),
        (GOOD | {"time": "9999-12-31T23:59:59-03:00"}, "time", "bad_event"),
        (GOOD | {"time": "2026-11-22T12:06:00Z"}, "time", "future_event"),
        (GOOD | {"data": []}, "data", "bad_event"),
        (GOOD | {"data": None, "data_base64": "AA=="}, "data_base64", "bad_event"),
        (GOOD | {"data": {}}, "data.customer.id", "missing_field"),
        (with_data(customer="c1"), "data.customer", "bad_event"),
        (with_data(customer={"id": "c1", "time_zone": "Mars/Base"}), "data.customer.time_zone", ""),
        (with_data(customer={"id": "c1", "likes": ["a", 1]}), "data.customer.likes[1]", ""),
        (with_data(currency="euro"), "data.currency", ""),
        (with_data(total=12.5), "data.total", ""),
        (with_data(total="-1"), "data.total", ""),
        (with_data(total="NaN"), "data.total", ""),
        (with_data(total="1.23456"), "data.total", ""),
        (with_data(total="1" * 13), "data.total", ""),
        (with_data(total="１２"), "data.total", ""),
        (with_data(total="١٢"), "data.total", ""),
        (with_data(total=" 12 "), "data.total", ""),
        (with_data(total="1_2"), "data.total", ""),
        (with_data(total="1e-3"), "data.total", ""),
        (with_data(total="1e3"), "data.total", ""),
        (with_data(total="12."), "data.total", ""),
        (with_data(prepaid="yes"), "data.prepaid", ""),
        (with_data(items=["a"]), "data.items[0]", ""),
        (with_data(promises="soon"), "data.promises", ""),
        (with_data(promises=[{"due": "2026-11-25"}]), "data.promises[0].kind", ""),
        (with_data(promises=[{"kind": "x", "due": "2026-13-01"}]), "data.promises[0].due", ""),
        (with_data(promises=[{"kind": "x", "due": "9999-12-31"}]), "data.promises[0].due", ""),
    ],
)
def test_what_is_not_understood_names_the_field(raw: object, where: str, code: str) -> None:
    error = refusal(raw)
    assert error.where == where
    assert error.code == (code or "bad_event")


def test_a_fast_clock_is_borne_for_five_minutes() -> None:
    read(GOOD | {"time": (NOW + timedelta(minutes=5)).isoformat()})


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(st.sampled_from([*GOOD, "data_base64"]), json_values))
def test_anything_is_read_or_refused_with_a_place(changes: dict[str, Any]) -> None:
    try:
        event = read(GOOD | changes)
    except BadEvent as error:
        assert error.where and error.message
    else:
        assert event.time.tzinfo is UTC


@given(st.sampled_from(sorted(DECLARED.events)), st.dictionaries(st.text(), json_values))
def test_any_data_of_any_type_is_read_or_refused(type_: str, data: dict[str, Any]) -> None:
    try:
        read(GOOD | {"type": type_, "data": data})
    except BadEvent as error:
        assert error.where.startswith("data")


def test_every_declared_type_is_in_the_reference() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "reference" / "events.md"
    text = page.read_text()
    assert [name for name in DECLARED.events if f"`{name}`" not in text] == []
