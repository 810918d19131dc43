"""A letter as an e-mail that cannot carry anybody else's headers."""

from __future__ import annotations

import hashlib
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, parseaddr

from amends.app.connectors.messenger.port import Letter
from amends.core.errors import AmendsError


class BadAddress(AmendsError):
    """An address that no mail can be sent to."""

    code = "bad_address"


def write_mail(letter: Letter, *, sender: str, at: datetime) -> EmailMessage:
    """The e-mail for ``letter``; the same letter has the same Message-ID whenever it is written."""
    from_, to = _sender(sender), read_address(letter.recipient)
    plain = from_.addr_spec.isascii() and to.addr_spec.isascii()
    mail = EmailMessage(policy=SMTP.clone(cte_type="7bit") if plain else SMTPUTF8)
    mail["From"] = from_
    mail["To"] = to
    mail["Subject"] = one_line(letter.subject)
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = message_id(letter.identity, from_.domain)
    mail["Auto-Submitted"] = "auto-generated"
    mail["Content-Language"] = one_line(letter.language) or "en"
    mail.set_content(letter.body.replace("\r\n", "\n").replace("\r", "\n"))
    return mail


def message_id(identity: str, domain: str) -> str:
    """Recognisable when it comes again, and telling nothing of the case."""
    return f"<{hashlib.sha256(identity.encode()).hexdigest()[:32]}@{domain}>"


def read_address(text: str) -> Address:
    """One plain address; a list, a name or a line break is refused."""
    try:
        address = Address(addr_spec=text)
    except (ValueError, MessageError, IndexError) as error:
        raise BadAddress(f"{text!r} is not an e-mail address") from error
    is_one = text.isprintable() and not set(text) & set(' ,;<>"')
    if not (is_one and address.username and address.domain):
        raise BadAddress(f"{text!r} is not one e-mail address")
    return Address(username=address.username, domain=_ascii(address.domain))


def _ascii(domain: str) -> str:
    """The domain as mail servers write it; a Russian one begins with xn--."""
    try:
        return domain.encode("idna").decode()
    except UnicodeError as error:
        raise BadAddress(f"{domain!r} is not a domain") from error


def one_line(text: str) -> str:
    """The text without line breaks or other control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _sender(sender: str) -> Address:
    name, spec = parseaddr(sender)
    address = read_address(spec)
    return Address(one_line(name), address.username, address.domain)
