"""One installation of Amends and one hostile shop, as real processes with real disks."""

from __future__ import annotations

import base64
import csv
import hashlib
import os
import random
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil
import psycopg
from psycopg.rows import dict_row

from amends.app.postgres import Layout
from amends.policies import RETAIL

PATIENCE = """
[shop]
answer_within = 2
clock_skew = 0.5
tries = 40
first_delay = 0.3
growth = 1.5
longest_delay = 2
jitter = 0.2

[messenger]
answer_within = 3
clock_skew = 0.5
tries = 40
first_delay = 0.3
growth = 1.5
longest_delay = 2
jitter = 0.2
"""
READY_WITHIN = 90.0
LONGEST_ANSWER = "3"
"""Seconds that the shop takes at most: longer than we wait, so that some answers come too late."""


@dataclass(slots=True)
class Installation:
    """``amends up`` and ``amends shop`` in one folder."""

    home: Path
    seed: int
    port: int = field(default_factory=lambda: free_port())
    shop_port: int = field(default_factory=lambda: free_port())
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def deeds(self) -> Path:
        return self.home / "shop" / "deeds.jsonl"

    @property
    def up(self) -> psutil.Process:
        return psutil.Process(self.processes[0].pid)

    def start(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        (self.home / "patience.toml").write_text(PATIENCE)
        _hurry_follow_ups(self.home / "policy")
        environment = self._environment()
        self._start("up", environment, "up", "--port", str(self.port))
        until(self._answers, READY_WITHIN, "the web server answers")
        self._allow_the_token()
        self._start("shop", environment, "shop", *self._shop_options())

    def stop(self) -> None:
        for process in reversed(self.processes):
            process.terminate()
        for process in reversed(self.processes):
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def rows(self, query: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """What a query gives; raises ``psycopg.Error`` while the database is away."""
        url = Layout.of(self.home).url()
        with psycopg.connect(url, connect_timeout=5, row_factory=dict_row) as connection:
            return connection.execute(query.encode(), parameters).fetchall()

    def _start(self, name: str, environment: Mapping[str, str], *arguments: str) -> None:
        with (self.home / f"{name}.out").open("ab") as out:
            self.processes.append(
                subprocess.Popen(
                    [sys.executable, "-m", "amends.cli", *arguments],
                    env=dict(environment),
                    stdin=subprocess.DEVNULL,
                    stdout=out,
                    stderr=out,
                )
            )

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if _is_kept(name)}
        secret = base64.b64encode(random.Random(self.seed).randbytes(24)).decode()
        return kept | {
            "AMENDS_HOME": str(self.home),
            "AMENDS_PATIENCE": str(self.home / "patience.toml"),
            "AMENDS_POLICY": str(self.home / "policy"),
            "AMENDS_SHOP_URL": f"http://127.0.0.1:{self.shop_port}",
            "AMENDS_SHOP_SECRET": f"whsec_{secret}",
            "AMENDS_SHOP_TOKEN": self.token,
            "AMENDS_WEB_WORKERS": "2",
        }

    def _shop_options(self) -> tuple[str, ...]:
        return (
            *("--port", str(self.shop_port), "--data", str(self.deeds.parent)),
            *("--behaviour", "hostile", "--seed", str(self.seed), "--longest", LONGEST_ANSWER),
            *("--amends-url", self.url),
        )

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/healthz", trust_env=False).status_code == 200
        except httpx.HTTPError:
            return False

    def _allow_the_token(self) -> None:
        with psycopg.connect(Layout.of(self.home).url()) as connection:
            connection.execute(
                "INSERT INTO ledger_apitoken (name, digest, rights, made_at)"
                " VALUES ('durability', %s, '{send-events}', now())",
                [hashlib.sha256(self.token.encode()).hexdigest()],
            )


def until(is_true: Callable[[], bool], within: float, what: str) -> None:
    """Wait for something; raise ``TimeoutError`` if it does not come true."""
    give_up = time.monotonic() + within
    while not is_true():
        if time.monotonic() > give_up:
            raise TimeoutError(f"not within {within:.0f} s: {what}")
        time.sleep(0.1)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _is_kept(name: str) -> bool:
    """No setting of the tests reaches the installation: above all, its disks are real."""
    if name == "AMENDS_POSTGRES_BIN":
        return True
    return not name.startswith(("AMENDS_", "DJANGO_")) and name != "DATABASE_URL"


def _hurry_follow_ups(policy: Path) -> None:
    """The shipped policy, but the follow-up comes three seconds after the remedy."""
    without = shutil.ignore_patterns("*.examples.csv")  # they say five minutes
    shutil.copytree(RETAIL, policy, dirs_exist_ok=True, ignore=without)
    table = policy / "follow_up.csv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(row | {"after_minutes": "0.05"} for row in rows)
