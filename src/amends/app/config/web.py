"""The web server: gunicorn, with our settings and our logs."""

import os
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

from amends.app.config import environment
from amends.app.processes.bond import die_with_parent


class WebServer(BaseApplication):
    """Few processes with a few threads each, on a socket that listens already."""

    def __init__(self, *, fd: int, workers: int, threads: int) -> None:
        self._fd = fd
        self._workers = workers
        self._threads = threads
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._settings().items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from amends.app.config.wsgi import application

        return application

    def _settings(self) -> dict[str, Any]:
        from django.conf import settings

        return {
            "bind": [f"fd://{self._fd}"],
            "workers": self._workers,
            "threads": self._threads,
            "worker_class": "gthread",
            "preload_app": True,
            "timeout": 60,
            "graceful_timeout": 10,
            "keepalive": 5,
            "control_socket_disable": True,
            "logconfig_dict": settings.LOGGING,
            "post_fork": _after_fork,
            "post_worker_init": _when_ready,
            **_proxies(),
        }


def default_workers() -> int:
    return min(os.cpu_count() or 1, 8)


def _proxies() -> dict[str, str]:
    """Whoever may say who asks may say as well whether they were asked over https."""
    named = environment.words("AMENDS_TRUSTED_PROXIES")
    return {"forwarded_allow_ips": ",".join(named)} if named else {}


def _when_ready(_worker: Worker) -> None:
    """The map is read beside the first requests, not within one."""
    from amends.app.actions.places.warming import warm_ground

    warm_ground()


def _after_fork(_arbiter: Arbiter, worker: Worker) -> None:
    """No connection is shared between processes, and no worker outlives its master."""
    from django.db import connections

    connections.close_all()
    die_with_parent(worker.ppid)
