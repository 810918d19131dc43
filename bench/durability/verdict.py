"""What is true at the end, read from the database and from the shop's own book."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from amends.shop.book import deeds
from bench.durability.clients import Told
from bench.durability.installation import Installation

REMEDIES = """
SELECT r.key::text, r.state, r.is_gesture, r.who, r.next_attempt_at, c.order_id AS ref,
       (SELECT count(*) FROM ledger_attempt a WHERE a.remedy_id = r.id) AS attempts
FROM ledger_remedy r JOIN ledger_case c ON c.id = r.case_id
"""
UNSETTLED = """
SELECT count(*) AS many FROM ledger_remedy
WHERE state NOT IN ('done', 'failed', 'dead') AND next_attempt_at IS NOT NULL
"""
FOLLOW_UPS = """
SELECT c.order_id AS ref, count(f.id) AS follow_ups, count(f.started_at) AS started,
       (SELECT count(*) FROM ledger_message m
        WHERE m.case_id = c.id AND m.step = 'done' AND m.state = 'sent') AS asked
FROM ledger_case c LEFT JOIN ledger_followup f ON f.case_id = c.id
WHERE EXISTS (SELECT 1 FROM ledger_remedy r
              WHERE r.case_id = c.id AND r.state = 'done' AND NOT r.is_gesture)
GROUP BY c.id
"""


@dataclass(slots=True)
class Verdict:
    """The counts, and every fault with its name; no fault, no loss."""

    counts: dict[str, int] = field(default_factory=dict)
    states: Counter[str] = field(default_factory=Counter)
    killed: Counter[str] = field(default_factory=Counter)
    faults: dict[str, list[str]] = field(default_factory=dict)
    seconds: float = 0.0

    def blame(self, fault: str, whom: list[str]) -> None:
        if whom:
            self.faults[fault] = sorted(whom)

    def as_rows(self) -> dict[str, Any]:
        """Everything, with a name each."""
        killed = {f"killed: {name}": times for name, times in sorted(self.killed.items())}
        states = {f"remedies {name}": times for name, times in sorted(self.states.items())}
        faults = {f"FAULT {name}": ", ".join(whom) for name, whom in self.faults.items()}
        return {**killed, **self.counts, **states, "seconds": round(self.seconds), **faults}


def unsettled(installation: Installation) -> int:
    """How many remedies are still on their way."""
    return int(installation.rows(UNSETTLED)[0]["many"])


def judge(installation: Installation, told: Told, killed: Counter[str]) -> Verdict:
    verdict = Verdict(killed=killed)
    remedies = installation.rows(REMEDIES)
    _count(verdict, told, remedies)
    _events(verdict, installation, told)
    _quarantine(verdict, installation)
    _choices(verdict, installation, told)
    _deeds(verdict, remedies, deeds(installation.deeds))
    _states(verdict, remedies)
    _follow_ups(verdict, installation)
    _answers(verdict, installation, told)
    verdict.blame("a client waited in vain", [f"{k}: {v}" for k, v in told.gave_up.items()])
    return verdict


def _count(verdict: Verdict, told: Told, remedies: list[dict[str, Any]]) -> None:
    verdict.counts = {
        "events taken": len(told.events),
        "choices made": len(told.choices),
        "answers given": len(told.answers),
        "refused by the shop": len(told.again),
        "calls repeated by clients": told.retries,
        "remedies": len(remedies),
        "attempts": sum(each["attempts"] for each in remedies),
    }


def _events(verdict: Verdict, installation: Installation, told: Told) -> None:
    rows = installation.rows("SELECT key FROM ledger_event WHERE source = 'durability'")
    kept = Counter(row["key"] for row in rows)
    verdict.blame("an event was lost", [key for key in told.events if key not in kept])
    verdict.blame("an event was kept twice", [key for key, times in kept.items() if times > 1])


def _quarantine(verdict: Verdict, installation: Installation) -> None:
    rows = installation.rows("SELECT code, reason FROM ledger_quarantined")
    verdict.blame("not understood", [f"{row['code']}: {row['reason']}" for row in rows])


def _choices(verdict: Verdict, installation: Installation, told: Told) -> None:
    rows = installation.rows(
        "SELECT c.order_id AS ref FROM ledger_choice h JOIN ledger_offer o ON o.id = h.offer_id"
        " JOIN ledger_case c ON c.id = o.case_id"
    )
    kept = {row["ref"] for row in rows}
    verdict.blame("a choice was lost", sorted(told.choices - kept))


def _deeds(verdict: Verdict, remedies: list[dict[str, Any]], done: Counter[str]) -> None:
    states = {each["key"]: each["state"] for each in remedies}
    verdict.counts["deeds in the shop's book"] = done.total()
    verdict.blame("carried out twice", [key for key, times in done.items() if times > 1])
    verdict.blame("carried out, but unknown to us", [key for key in done if key not in states])
    verdict.blame(
        "we say done, the shop did not do it",
        [key for key, state in states.items() if state == "done" and not done[key]],
    )
    verdict.blame(
        "we say failed, the shop did it",
        [key for key, state in states.items() if state in ("failed", "dead") and done[key]],
    )


def _states(verdict: Verdict, remedies: list[dict[str, Any]]) -> None:
    verdict.states = Counter(each["state"] for each in remedies)
    on_their_way = [
        f"{each['ref']}: {each['state']}"
        for each in remedies
        if each["state"] not in ("done", "failed", "dead") and each["next_attempt_at"] is not None
    ]
    verdict.blame("never settled", on_their_way)
    verdict.blame("given up", [each["ref"] for each in remedies if each["state"] == "dead"])


def _follow_ups(verdict: Verdict, installation: Installation) -> None:
    rows = installation.rows(FOLLOW_UPS)
    verdict.counts["follow-ups"] = sum(row["follow_ups"] for row in rows)
    verdict.blame("a follow-up was lost", [row["ref"] for row in rows if row["follow_ups"] != 1])
    verdict.blame("nobody asked", [row["ref"] for row in rows if row["started"] != 1])
    verdict.blame("asked otherwise than once", [row["ref"] for row in rows if row["asked"] != 1])


def _answers(verdict: Verdict, installation: Installation, told: Told) -> None:
    rows = installation.rows(
        "SELECT c.order_id AS ref FROM ledger_outcome o JOIN ledger_case c ON c.id = o.case_id"
    )
    kept = Counter(row["ref"] for row in rows)
    verdict.blame("an answer was lost", sorted(told.answers - set(kept)))
    verdict.blame("an answer was kept twice", [ref for ref, times in kept.items() if times > 1])
