"""What a check proves of a rulebook that no report was kept of, computed in the background.

A check may take many seconds; no reader waits for it. Until it is done the page says that it has
not been computed.
"""

from __future__ import annotations

import logging
from threading import Lock, Timer

from amends.core.rulebook import Rulebook
from amends.core.rulebook.check import Report, check

PAUSE = 1.0
"""Seconds before it begins, so that it does not slow the page that is being written."""
log = logging.getLogger(__name__)
_known: dict[str, Report | None] = {}
_lock = Lock()


def proof_of(book: Rulebook) -> Report | None:
    """The report of this very rulebook; None while it is not there, or where it failed."""
    with _lock:
        if book.checksum in _known:
            return _known[book.checksum]
        _known[book.checksum] = None
    later = Timer(PAUSE, _prove, (book,))
    later.daemon = True
    later.start()
    return None


def _prove(book: Rulebook) -> None:
    try:
        _known[book.checksum] = check(book)
    except Exception:
        log.exception("the rulebook %s %s could not be checked", book.name, book.version)
