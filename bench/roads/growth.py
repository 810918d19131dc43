"""How long a map takes to build and to load, and what it needs: each in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

MEASURE = """
import json, psutil, sys, time
from pathlib import Path
from amends.maps.kept import load
from amends.maps.roads import RoadGraph
from amends.maps.addresses import MapGeocoder
used = lambda: psutil.Process().memory_info().rss / 2**20
path, kept = Path(sys.argv[1]), Path(sys.argv[2])
before, began = used(), time.perf_counter()
extract = load(path, kept)
loaded = time.perf_counter()
graph = RoadGraph(extract)
ready = time.perf_counter()
names = MapGeocoder(extract)
print(json.dumps({
    "seconds": loaded - began,
    "seconds to a graph": ready - loaded,
    "seconds to names": time.perf_counter() - ready,
    "MiB": used() - before,
    "nodes": len(extract.roads.node_point),
    "edges": len(extract.roads.tail),
    "houses": len(extract.houses.numbers),
}))
"""


def measured(path: Path, kept: Path) -> dict[str, Any]:
    """Seconds and MiB of memory above an empty process, from a file to a router and a geocoder."""
    command = [sys.executable, "-c", MEASURE, str(path), str(kept)]
    told: dict[str, Any] = json.loads(subprocess.check_output(command))
    return told
