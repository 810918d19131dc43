"""The claim file as a paper, in the partner's language or another one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from amends.app.actions.accounts.claim_file import local
from amends.app.console.papers.sheet import Sheet
from amends.app.console.words import word
from amends.app.ledger.models import Partner
from amends.app.locale import LANGUAGES

WHOLE = 100


def claim_paper(file: Mapping[str, Any], partner: Partner, *, language: str = "") -> bytes:
    """The PDF of ``amends.app.actions.accounts.claim_file.claim_file``."""
    spoken = language if language in LANGUAGES else partner.language
    with override(spoken):
        sheet = Sheet(_("Claim {reference}").format(reference=file["reference"]))
        _about(sheet, file, partner)
        _demand(sheet, file)
        _clause(sheet, file, spoken)
        _timeline(sheet, file, partner)
        _costs(sheet, file, partner)
        _history(sheet, file, partner)
        return sheet.as_pdf()


def _about(sheet: Sheet, file: Mapping[str, Any], partner: Partner) -> None:
    named = f"{file['partner']['name']}\n{file['partner']['address']}".strip()
    sheet.facts(
        [
            (_("To"), named),
            (_("Date"), _moment(file["made_at"], partner)),
            (_("Order"), file["order"]["number"]),
            (_("What went wrong"), word(file["failure"]["kind"], "failure")),
            (_("Since"), _moment(file["failure"]["since"], partner)),
            (_("Promised by"), _moment(file["failure"]["promised_by"], partner)),
            (_("Please answer by"), _day(file["answer_by"])),
            (_("Time zone"), partner.time_zone),
        ]
    )


def _demand(sheet: Sheet, file: Mapping[str, Any]) -> None:
    sheet.heading(_("What we ask for"))
    names = ("prepared", "charged", "disputed", "recovered", "written_off", "owed")
    for each in file["demand"]:
        rows = [(word(n, "bucket"), f"{each[n]} {each['currency']}") for n in names]
        sheet.facts([row for row, n in zip(rows, names, strict=True) if float(each[n])])


def _clause(sheet: Sheet, file: Mapping[str, Any], language: str) -> None:
    contract = file["contract"]
    sheet.heading(
        _("Contract {number}, clause {clause}").format(
            number=contract["number"], clause=contract["clause"]
        )
    )
    text = contract["text"]
    sheet.line(text.get(language) or text.get("en") or next(iter(text.values())))
    most = ", ".join(f"{amount} {code}" for code, amount in contract["most"].items())
    parts = [
        f"{word(each['party'], 'party')} {each['who']}: {float(each['share']) * WHOLE:g} %"
        for each in file["shares"]
    ]
    sheet.facts(
        [
            (_("Who caused it"), "\n".join(parts)),
            (_("The partner's part of the cost"), f"{file['part']} {file['currency']}"),
            (_("Paid by the clause"), f"{contract['per_cent']} %"),
            (_("At most for one case"), most),
        ]
    )


def _timeline(sheet: Sheet, file: Mapping[str, Any], partner: Partner) -> None:
    sheet.heading(_("The legs of the order"))
    sheet.table(
        (_("Leg"), _("Began"), _("Its own due time"), _("Ended"), _("Days over")),
        [
            (
                f"{word(leg['leg'], 'leg')} ({word(leg['party'], 'party')})",
                _moment(leg["began"], partner),
                _moment(leg["due"], partner),
                _moment(leg["ended"], partner) or "–",
                leg["days_over"],
            )
            for leg in file["timeline"]
        ],
        (32, 22, 22, 22, 12),
    )
    sheet.heading(_("Evidence"))
    known = ("carrier", "status", "reason", "due", "ship_by", "point")
    sheet.table(
        (_("When"), _("What"), _("Said"), _("Recorded by"), _("No.")),
        [
            (
                _moment(each["time"], partner),
                word(each["type"], "event"),
                ", ".join(word(each[n], "said") for n in known if n in each),
                each["source"],
                str(each["event"]),
            )
            for each in file["evidence"]
        ],
        (22, 34, 26, 24, 10),
    )


def _costs(sheet: Sheet, file: Mapping[str, Any], partner: Partner) -> None:
    sheet.heading(_("What it cost"))
    sheet.table(
        (_("When"), _("What the customer got"), _("Amount")),
        [
            (
                _moment(each["at"], partner),
                _what(each),
                f"{each['amount']} {each['currency']}",
            )
            for each in file["costs"]
        ],
        (24, 50, 26),
    )


def _what(each: Mapping[str, Any]) -> str:
    kind = word(each["what"], "remedy")
    if each["corrects"]:
        return _("{what} (corrected: what it really cost)").format(what=kind)
    return _("{what} (estimated)").format(what=kind) if each["estimated"] else kind


def _history(sheet: Sheet, file: Mapping[str, Any], partner: Partner) -> None:
    sheet.heading(_("What was done so far"))
    sheet.table(
        (_("When"), _("Step"), _("Amount"), _("Why")),
        [
            (
                _moment(each["at"], partner),
                word(each["step"], "entry"),
                f"{each['amount']} {each['currency']}",
                each["reason"],
            )
            for each in file["history"]
        ],
        (22, 30, 20, 38),
    )


def _moment(text: str | None, partner: Partner) -> str:
    if not text:
        return ""
    if "T" not in text:
        return _day(text)
    return f"{local(text, partner):%Y-%m-%d %H:%M}"


def _day(text: str | None) -> str:
    return str(date.fromisoformat(text)) if text else ""


def file_name(file: Mapping[str, Any], suffix: str) -> str:
    """A name for the file that holds it, without anything of the customer."""
    day = datetime.fromisoformat(file["made_at"]).date()
    return f"claim-{file['reference']}-{day}.{suffix}"
