"""Logs: one JSON line per event on stderr, without personal data and without keys to a case."""

import re
from collections.abc import MutableMapping
from typing import Any

import structlog

_HIDDEN = (
    (re.compile(r"(/c/)[^/\s\"'?\\]+"), r"\1…"),
    (re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+"), "…@…"),
    (re.compile(r"(\bip=)[0-9a-fA-F.:]*[0-9a-fA-F]"), r"\1…"),
    (re.compile(r"(DETAIL: ).*?(?=\\n|\n|\"|$)"), r"\1…"),
)


def hide(text: str) -> str:
    """The text without customers' links, mail addresses and what a database quotes."""
    for pattern, replacement in _HIDDEN:
        text = pattern.sub(replacement, text)
    return text


def _hide_in_line(_logger: Any, _method: str, line: str | bytes | MutableMapping[str, Any]) -> str:
    return hide(str(line))


_SHARED = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
)


def json_formatter() -> structlog.stdlib.ProcessorFormatter:
    """Makes one JSON line of one event, ours or a library's."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_SHARED,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
            _hide_in_line,
        ],
    )


def logging_settings(level: str) -> dict[str, Any]:
    """The `LOGGING` setting; every library's log takes the same way out."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": json_formatter}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "amends": {"level": level},
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "gunicorn.access": {"handlers": [], "propagate": False},
            "gunicorn.error": {"handlers": [], "level": "WARNING", "propagate": True},
        },
    }
