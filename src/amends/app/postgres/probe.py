"""Whether a server answers."""

import subprocess

from amends.app.postgres.layout import DATABASE, PORT, ROLE, Layout
from amends.app.postgres.programs import Programs


def is_ready(programs: Programs, layout: Layout) -> bool:
    """Whether the server of this layout accepts connections on its socket."""
    options = ["-h", str(layout.run), "-p", str(PORT), "-U", ROLE, "-d", DATABASE]
    done = subprocess.run(
        [programs.path("pg_isready"), "--quiet", *options], stderr=subprocess.DEVNULL
    )
    return done.returncode == 0
