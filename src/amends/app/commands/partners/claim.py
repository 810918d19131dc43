"""`amends partners claim`: the claim file of a case for a partner."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from amends.app.commands.partners.statement import write
from amends.app.config.boot import ready


@click.command()
@click.argument("partner", metavar="PARTNER")
@click.argument("order", metavar="ORDER")
@click.option("--form", type=click.Choice(("pdf", "json")), default="json", help="Else JSON.")
@click.option("--language", type=click.Choice(("en", "ru", "mn")), help="Else the partner's own.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="A file; else stdout.")
def claim(partner: str, order: str, form: str, language: str | None, out: Path | None) -> None:
    """Write the claim file for PARTNER (carrier:swift) about the newest case of ORDER."""
    ready()
    from amends.app.actions.accounts.claim_file import claim_file
    from amends.app.actions.accounts.statements import find_partner
    from amends.app.commands.loading import failing_kindly
    from amends.app.console.papers.claim import claim_paper
    from amends.app.ledger.models import Case

    with failing_kindly():
        asked = find_partner(partner)
        cases = Case.objects.select_related("order", "promise").filter(
            order=order, entries__postings__partner=asked
        )
        case = cases.order_by("-pk").first()
        if case is None:
            raise click.ClickException(f"nothing was asked of {partner} for order {order}")
        file = claim_file(asked, case, now=datetime.now(UTC))
    if form == "pdf":
        write(claim_paper(file, asked, language=language or ""), out)
    else:
        write((json.dumps(file, ensure_ascii=False, indent=1) + "\n").encode(), out)
