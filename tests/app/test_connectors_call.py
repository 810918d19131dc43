"""The real connector against servers that are no shops at all."""

from __future__ import annotations

import json
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from amends.app.connectors.answers import Answer, Kind
from amends.app.connectors.shop.reading import Response, read_response
from amends.app.connectors.shop.signing import BadSecret
from amends.app.connectors.shop.webhook import WebhookShop
from tests.app.test_connectors_shop import PATIENCE, SECRET, make_request

KEY = uuid.uuid4()
Talk = Callable[[socket.socket], None]


@contextmanager
def listening(talk: Talk) -> Iterator[WebhookShop]:
    """A server that talks as it likes to whoever calls."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_serve, args=(server, talk), daemon=True)
        thread.start()
        yield WebhookShop(f"http://127.0.0.1:{server.getsockname()[1]}", SECRET, PATIENCE)


def _serve(server: socket.socket, talk: Talk) -> None:
    try:
        while True:
            connection, _ = server.accept()
            with connection:
                talk(connection)
    except OSError:
        return


def hang(connection: socket.socket) -> None:
    connection.recv(65536)
    time.sleep(1.5)


def hang_up_at_once(connection: socket.socket) -> None:
    connection.recv(1)


def drip(connection: socket.socket) -> None:
    """Never silent for long, and never finished."""
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"x-more: 1\r\n")
        time.sleep(0.1)


def send_without_end(connection: socket.socket) -> None:
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 100000000\r\n\r\n")
    while True:
        connection.sendall(b" " * 65536)


def break_off(connection: socket.socket) -> None:
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{")


def redirect(connection: socket.socket) -> None:
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n")


def compress(connection: socket.socket) -> None:
    connection.recv(65536)
    head = b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 4\r\n\r\n"
    connection.sendall(head + b"\x1f\x8b\x00\x00")


@pytest.mark.parametrize(
    "talk",
    [hang, hang_up_at_once, drip, send_without_end, break_off, redirect, compress],
)
def test_whatever_happens_after_the_first_byte_is_unknown(talk: Talk) -> None:
    began = time.monotonic()
    with listening(talk) as shop:
        assert shop.act(make_request()).kind == Kind.UNKNOWN
    assert time.monotonic() - began < PATIENCE.answer_within.total_seconds() + 1


def closed_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"http://127.0.0.1:{server.getsockname()[1]}"


def plain_port_as_https() -> str:
    return closed_port().replace("http:", "https:")


@pytest.mark.parametrize(
    "url",
    [closed_port(), plain_port_as_https(), "http://no-such-host.invalid", "http://[", "nonsense"],
    ids=["closed", "plain", "no-host", "half-an-address", "nonsense"],
)
def test_what_is_not_reached_surely_did_not_act(url: str) -> None:
    answer = WebhookShop(url, SECRET, PATIENCE).act(make_request())
    assert answer.kind == Kind.BUSY
    assert answer.detail.startswith("not reached")


def test_a_server_without_tls_surely_did_not_act() -> None:
    with listening(hang_up_at_once) as shop:
        secure = WebhookShop(shop._url.replace("http:", "https:"), SECRET, PATIENCE)
        assert secure.act(make_request()).kind == Kind.BUSY


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_*", "whsec_c2hvcnQ=", "A" * 32])
def test_a_bad_secret_is_said_so(secret: str) -> None:
    with pytest.raises(BadSecret, match="AMENDS_SHOP_SECRET"):
        WebhookShop("http://shop", secret, PATIENCE)


def said(code: int, purpose: str = "act", /, *, retry_after: str = "", **body: object) -> Answer:
    given = {"key": str(KEY), **body}
    headers = {"retry-after": retry_after} if retry_after else {}
    return read_response(purpose, KEY, Response(code, headers, json.dumps(given).encode()))


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (said(200, status="done"), Kind.DONE),
        (said(202, status="accepted"), Kind.ACCEPTED),
        (said(409, status="refused", reason="sold out"), Kind.REFUSED),
        (said(400), Kind.UNKNOWN),
        (said(409), Kind.UNKNOWN),
        (said(422), Kind.UNKNOWN),
        (said(409, status="refused", key="another"), Kind.UNKNOWN),
        (said(401), Kind.BUSY),
        (said(404), Kind.BUSY),
        (said(429, retry_after="7"), Kind.BUSY),
        (said(503, retry_after="7"), Kind.BUSY),
        (said(503), Kind.UNKNOWN),
        (said(500, status="done"), Kind.UNKNOWN),
        (said(500, status="refused"), Kind.UNKNOWN),
        (said(200, status="done", key=str(uuid.uuid4())), Kind.UNKNOWN),
        (said(200, status="refused"), Kind.REFUSED),
        (said(200, status=["done"]), Kind.UNKNOWN),
        (said(200, status="unknown"), Kind.UNKNOWN),
        (said(404, status="unknown"), Kind.BUSY),
        (said(404, "ask", status="unknown"), Kind.NEVER_HEARD),
        (said(404, "ask"), Kind.BUSY),
        (said(200, "ask", status="done"), Kind.DONE),
        (said(200, "ask", status="accepted"), Kind.ACCEPTED),
        (said(409, "ask", status="refused"), Kind.REFUSED),
        (said(400, "ask"), Kind.UNKNOWN),
        (said(500, "ask", status="unknown"), Kind.UNKNOWN),
    ],
)
def test_responses_are_read_with_care(answer: Answer, kind: Kind) -> None:
    assert answer.kind == kind


def test_only_our_own_words_mean_that_nothing_was_done() -> None:
    """A wrong address that says 404 to everything must not lead to acting again."""
    lost = Response(404, {}, b"<html>Not found</html>")
    assert read_response("ask", KEY, lost).kind != Kind.NEVER_HEARD


@pytest.mark.parametrize(
    "result", [{"a": "\x00"}, {"a": float("nan")}, {"a": "\ud800"}, ["a list"], "text", 1]
)
def test_a_result_that_cannot_be_stored_is_left_out(result: object) -> None:
    answer = said(200, status="done", result=result)
    assert (answer.kind, answer.result) == (Kind.DONE, {})


def test_an_endless_nest_is_no_answer() -> None:
    deep = Response(200, {}, b'{"key":' + b"[" * 60000)
    assert read_response("act", KEY, deep).kind == Kind.UNKNOWN


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7), ("99999999999", None), ("Fri, 01 Jan 2027 00:00:00 GMT", None), ("-1", None)],
)
def test_how_long_to_wait_is_bounded(header: str, seconds: int | None) -> None:
    wait = said(429, retry_after=header).retry_after
    assert wait == (None if seconds is None else timedelta(seconds=seconds))
