"""The demo's shop keeps its book whatever happens to it, and shows it to people."""

from __future__ import annotations

import json
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from amends.app.commands.shop import shop
from amends.app.connectors.answers import Kind
from amends.app.connectors.shop.webhook import Call
from amends.shop.behaviour import HOSTILE, Behaviour
from amends.shop.book import Book, Line, deeds, read_lines
from amends.shop.desk import BEFORE_THE_END
from amends.shop.page import render
from amends.shop.tricks import TRICKS
from tests.app.test_connectors_shop import SECRET, make_request, served


def line(key: str = "k1", word: str = "done", kind: str = "money_back") -> Line:
    return Line("2026-11-22T09:00:00+00:00", word, key, kind, "A-1", "calm")


def test_the_book_is_read_again_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "deeds.jsonl"
    book = Book(path)
    book.write(line("k1"))
    book.write(line("k1"))
    book.write(line("k2", "accepted"))
    again = Book(path)
    assert (again.state("k1"), again.state("k2"), again.state("k3")) == ("done", "accepted", None)
    assert [each.key for each in again.unfinished()] == ["k2"]
    assert deeds(path) == {"k1": 2}


def test_a_line_that_a_crash_cut_short_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "deeds.jsonl"
    Book(path).write(line("k1"))
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"at": "2026')
    assert Book(path).lines() == [line("k1")]
    assert path.read_bytes() == whole
    Book(path).write(line("k2"))
    assert [each.key for each in read_lines(path)] == ["k1", "k2"]


def test_a_deed_outweighs_whatever_was_said_later(tmp_path: Path) -> None:
    book = Book(tmp_path / "deeds.jsonl")
    for word in ("accepted", "done", "refused"):
        book.write(line("k1", word))
    assert book.state("k1") == "done"


def test_the_same_seed_plays_the_same_tricks() -> None:
    first, second = (Behaviour(HOSTILE, seed=7) for _ in range(2))
    drawn = [first.draw() for _ in range(500)]
    assert drawn == [second.draw() for _ in range(500)]
    assert set(drawn) == {*HOSTILE, "calm"}


def test_every_trick_that_has_a_share_exists() -> None:
    assert set(HOSTILE) <= set(TRICKS)


@pytest.mark.parametrize("shares", [{"slow": 0.6, "twice": 0.6}, {"slow": -0.1}])
def test_shares_that_make_no_sense_are_refused(shares: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="shares"):
        Behaviour(shares)


def test_the_page_says_that_it_is_simulated_and_escapes_what_it_shows() -> None:
    page = render([line("k1", kind="<script>"), line("k1", kind="<script>")])
    assert "simulated" in page
    assert "<script>" not in page
    assert "1 more than once" in page


def test_the_page_is_for_people_and_unsigned(tmp_path: Path) -> None:
    with served(tmp_path) as connector:
        connector.act(make_request())
        with urllib.request.urlopen(connector._url, timeout=5) as response:
            assert "home_delivery" in response.read().decode()


@contextmanager
def listening_amends(answers: list[int]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Stands in for the door of Amends: takes events, and says these statuses in turn."""
    taken: list[dict[str, Any]] = []

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            taken.append({**json.loads(body), "authorization": self.headers["authorization"]})
            self.send_response(answers.pop(0) if answers else 202)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            return

    with HTTPServer(("127.0.0.1", 0), Door) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", taken
        server.shutdown()
        thread.join()


def wait_for(taken: list[dict[str, Any]], count: int) -> None:
    give_up = time.monotonic() + 5
    while len(taken) < count and time.monotonic() < give_up:
        time.sleep(0.01)


def test_a_report_is_repeated_under_one_id_until_it_is_taken(tmp_path: Path) -> None:
    request = make_request()
    with (
        listening_amends([503, 500]) as (url, taken),
        served(tmp_path, "later", amends_url=url, amends_token="t") as connector,
    ):
        assert connector.act(request).kind == Kind.ACCEPTED
        wait_for(taken, 3)
    assert [each["id"] for each in taken] == [f"{request.key}-done-1"] * 3
    assert taken[0]["data"] == {"remedy": str(request.key)}
    assert (taken[0]["type"], taken[0]["authorization"]) == ("remedy.done", "Bearer t")


def test_what_was_accepted_is_finished_after_a_restart(tmp_path: Path) -> None:
    Book(tmp_path / "deeds.jsonl").write(line("k1", "accepted"))
    with listening_amends([]) as (url, taken), served(tmp_path, amends_url=url):
        wait_for(taken, 1)
    assert deeds(tmp_path / "deeds.jsonl") == {"k1": 1}


def ends_in(length: timedelta) -> dict[str, Any]:
    """A remedy whose window ends so long from now."""
    now = datetime.now(UTC)
    window = f"{(now - timedelta(hours=3)).isoformat()}/{(now + length).isoformat()}"
    return {"details": {"address": "Main street 1", "window": window}, "due_at": now + length}


def test_the_courier_comes_in_the_window_and_not_at_once(tmp_path: Path) -> None:
    soon, tomorrow = make_request(**ends_in(BEFORE_THE_END)), make_request(**ends_in(timedelta(1)))
    with (
        listening_amends([]) as (url, taken),
        served(tmp_path, amends_url=url, in_time=True) as connector,
    ):
        assert [connector.act(each).kind for each in (tomorrow, soon)] == [Kind.ACCEPTED] * 2
        wait_for(taken, 1)
        assert connector.ask(tomorrow.key).kind == Kind.ACCEPTED
    assert deeds(tmp_path / "deeds.jsonl") == {str(soon.key): 1}


def test_a_window_is_waited_for_after_a_restart_too(tmp_path: Path) -> None:
    request = make_request(**ends_in(timedelta(1)))
    with served(tmp_path, in_time=True) as connector:
        assert connector.act(request).kind == Kind.ACCEPTED
    with served(tmp_path, in_time=True) as connector:
        time.sleep(0.2)
        assert connector.ask(request.key).kind == Kind.ACCEPTED


def test_what_has_no_agreed_time_is_done_at_once(tmp_path: Path) -> None:
    with served(tmp_path, in_time=True) as connector:
        assert connector.act(make_request()).kind == Kind.DONE


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--share", "sloow=0.2"], "tricks:"),
        (["--share", "slow"], "tricks:"),
        (["--share", "slow=much"], "--share"),
        (["--share", "slow=2"], "at most 1"),
    ],
)
def test_the_command_says_what_is_wrong(tmp_path: Path, arguments: list[str], said: str) -> None:
    options = ["--secret", SECRET, "--data", str(tmp_path), *arguments]
    result = CliRunner().invoke(shop, options)
    assert result.exit_code == 2
    assert said in result.output


def test_a_refusal_says_which_key_it_is_about(tmp_path: Path) -> None:
    """Else it might be anybody's between us and the shop, and we would have to ask."""
    request, now = make_request(), datetime.now(UTC)
    incomplete = {"act_before": now.isoformat(), "type": "remedy.requested"}
    message = {**incomplete, "data": {"key": str(request.key)}}
    call = Call("act", request.key, "/remedies", str(request.key), now, timedelta(1), message)
    with served(tmp_path) as connector:
        answer = connector._send(call)
    assert (answer.kind, "not a remedy" in answer.detail) == (Kind.REFUSED, True)
