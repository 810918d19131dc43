"""Files are opened in a process of their own: one that breaks or grows takes nobody along."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict

from amends.attachments.limits import Limits
from amends.attachments.results import BadFile, Cleaned
from amends.attachments.sniffing import sniff

SECONDS = 30
PASSED_ON = ("PATH", "PYTHONPATH", "LANG", "SYSTEMROOT")
"""Of the environment: no secret is there for whatever a file makes a decoder do."""


def clean_apart(content: bytes, limits: Limits) -> Cleaned:
    """The file as it may be kept; raise ``BadFile``, also where it took too much to find out."""
    if not content:
        raise BadFile("file_empty")
    if len(content) > limits.bytes:
        raise BadFile("file_too_large")
    if not sniff(content):
        raise BadFile("file_type")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "amends.attachments", json.dumps(asdict(limits))],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
        )
    except subprocess.TimeoutExpired:
        raise BadFile("file_too_costly") from None
    head, _, cleaned = done.stdout.partition(b"\n")
    if done.returncode or not head:
        raise BadFile("file_too_costly")
    answer = json.loads(head)
    if "refused" in answer:
        raise BadFile(answer["refused"])
    return Cleaned(answer["content_type"], cleaned)
