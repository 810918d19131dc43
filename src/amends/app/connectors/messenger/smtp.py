"""The real messenger: e-mail over SMTP, which never says whether a lost end was a yes."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import cast

from amends.app.connectors.answers import Answer, Kind
from amends.app.connectors.messenger.port import Letter
from amends.app.connectors.messenger.writing import BadAddress, read_address, write_mail


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where mail is handed over; ``tls`` is ``none``, ``starttls`` or ``implicit``."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    tls: str = "none"
    sender: str
    within: timedelta


class _Refused(Exception):
    """The server said no, and nothing was sent; ``code`` tells for how long."""

    def __init__(self, code: int, said: bytes | str) -> None:
        self.code = code
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        super().__init__(f"{code} {text}")


def wall_clock() -> datetime:
    return datetime.now(UTC)


class SmtpMessenger:
    """Hands each letter to one mail server, in steps whose failure has a known meaning."""

    def __init__(self, server: MailServer, clock: Callable[[], datetime] = wall_clock) -> None:
        self._server = server
        self._clock = clock

    def send(self, letter: Letter) -> Answer:
        try:
            mail = write_mail(letter, sender=self._server.sender, at=self._clock())
        except (BadAddress, ValueError) as error:
            return Answer(Kind.REFUSED, str(error))
        try:
            with _connected(self._server) as smtp:
                return _hand_over(smtp, mail, read_address(letter.recipient).addr_spec)
        except (OSError, smtplib.SMTPException) as error:
            return Answer(Kind.BUSY, f"not reached: {type(error).__name__}: {error}")

    def ask(self, letter: Letter) -> Answer:
        return Answer(
            Kind.UNKNOWN, "a mail server cannot be asked; look for the Message-ID in its log"
        )


def _hand_over(smtp: smtplib.SMTP, mail: EmailMessage, recipient: str) -> Answer:
    """Until the text is sent, the end of each step is known; a lost end after it is not."""
    sender = mail["From"].addresses[0].addr_spec
    try:
        _expect(250, smtp.mail(sender, _options(smtp, sender, recipient)))
        _expect(250, smtp.rcpt(recipient))
        return _send_text(smtp, mail)
    except smtplib.SMTPDataError as error:
        return _no(_Refused(error.smtp_code, error.smtp_error))
    except _Refused as refused:
        return _no(refused)


def _send_text(smtp: smtplib.SMTP, mail: EmailMessage) -> Answer:
    try:
        _expect(250, smtp.data(mail.as_bytes()))
    except smtplib.SMTPDataError:
        raise
    except (OSError, smtplib.SMTPException) as error:
        return Answer(Kind.UNKNOWN, f"no answer: {type(error).__name__}: {error}")
    return Answer(Kind.DONE, result={"message_id": str(mail["Message-ID"])})


def _no(refused: _Refused) -> Answer:
    """5xx is for good, anything else for now."""
    return Answer(Kind.REFUSED if 500 <= refused.code < 600 else Kind.BUSY, str(refused))


def _options(smtp: smtplib.SMTP, *addresses: str) -> list[str]:
    if all(address.isascii() for address in addresses):
        return []
    if not smtp.has_extn("smtputf8"):
        raise _Refused(553, "this server takes no addresses with letters beyond ASCII")
    return ["SMTPUTF8", "BODY=8BITMIME"]


def _expect(code: int, answer: tuple[int, bytes]) -> None:
    if answer[0] not in (code, code + 1):
        raise _Refused(*answer)


@contextmanager
def _connected(server: MailServer) -> Iterator[smtplib.SMTP]:
    """A connection that is ready for mail; how it is closed does not matter any more."""
    smtp = _dial(server)
    try:
        smtp.ehlo_or_helo_if_needed()
        if server.tls == "starttls":
            smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo()
        if server.user:
            smtp.login(server.user, server.password)
        yield smtp
    finally:
        with suppress(OSError, smtplib.SMTPException):
            smtp.quit()
        smtp.close()


def _dial(server: MailServer) -> smtplib.SMTP:
    seconds = server.within.total_seconds()
    if server.tls != "implicit":
        return smtplib.SMTP(server.host, server.port, timeout=seconds)
    context = ssl.create_default_context()
    return cast(
        smtplib.SMTP, smtplib.SMTP_SSL(server.host, server.port, timeout=seconds, context=context)
    )
