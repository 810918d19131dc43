"""Partners with contracts, for tests."""

from __future__ import annotations

from datetime import datetime

from amends.app.actions.accounts.contracts import load_partners

SWIFT = """
[[contracts]]
number = "SW-2026"
valid_from = 2026-01-01
days_to_answer = 10

[[contracts.clauses]]
number = "7.2"
failures = ["lost", "undelivered"]
per_cent = 100
most = { EUR = 200, RUB = 20000 }
text.en = "The carrier pays for a parcel that is lost."
text.ru = "Перевозчик платит за утраченную посылку."
text.mn = "Алдагдсан илгээмжийг тээвэрлэгч төлнө."

[[contracts.clauses]]
number = "7.3"
failures = ["late"]
per_cent = 50
text.en = "Half of the cost of a late delivery."

[[partners]]
party = "carrier"
who = "swift"
name = "Swift Post"
language = "en"
time_zone = "Europe/Moscow"
email = "claims@swift.example"
contracts = ["SW-2026"]
"""


def load_swift(text: str = SWIFT, *, now: datetime) -> None:
    """The carrier of the tests, with its contract."""
    load_partners(text, now=now, by="test")
