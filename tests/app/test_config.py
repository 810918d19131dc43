"""The environment decides, and what is secret stays secret."""

import json
import logging
import stat
import sys
from io import StringIO
from pathlib import Path

import click
import pytest
from django.test import Client

from amends.app.config import environment
from amends.app.config.boot import ready
from amends.app.config.home import amends_home as chosen_home
from amends.app.config.home import secret_key
from amends.app.config.logs import hide, json_formatter


def test_a_database_url_becomes_djangos_settings() -> None:
    chosen = environment.database("postgresql://shop:p%40ss@db.example:6432/amends?sslmode=require")
    assert chosen["HOST"] == "db.example"
    assert chosen["PORT"] == "6432"
    assert chosen["PASSWORD"] == "p@ss"
    assert chosen["OPTIONS"]["sslmode"] == "require"


def test_the_embedded_database_is_reached_through_its_socket(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AMENDS_HOME", "/srv/a home")
    chosen = environment.database(environment.database_url())
    assert chosen["HOST"] == "/srv/a home/postgres/run"
    assert chosen["NAME"] == "amends"


@pytest.mark.parametrize(
    ("url", "port", "implicit", "starttls"),
    [
        ("smtp://mail.example", 25, False, False),
        ("smtp://u:p%2F@mail.example:587?starttls=1", 587, False, True),
        ("smtps://u:p@mail.example", 465, True, False),
    ],
)
def test_a_mail_url_becomes_djangos_settings(
    url: str, port: int, implicit: bool, starttls: bool
) -> None:
    chosen = environment.email(url)
    assert (chosen["EMAIL_PORT"], chosen["EMAIL_USE_SSL"]) == (port, implicit)
    assert chosen["EMAIL_USE_TLS"] is starttls


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://"])
def test_another_mail_url_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="AMENDS_EMAIL_URL"):
        environment.email(url)


def test_the_key_is_made_once_and_is_its_owners_only(tmp_path: Path) -> None:
    key = secret_key(tmp_path)
    assert secret_key(tmp_path) == key
    assert len(key) >= 50
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_the_home_is_the_users_unless_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AMENDS_HOME")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert chosen_home() == Path("/var/lib/amends")
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setenv("XDG_DATA_HOME", "/data/of/somebody")
    assert chosen_home() == Path("/data/of/somebody/amends")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Not Found: /c/eyJ.a:b-c/offer/", "Not Found: /c/…/offer/"),
        ("to anna.k+x@mail.example.mn at once", "to …@… at once"),
        ("value\\nDETAIL:  Key (email)=(a) exists.\\nLINE", "value\\nDETAIL: …\\nLINE"),
        ("Invalid request from ip=10.1.2.3: no", "Invalid request from ip=…: no"),
    ],
)
def test_what_a_log_must_not_show(text: str, shown: str) -> None:
    assert hide(text) == shown


def test_a_log_line_is_json_without_the_customers_link() -> None:
    lines = StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(json_formatter())
    log = logging.getLogger("amends.test")
    log.addHandler(handler)
    try:
        raise LookupError("no case behind /c/secret-token/")
    except LookupError:
        log.exception("Error: %s", "/c/secret-token/")
    finally:
        log.removeHandler(handler)
    line = json.loads(lines.getvalue())
    assert line["event"] == "Error: /c/…/"
    assert "LookupError" in line["exception"]
    assert "secret-token" not in lines.getvalue()


def test_every_answer_protects_its_reader(client: Client, db: None) -> None:
    answer = client.get("/no/such/page/")
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "script-src 'self'" in answer["Content-Security-Policy"]


def test_health_is_told_whatever_the_host(client: Client, db: None) -> None:
    assert client.get("/healthz", headers={"host": "10.0.0.7"}).content == b"ok\n"


def test_a_database_of_others_is_not_migrated_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[ready.__module__], "boot", lambda: None)
    monkeypatch.setattr("amends.app.config.tables.has_tables", lambda: False)
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody@example/else")
    with pytest.raises(click.ClickException, match="amends migrate"):
        ready()


def test_ones_own_database_gets_its_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    monkeypatch.setattr(sys.modules[ready.__module__], "boot", lambda: None)
    monkeypatch.setattr("amends.app.config.tables.has_tables", lambda: False)
    monkeypatch.setattr("amends.app.config.tables.make_tables", lambda: made.append("tables"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    ready()
    assert made == ["tables"]
