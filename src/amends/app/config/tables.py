"""The tables of the database: whether they are there, and how they come to be."""

_LOCK = 0x616D656E6473


def has_tables() -> bool:
    """Whether anything was ever migrated."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('ledger_event') IS NOT NULL")
        return bool(cursor.fetchone()[0])


def make_tables() -> None:
    """Bring the database to this version; two at once take turns."""
    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        call_command("migrate", verbosity=0, interactive=False)
        publish_policy()
        _read_hours()
        cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def publish_policy() -> None:
    """Publish the policy of an installation that has none yet.

    Raise ``AmendsError`` for one that does not pass.
    """
    from django.utils import timezone

    from amends.app.actions.policy import in_force
    from amends.app.actions.rulebooks import publish_first

    if in_force(timezone.now()) is None:
        publish_first(now=timezone.now())


def _read_hours() -> None:
    """Points that were described before hours were read have none until they are."""
    from django.utils import timezone

    from amends.app.actions.places.rereading import renew_hours

    renew_hours(now=timezone.now())
