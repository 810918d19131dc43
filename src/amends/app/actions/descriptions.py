"""What an event may say of a brand, a location, a pickup point or a customer, column by column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column that a description may fill.

    ``empty`` is what it holds while nobody said, ``default`` what a first description without it
    means. The latest description holds, unless the ``earliest`` does.
    """

    type: str
    empty: str
    default: str = ""
    earliest: bool = False


TEXT = Column("text", "''")
LIST = Column("jsonb", "'[]'")
NUMBER = Column("float8", "NULL")
COUNT = Column("int", "NULL")
ANY = Column("jsonb", "NULL")
KIND = Column("text", "''", default="'counter'")
FLAG = Column("bool", "NULL", default="true")
KNOWN_FLAG = Column("bool", "NULL")
FIRST = Column("timestamptz", "NULL", earliest=True)


@dataclass(frozen=True, slots=True)
class Described:
    """A table of descriptions, and where in an event's data each column is found."""

    table: str
    key: str
    columns: Mapping[str, Column]
    names: Mapping[str, str]

    def row(self, ref: str, at: datetime, data: Mapping[str, Any]) -> Row:
        row = {"ref": ref, "described_at": at}
        return row | {name: data.get(self.names.get(name, name)) for name in self.columns}


TABLES = {
    "brand": Described("ledger_brand", "code", {"name": TEXT}, {}),
    "location": Described(
        "ledger_location",
        "code",
        dict.fromkeys(("name", "brand", "kind", "time_zone", "currency", "jurisdiction"), TEXT),
        {},
    ),
    "point": Described(
        "ledger_point",
        "code",
        {
            **dict.fromkeys(("name", "address", "hours", "time_zone", "operator"), TEXT),
            **dict.fromkeys(("country", "region", "way_there"), TEXT),
            "kind": KIND,
            **dict.fromkeys(("latitude", "longitude"), NUMBER),
            **dict.fromkeys(("hours_structure", "sides"), ANY),
            "closures": LIST,
            **dict.fromkeys(("grams", "storage_days", "capacity"), COUNT),
            **dict.fromkeys(("payment", "fitting"), KNOWN_FLAG),
            **dict.fromkeys(("open", "gives"), FLAG),
        },
        {"latitude": "lat", "longitude": "lon"},
    ),
    "leg": Described(
        "ledger_leg",
        "code",
        {
            **dict.fromkeys(
                ("origin", "destination", "cut_off", "arrives_at", "time_zone", "calendar"), TEXT
            ),
            "days": NUMBER,
            "weekdays": LIST,
            "open": FLAG,
        },
        {"origin": "from", "destination": "to"},
    ),
    "customer": Described(
        "ledger_customer",
        "ref",
        {
            **dict.fromkeys(("name", "email", "phone", "language", "time_zone"), TEXT),
            **dict.fromkeys(("addresses", "likes"), LIST),
            "first_order_at": FIRST,
        },
        {},
    ),
}
