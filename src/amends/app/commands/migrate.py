"""`amends migrate`: the database is brought to this version."""

import click

from amends.app.config import boot

_LOCK = 0x616D656E6473


@click.command()
def migrate() -> None:
    """Bring the database to this version; two at once take turns."""
    boot()
    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        call_command("migrate", verbosity=0, interactive=False)
    click.echo("The database is up to date.")
