"""Sentences as angry, vague and hasty customers would write them, with what they mean.

They were written before the words to read them with. Half of them, told by a hash, was not looked
at while those words were chosen (``is_unseen``); both halves had the same author. ``later`` holds
sentences of another author, written without a look at those words, by which the words were mended;
``last`` some of the same author, written after that. ``hurried`` and ``held`` are of a third
author, who wrote them without a look at the words and then mended the reader by ``hurried``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from amends.core.claims import Kinds, OrderHint, Reading, read_text

ZONES = {"en": "Europe/London", "ru": "Europe/Moscow", "mn": "Asia/Ulaanbaatar"}
POINTS = {
    "en": {"P1": "Station 2", "P2": "Corner Shop"},
    "ru": {"P1": "Пятёрочка на Ленина", "P2": "Метро Южная"},
    "mn": {"P1": "Номин супермаркет", "P2": "Баянзүрх салбар"},
}
SAID = (2026, 11, 20, 16)
NOBODY_CAN_TELL = "?"


class Sentence(NamedTuple):
    """What was said, and what it means: ``kinds`` holds "" where being asked is right."""

    language: str
    kinds: frozenset[str]
    items: tuple[str, ...]
    fields: Mapping[str, str]
    text: str
    several: bool

    @property
    def is_unseen(self) -> bool:
        """Whether it was kept aside while the words to read it with were chosen."""
        return hashlib.sha256(self.text.encode()).digest()[0] % 2 == 1

    def read(self, kinds: Kinds) -> Reading:
        """What is read of it on the day on which it was said."""
        zone = ZoneInfo(ZONES[self.language])
        order = OrderHint(items=self.items, points=POINTS[self.language])
        said_at = datetime(*SAID, tzinfo=zone)
        return read_text(self.text, said_at=said_at, zone=zone, kinds=kinds, order=order)

    def outcome(self, reading: Reading) -> str:
        """Whether the kind was read right, wrongly, or is asked though it is said."""
        if reading.kind in self.kinds:
            return "right"
        return "wrong" if reading.kind else "asked"


def sentences(folder: str = "") -> Iterator[Sentence]:
    """All of them, language by language; ``folder`` names those that were written later."""
    for language in ZONES:
        text = (Path(__file__).parent / folder / f"{language}.txt").read_text(encoding="utf-8")
        for line in text.splitlines():
            if line and not line.startswith("#"):
                yield _sentence(language, line)


def _sentence(language: str, line: str) -> Sentence:
    kind, items, fields, text = (part.strip() for part in line.split("|", 3))
    kinds = {""} if kind == NOBODY_CAN_TELL else {*kind.replace("/", "+").split("+")}
    return Sentence(
        language=language,
        kinds=frozenset(kinds | ({""} if "+" in kind else set())),
        items=tuple(item.strip() for item in items.split(",") if item.strip()),
        fields=dict(_field(field) for field in fields.split(";") if field),
        text=text,
        several=len(kinds) > 1,
    )


def _field(said: str) -> tuple[str, str]:
    name, _, value = said.partition("=")
    return name.strip(), value.strip()


def shown(value: object) -> str:
    """A field's value as the tables write it."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M")
    return str(value)
