"""Long tests first, so that no process is left alone with one at the end."""

from __future__ import annotations

from itertools import chain, groupby

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    workers = getattr(config, "workerinput", {"workercount": 1})["workercount"]
    items[:] = long_first(items, workers)


def long_first(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    """For each process a part of equal length, which begins with its share of the long modules.

    Each process is first given one such part of the list, and takes from the others' ends when it
    is done. Tests in a database keep the order that pytest-django gives them.
    """
    long = [item for item in items if _is_long(item)]
    modules = [list(same) for _, same in groupby(sorted(long, key=_module), key=_module)]
    modules.sort(key=_patience, reverse=True)
    rest = [item for item in items if not _is_long(item)]
    parts = [list(chain(*modules[first::workers])) for first in range(workers)]
    for number, part in enumerate(parts):
        room = len(items) * (number + 1) // workers - sum(map(len, parts[:number])) - len(part)
        part += rest[: max(room, 0)]
        del rest[: max(room, 0)]
    return [*chain(*parts), *rest]


def _is_long(item: pytest.Item) -> bool:
    markers = {marker.name for marker in item.iter_markers()}
    return "slow" in markers and "django_db" not in markers


def _module(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


def _patience(module: list[pytest.Item]) -> float:
    """How long the slowest of them may take."""
    marks = (item.get_closest_marker("timeout") for item in module)
    return max(mark.args[0] if mark else 0 for mark in marks)
