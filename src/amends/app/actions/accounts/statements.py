"""The monthly statement of a partner: what stood there, what came, what was paid, what stands."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Max, Q, Sum

from amends.app.actions.accounts.claim_file import NoDemand
from amends.app.ledger.models import Partner, Posting
from amends.core.errors import AmendsError
from amends.core.money import minor_unit

NOTHING = Decimal(0)
OWED = ("charged", "disputed")
MONTH = re.compile(r"^\d{4}-(0[1-9]|1[0-2])$")
MOST_LINES = 100_000
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class BadMonth(AmendsError):
    """A month that is none, or has more lines than one statement holds."""

    code = "bad_month"


@dataclass(frozen=True, slots=True)
class Line:
    """An entry: by how much it changed what the partner owes; ``moved`` of it in a dispute."""

    at: datetime
    order: str
    case: int
    kind: str
    change: Decimal
    disputed: Decimal
    balance: Decimal


@dataclass(slots=True)
class Account:
    """One currency of a statement; ``disputed`` is what of ``closing`` is in dispute."""

    currency: str
    opening: Decimal = NOTHING
    closing: Decimal = NOTHING
    disputed: Decimal = NOTHING
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Statement:
    """A partner's month, by its own clock: from its first moment, up to the next one's."""

    partner: Partner
    month: str
    since: datetime
    until: datetime
    accounts: list[Account]


def find_partner(named: str) -> Partner:
    """The partner of a code ("carrier:swift"), or of its number. Raise ``NoDemand``."""
    party, _, who = named.partition(":")
    found = Partner.objects.filter(party=party, who=who).first()
    if found is None:
        known = ", ".join(f"{p.party}:{p.who}" for p in Partner.objects.order_by("id")[:10])
        raise NoDemand(
            f"there is no partner {named!r:.80}",
            where="partner",
            hint=f"one of {known}" if known else "amends partners load FILE.toml",
            code="no_partner",
        )
    return found


def statement(partner: Partner, month: str) -> Statement:
    """The statement of a month such as 2026-11. Raise ``BadMonth``."""
    if not MONTH.fullmatch(month):
        raise BadMonth(f"{month!r:.20} is no month", where="month", hint="2026-11")
    zone = ZoneInfo(partner.time_zone)
    year, number = int(month[:4]), int(month[5:])
    if not 1 < year < 9999:
        raise BadMonth(f"{month!r} is beyond the calendar", where="month", hint="2026-11")
    since = datetime(year, number, 1, tzinfo=zone)
    until = datetime(year + number // 12, number % 12 + 1, 1, tzinfo=zone)
    accounts = _opened(partner, since)
    for line, currency in _lines(partner, since, until):
        account = accounts.setdefault(currency, Account(currency))
        account.closing += line.change
        account.disputed += line.disputed
        account.lines.append(
            Line(
                line.at, line.order, line.case, line.kind, line.change, line.disputed,
                account.closing,
            )
        )  # fmt: skip
    held = [a for _, a in sorted(accounts.items()) if a.lines or a.opening or a.disputed]
    return Statement(partner, month, since.astimezone(UTC), until.astimezone(UTC), held)


def _opened(partner: Partner, since: datetime) -> dict[str, Account]:
    rows = Posting.objects.filter(partner=partner, account__in=OWED, entry__at__lt=since)
    sums = (
        rows.order_by()
        .values_list("currency")
        .annotate(owed=Sum("amount"), disputed=Sum("amount", filter=Q(account="disputed")))
    )
    return {
        currency: Account(currency, owed, owed, disputed or NOTHING)
        for currency, owed, disputed in sums
    }


def _lines(partner: Partner, since: datetime, until: datetime) -> Iterator[tuple[Line, str]]:
    rows = Posting.objects.filter(
        partner=partner, account__in=OWED, entry__at__gte=since, entry__at__lt=until
    )
    sums = (
        rows.order_by()
        .values_list("entry_id", "currency")
        .annotate(
            at=Max("entry__at"),
            order=Max("entry__case__order_id"),
            case=Max("entry__case_id"),
            kind=Max("entry__kind"),
            change=Sum("amount"),
            disputed=Sum("amount", filter=Q(account="disputed")),
        )
        .order_by("at", "entry_id", "currency")
    )
    found = list(sums[: MOST_LINES + 1])
    if len(found) > MOST_LINES:
        raise BadMonth(f"this month has more than {MOST_LINES:,} lines", where="month")
    for _, currency, at, order, case, kind, change, disputed in found:
        yield Line(at, order, case, kind, change, disputed or NOTHING, NOTHING), currency


def as_data(found: Statement) -> dict[str, Any]:
    """The statement as plain values: amounts as texts, moments ISO 8601."""
    return {
        "partner": {
            "party": found.partner.party,
            "who": found.partner.who,
            "name": found.partner.name,
        },
        "month": found.month,
        "time_zone": found.partner.time_zone,
        "accounts": [
            {
                "currency": account.currency,
                "opening": _text(account.opening, account.currency),
                "closing": _text(account.closing, account.currency),
                "disputed": _text(account.disputed, account.currency),
                "lines": [_as_row(found, line, account.currency) for line in account.lines],
            }
            for account in found.accounts
        ],
    }


def _as_row(found: Statement, line: Line, currency: str) -> dict[str, str]:
    return {
        "at": line.at.isoformat(),
        "reference": f"{line.case}-{found.partner.pk}",
        "order": line.order,
        "step": line.kind,
        "change": _text(line.change, currency),
        "disputed": _text(line.disputed, currency),
        "balance": _text(line.balance, currency),
    }


def as_csv(found: Statement) -> str:
    """The lines for a spreadsheet; a text that a spreadsheet would take for a formula is quoted."""
    out = io.StringIO()
    names = ("at", "reference", "order", "step", "change", "disputed", "balance")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["currency", *names])
    for account in found.accounts:
        for line in account.lines:
            row = _as_row(found, line, account.currency)
            texts = {**row, "order": _no_formula(row["order"])}
            writer.writerow([account.currency, *(texts[name] for name in names)])
    return out.getvalue()


def _no_formula(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def _text(amount: Decimal, currency: str) -> str:
    return f"{amount.quantize(minor_unit(currency)):f}"
