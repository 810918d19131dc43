"""One contract for every shop: the in-memory twin and the real connector with a real server."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from amends.app.connectors.answers import Kind
from amends.app.connectors.patience import Patience
from amends.app.connectors.shop import memory
from amends.app.connectors.shop.memory import MemoryShop
from amends.app.connectors.shop.port import RemedyRequest, ShopPort
from amends.app.connectors.shop.webhook import WebhookShop
from amends.shop.behaviour import Behaviour
from amends.shop.book import deeds
from amends.shop.server import Options, open_shop

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
PATIENCE = Patience(
    answer_within=timedelta(seconds=1),
    clock_skew=timedelta(seconds=0),
    tries=3,
    first_delay=timedelta(seconds=1),
    longest_delay=timedelta(seconds=9),
    growth=2,
    jitter=0,
)


def make_request(**changes: object) -> RemedyRequest:
    now = datetime.now(UTC)
    values: dict[str, object] = {
        "key": uuid.uuid4(),
        "kind": "home_delivery",
        "is_gesture": False,
        "order": "A-1",
        "customer": "C-1",
        "case": uuid.uuid4(),
        "details": {"address": "улица Мира, 1", "slot": "19–21"},
        "amount": Decimal("0.00"),
        "currency": "RUB",
        "borne_by": "own_staff",
        "due_at": now + timedelta(days=1),
        "act_before": now + timedelta(minutes=1),
    }
    return RemedyRequest(**{**values, **changes})  # type: ignore[arg-type]


@contextmanager
def served(
    data: Path,
    trick: str = "calm",
    *,
    amends_url: str = "",
    amends_token: str = "",
    in_time: bool = False,
) -> Iterator[WebhookShop]:
    """A real shop in a thread, and the connector to it."""
    options = Options(
        port=0,
        secret=SECRET,
        data=data,
        behaviour=Behaviour({trick: 1.0}, longest=1.0, keeps_time=in_time),
        amends_url=amends_url,
        amends_token=amends_token,
    )
    with open_shop(options) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield WebhookShop(f"http://127.0.0.1:{server.server_port}/", SECRET, PATIENCE)
        finally:
            server.shutdown()
            thread.join()


Shop = tuple[ShopPort, Callable[[uuid.UUID], int]]
TRICKS = {
    "calm": memory.carry_out,
    "later": memory.accept,
    "refuse": memory.refuse,
    "busy": memory.be_busy,
    "hang_up_before": memory.hang_up_before,
    "hang_up_after": memory.hang_up_after,
}


@pytest.fixture(params=["memory", "webhook"])
def shop_that(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], Shop]]:
    """A shop that plays one trick, and how often it carried a key out."""
    with ExitStack() as stack:

        def make(trick: str) -> Shop:
            if request.param == "memory":
                twin = MemoryShop([TRICKS[trick]])
                return twin, twin.deeds.count
            shop = stack.enter_context(served(tmp_path, trick))
            return shop, lambda key: deeds(tmp_path / "deeds.jsonl")[str(key)]

        yield make


@pytest.mark.parametrize(
    ("trick", "answer", "asked", "carried_out"),
    [
        ("calm", Kind.DONE, Kind.DONE, 1),
        ("later", Kind.ACCEPTED, Kind.ACCEPTED, 0),
        ("refuse", Kind.REFUSED, Kind.REFUSED, 0),
        ("busy", Kind.BUSY, Kind.NEVER_HEARD, 0),
        ("hang_up_before", Kind.UNKNOWN, Kind.NEVER_HEARD, 0),
        ("hang_up_after", Kind.UNKNOWN, Kind.DONE, 1),
    ],
)
def test_every_shop_answers_in_our_words(
    shop_that: Callable[[str], Shop], trick: str, answer: Kind, asked: Kind, carried_out: int
) -> None:
    shop, count = shop_that(trick)
    request = make_request()
    assert shop.act(request).kind == answer
    assert shop.ask(request.key).kind == asked
    assert count(request.key) == carried_out


def test_a_key_that_was_never_sent_is_never_heard(shop_that: Callable[[str], Shop]) -> None:
    shop, _ = shop_that("calm")
    assert shop.ask(uuid.uuid4()).kind == Kind.NEVER_HEARD


@pytest.mark.parametrize("trick", ["error_after", "malformed", "slow"])
def test_an_unclear_end_is_unknown_and_asking_settles_it(tmp_path: Path, trick: str) -> None:
    request = make_request()
    short = PATIENCE.answer_within if trick != "slow" else timedelta(seconds=0.1)
    with served(tmp_path, trick) as shop:
        shop._patience = _with(answer_within=short)
        assert shop.act(request).kind == Kind.UNKNOWN
        shop._patience = PATIENCE
        assert shop.ask(request.key).kind in (Kind.DONE, Kind.ACCEPTED)


def test_what_is_being_handled_is_not_denied(tmp_path: Path) -> None:
    """Else a slow deed would be begun a second time while the first is under way."""
    request = make_request()
    with served(tmp_path, "slow") as shop:
        shop._patience = _with(answer_within=timedelta(seconds=0.1))
        assert shop.act(request).kind == Kind.UNKNOWN
        shop._patience = PATIENCE
        assert shop.ask(request.key).kind == Kind.ACCEPTED


def test_the_shop_does_not_begin_too_late(tmp_path: Path) -> None:
    with served(tmp_path) as shop:
        shop._clock = lambda: datetime.now(UTC) - timedelta(seconds=60)
        late = make_request(act_before=datetime.now(UTC) - timedelta(seconds=30))
        assert shop.act(late).kind == Kind.BUSY
    assert deeds(tmp_path / "deeds.jsonl") == {}


def test_we_do_not_send_what_is_too_late(tmp_path: Path) -> None:
    with served(tmp_path) as shop:
        answer = shop.act(make_request(act_before=datetime.now(UTC)))
    assert (answer.kind, answer.detail) == (Kind.BUSY, "not sent: too late to begin")


def test_a_wrong_secret_is_turned_away_and_changes_nothing(tmp_path: Path) -> None:
    with served(tmp_path) as shop:
        stranger = WebhookShop(shop._url, "whsec_" + "A" * 32, PATIENCE)
        answer = stranger.act(make_request())
        assert answer.kind == Kind.BUSY
        assert "401" in answer.detail
        assert stranger.ask(uuid.uuid4()).kind == Kind.BUSY
    assert deeds(tmp_path / "deeds.jsonl") == {}


def test_each_attempt_has_the_key_as_its_id_and_the_shop_counts_them_all(tmp_path: Path) -> None:
    request = make_request()
    with served(tmp_path) as shop:
        shop.act(request)
        shop.act(request)
    assert deeds(tmp_path / "deeds.jsonl") == {str(request.key): 2}


def _with(answer_within: timedelta) -> Patience:
    return replace(PATIENCE, answer_within=answer_within)
