"""Clean the file on standard input; the limits are the only argument. Started by ``apart.py``."""

from __future__ import annotations

import contextlib
import json
import resource
import sys

from amends.attachments.cleaning import clean
from amends.attachments.limits import Limits
from amends.attachments.results import BadFile

CPU_SECONDS = 20
MEMORY = 2 * 2**30


def main() -> None:
    """Write one line of JSON, and after it the cleaned file."""
    _bound()
    limits = Limits(**json.loads(sys.argv[1]))
    try:
        cleaned = clean(sys.stdin.buffer.read(limits.bytes + 1), limits)
    except BadFile as refused:
        sys.stdout.buffer.write(json.dumps({"refused": refused.code}).encode() + b"\n")
        return
    head = json.dumps({"content_type": cleaned.content_type}).encode()
    sys.stdout.buffer.write(head + b"\n" + cleaned.content)


def _bound() -> None:
    """So much time and memory, and no file is written; as far as the system knows such bounds."""
    for what, most in (
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


main()
