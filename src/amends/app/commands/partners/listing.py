"""`amends partners list`: partners and what stands in their accounts."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Table

from amends.app.config.boot import ready

SUMS = ("prepared", "charged", "disputed", "recovered", "written_off")


@click.command("list")
def list_() -> None:
    """List partners and what stands in their accounts."""
    ready()
    from amends.app.actions.accounts.standing import Standing, standing_of
    from amends.app.ledger.models import Partner

    partners = list(Partner.objects.order_by("party", "who"))
    table = Table("partner", "name", "", *SUMS, box=None, padding=(0, 1))
    table.columns[0].min_width = max((len(f"{p.party}:{p.who}") for p in partners), default=0)
    for column in table.columns[3:]:
        column.justify = "right"
    for partner in partners:
        for held in standing_of(partner) or [Standing("")]:
            amounts = (f"{getattr(held, name):.2f}" if held.currency else "" for name in SUMS)
            table.add_row(f"{partner.party}:{partner.who}", partner.name, held.currency, *amounts)
    Console(highlight=False).print(table)
