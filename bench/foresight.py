"""How well broken promises are foretold: on simulated towns, and on real orders if they are there."""

from __future__ import annotations

import csv
import gzip
import os
import time
from argparse import ArgumentParser
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from amends.core.foresight import Calibration, Look, Rules, Seen, calibrate, learn, look_at
from amends.policies import load_policy
from bench.foresight_town import towns_looks

UNTIL = datetime(2026, 11, 20, tzinfo=UTC)
