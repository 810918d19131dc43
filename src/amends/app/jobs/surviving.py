"""One item at which something breaks keeps nobody else waiting."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable

log = logging.getLogger(__name__)


def survive(what: str, act: Callable[[], str], put_off: Callable[[], None]) -> str:
    """Do it; if it breaks, log where, put the item off and let the others go on."""
    try:
        return act()
    except Exception as error:
        log_error(what, error)
        put_off()
        return "put off"


def log_error(what: str, error: Exception) -> None:
    """What broke and where; never the error's own words, which may quote a customer."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{last.name}, line {last.lineno}"
    log.error("%s could not go on: %s in %s", what, type(error).__name__, place)
