"""`amends token`: who may send events."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Table

from amends.app.config.boot import ready


@click.group()
def token() -> None:
    """Make, list and revoke tokens for senders of events."""


@token.command()
@click.argument("name")
@click.option(
    "--right", "rights", multiple=True, required=True, help="send-events, make-links, answer-claims"
)
@click.option("--partner", metavar="PARTNER", help="Whose claims it answers: carrier:swift.")
def create(name: str, rights: tuple[str, ...], partner: str | None) -> None:
    """Make a token called NAME and print it, once."""
    ready()
    from django.utils import timezone

    from amends.app.actions.accounts.statements import find_partner
    from amends.app.actions.tokens import make_token
    from amends.core.errors import AmendsError

    try:
        made = make_token(
            name=name,
            rights=rights,
            now=timezone.now(),
            by="command line",
            partner=find_partner(partner) if partner else None,
        )
    except AmendsError as error:
        raise click.ClickException(str(error)) from None
    click.echo(made)


@token.command()
@click.argument("name")
def revoke(name: str) -> None:
    """Revoke the token called NAME for good."""
    ready()
    from django.utils import timezone

    from amends.app.actions.tokens import BadToken, revoke_token

    try:
        revoke_token(name=name, now=timezone.now(), by="command line")
    except BadToken as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{name} is revoked")


@token.command("list")
def list_() -> None:
    """List the tokens; what they are is not kept."""
    ready()
    from amends.app.ledger.models import ApiToken

    table = Table("name", "rights", "made", "last used", "revoked", box=None)
    for each in ApiToken.objects.order_by("name")[:1000]:
        moments = (each.made_at, each.last_used_at, each.revoked_at)
        table.add_row(each.name, ", ".join(each.rights), *(_shown(each) for each in moments))
    if table.row_count:
        Console().print(table)
    else:
        click.echo("No tokens yet: amends token create NAME --right send-events")


def _shown(moment: object) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "-"
