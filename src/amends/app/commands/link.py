"""`amends link`: a page for a customer who has no case yet."""

from __future__ import annotations

import click

from amends.app.config.boot import ready


@click.command()
@click.argument("order")
@click.option("--days", type=click.IntRange(1, 366), help="How long it works; the rulebook says.")
def link(order: str, days: int | None) -> None:
    """Print a link by which the customer of ORDER says what went wrong.

    Whoever has it speaks for this customer: give it to nobody else.
    """
    ready()
    from django.utils import timezone

    from amends.app.actions.order_links import NoSuchOrder, link_for_customer

    try:
        made = link_for_customer(order, now=timezone.now(), days=days)
    except NoSuchOrder as error:
        raise click.ClickException(str(error)) from None
    click.echo(made.url)
