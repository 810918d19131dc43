"""A PostgreSQL server that needs no installation and lives in one folder.

Every process that needs it takes a `Lease`. A small keeper process runs the server for as long as
anybody holds one. Leases are file locks, so a killed process gives its lease back by dying.
"""

from amends.app.postgres.errors import PostgresError
from amends.app.postgres.layout import Layout
from amends.app.postgres.lease import Lease, acquire, wait_until_stopped

__all__ = ["Layout", "Lease", "PostgresError", "acquire", "wait_until_stopped"]
