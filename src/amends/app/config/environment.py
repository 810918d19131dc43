"""What the environment says, in the shapes that the settings need."""

import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from psycopg.conninfo import conninfo_to_dict

from amends.app.config.home import amends_home
from amends.app.postgres import Layout

_DATABASE_PARTS = {
    "dbname": "NAME",
    "user": "USER",
    "password": "PASSWORD",
    "host": "HOST",
    "port": "PORT",
}


def words(name: str) -> list[str]:
    """A list that is written with commas."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def has_own_database() -> bool:
    """Whether the embedded database is used: no DATABASE_URL was given."""
    return not os.environ.get("DATABASE_URL")


def database_url() -> str:
    return os.environ.get("DATABASE_URL") or Layout.of(amends_home()).url()


def database(url: str) -> dict[str, Any]:
    """Django's settings for a PostgreSQL address."""
    parts = conninfo_to_dict(url)
    named = {name: str(parts.pop(part)) for part, name in _DATABASE_PARTS.items() if part in parts}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 5, **parts},
        **named,
    }


def email(url: str) -> Mapping[str, Any]:
    """Django's settings for an address like smtp://user:password@host:587?starttls=1 or smtps://…"""
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("AMENDS_EMAIL_URL must look like smtp://user:password@host:587?starttls=1")
    implicit_tls = parts.scheme == "smtps"
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if implicit_tls else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": implicit_tls,
        "EMAIL_USE_TLS": parse_qs(parts.query).get("starttls") == ["1"],
        "EMAIL_TIMEOUT": 20,
    }
