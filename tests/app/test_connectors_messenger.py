"""E-mail against servers that take, refuse, hang and drop; and letters nobody can tamper with."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from amends.app.connectors.answers import Kind
from amends.app.connectors.messenger.mailbox import Mailbox
from amends.app.connectors.messenger.port import Letter
from amends.app.connectors.messenger.smtp import MailServer, SmtpMessenger
from amends.app.connectors.messenger.writing import BadAddress, read_address, write_mail

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
LETTER = Letter(
    identity="case/offer/1",
    recipient="anna@example.test",
    subject="Мы закрылись не вовремя",
    body="Анна, вы пришли, а пункт был закрыт.\n\n.\nЭто наша вина.\n",
    language="ru",
)


class Taking:
    """Takes every letter, unless told to say something else at a step."""

    def __init__(self, rcpt: str = "", data: str = "") -> None:
        self.taken: list[Envelope] = []
        self._rcpt = rcpt
        self._data = data

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self._rcpt or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self._data == "hang":
            await asyncio.sleep(1)
        self.taken.append(envelope)
        if self._data == "drop":
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return "250 OK" if self._data in ("", "hang", "drop") else self._data


@contextmanager
def mail_server(handler: Taking, **options: Any) -> Iterator[SmtpMessenger]:
    controller = Controller(handler, hostname="127.0.0.1", port=_free_port(), **options)
    controller.start()
    try:
        yield messenger(controller.port)
    finally:
        controller.stop()


def messenger(port: int, **changes: Any) -> SmtpMessenger:
    server = MailServer(
        host="127.0.0.1",
        port=port,
        sender="Лавка <shop@example.test>",
        within=timedelta(seconds=0.5),
        **changes,
    )
    return SmtpMessenger(server, clock=lambda: AT)


def received(envelope: Envelope) -> EmailMessage:
    assert isinstance(envelope.content, bytes)
    return message_from_bytes(envelope.content, policy=default)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def test_a_letter_arrives_as_it_was_written() -> None:
    handler = Taking()
    with mail_server(handler) as smtp:
        assert smtp.send(LETTER).kind == Kind.DONE
    [envelope] = handler.taken
    mail = received(envelope)
    assert mail.get_content().replace("\r\n", "\n") == LETTER.body
    assert mail["Subject"] == LETTER.subject
    assert mail["From"] == "Лавка <shop@example.test>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert envelope.rcpt_tos == ["anna@example.test"]


@pytest.mark.parametrize(
    ("handler", "kind"),
    [
        (Taking(rcpt="550 no such user"), Kind.REFUSED),
        (Taking(rcpt="450 greylisted, try later"), Kind.BUSY),
        (Taking(data="554 looks like spam"), Kind.REFUSED),
        (Taking(data="452 disk full"), Kind.BUSY),
        (Taking(data="hang"), Kind.UNKNOWN),
        (Taking(data="drop"), Kind.UNKNOWN),
    ],
)
def test_what_the_server_says_or_does_not_say(handler: Taking, kind: Kind) -> None:
    with mail_server(handler) as smtp:
        assert smtp.send(LETTER).kind == kind


def test_a_letter_with_the_same_identity_is_recognisable() -> None:
    handler = Taking()
    with mail_server(handler) as smtp:
        smtp.send(LETTER)
        smtp.send(LETTER)
    ids = {received(each)["Message-ID"] for each in handler.taken}
    assert len(handler.taken) == 2
    assert len(ids) == 1


def test_no_server_means_surely_not_sent() -> None:
    assert messenger(_free_port()).send(LETTER).kind == Kind.BUSY


def test_a_server_that_never_greets_means_surely_not_sent() -> None:
    with listening(lambda connection: time.sleep(1)) as port:
        assert messenger(port).send(LETTER).kind == Kind.BUSY


def test_a_password_that_is_refused_means_surely_not_sent() -> None:
    with mail_server(Taking()) as smtp:
        port = smtp._server.port
        assert messenger(port, user="shop", password="wrong").send(LETTER).kind == Kind.BUSY


def test_a_server_without_encryption_is_not_told_anything() -> None:
    handler = Taking()
    with mail_server(handler) as smtp:
        answer = messenger(smtp._server.port, tls="starttls").send(LETTER)
    assert (answer.kind, handler.taken) == (Kind.BUSY, [])


@contextmanager
def listening(talk: Callable[[socket.socket], None]) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                talk(connection)

        threading.Thread(target=serve, daemon=True).start()
        yield int(server.getsockname()[1])


@pytest.mark.parametrize(
    "address",
    [
        "",
        "anna",
        "anna@",
        "@example.test",
        "anna@example.test\nBcc: all@example.test",
        "anna@example.test\r\n\r\nbody",
        "a@example.test, b@example.test",
        "a@example.test b@example.test",
        "Anna <anna@example.test>",
        "a;b@example.test",
        "anna@example.test\x00",
        "a" * 300 + "@" + "b" * 300 + ".test",
    ],
)
def test_an_address_is_one_address_or_nothing_is_sent(address: str) -> None:
    with pytest.raises(BadAddress):
        read_address(address)
    letter = Letter(identity="x", recipient=address, subject="s", body="b", language="en")
    assert messenger(1).send(letter).kind == Kind.REFUSED


@pytest.mark.parametrize("breaking", ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\x00"])
def test_no_header_can_be_smuggled_in(breaking: str) -> None:
    letter = Letter(
        identity=f"case{breaking}Bcc: all@example.test",
        recipient="anna@example.test",
        subject=f"Sorry{breaking}Bcc: all@example.test",
        body=f"Hello{breaking}Bcc: all@example.test",
        language=f"en{breaking}Bcc: all@example.test",
    )
    sender = f"Shop{breaking}Bcc: all@example.test <shop@example.test>"
    mail = message_from_bytes(
        write_mail(letter, sender=_clean_or_plain(sender), at=AT).as_bytes(), policy=default
    )
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Sorry Bcc: all@example.test"


def _clean_or_plain(sender: str) -> str:
    """A sender is the installation's own setting; one that is no address is refused."""
    try:
        write_mail(LETTER, sender=sender, at=AT)
    except BadAddress:
        return "shop@example.test"
    return sender


def test_a_russian_domain_is_written_as_mail_servers_know_it() -> None:
    assert read_address("anna@почта.рф").addr_spec == "anna@xn--80a1acny.xn--p1ai"


def test_the_mailbox_is_the_record_itself() -> None:
    mailbox = Mailbox()
    assert mailbox.send(LETTER).kind == Kind.DONE
    assert mailbox.ask(LETTER).kind == Kind.NEVER_HEARD
