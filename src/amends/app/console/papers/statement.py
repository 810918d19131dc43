"""The monthly statement as a paper."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import override

from amends.app.actions.accounts.statements import Statement, as_data
from amends.app.console.papers.sheet import Sheet
from amends.app.console.words import word
from amends.app.locale import LANGUAGES


def statement_paper(found: Statement, *, language: str = "") -> bytes:
    """The PDF of a statement, in the partner's language or another one."""
    spoken = language if language in LANGUAGES else found.partner.language
    with override(spoken):
        sheet = Sheet(_("Statement, {month}").format(month=found.month))
        named = f"{found.partner.name}\n{found.partner.address}".strip()
        sheet.facts([(_("To"), named), (_("Time zone"), found.partner.time_zone)])
        for account in as_data(found)["accounts"]:
            _account(sheet, account, found)
        if not found.accounts:
            sheet.line(_("Nothing was owed or asked for in this month."))
        return sheet.as_pdf()


def _account(sheet: Sheet, account: dict[str, Any], found: Statement) -> None:
    sheet.heading(account["currency"])
    sheet.facts(
        [
            (_("Owed at the beginning"), account["opening"]),
            (_("Owed at the end"), account["closing"]),
            (_("Of this in dispute"), account["disputed"]),
        ]
    )
    held = next(each for each in found.accounts if each.currency == account["currency"])
    zone = ZoneInfo(found.partner.time_zone)
    sheet.table(
        (_("When"), _("Claim"), _("Order"), _("Step"), _("Change"), _("Owed")),
        [
            (
                f"{line.at.astimezone(zone):%Y-%m-%d %H:%M}",
                row["reference"],
                row["order"],
                word(row["step"], "entry"),
                row["change"],
                row["balance"],
            )
            for line, row in zip(held.lines, account["lines"], strict=True)
        ],
        (22, 14, 20, 30, 14, 14),
    )
