"""What came of a customer's claims, in words: to the customer, and to staff with all weights."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from amends.app.actions.claims.objecting import latest_findings
from amends.app.actions.claims.retold import Retold, retold
from amends.app.actions.journal import SYSTEM
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Claim, Finding, Objection, Order
from amends.app.locale import Speech
from amends.core import findings
from amends.core.circumstances import CONTRADICTED
from amends.core.customers import Told
from amends.core.wording.findings import STAFF, answer, tell

SIDES = ("for", "against")
CORRECTED = "corrected"
MOST_EARLIER, MOST_SHOWN = 3, 30
LENGTH_OF_DAY, NOON = len("2026-11-20"), time(12)


@dataclass(frozen=True, slots=True)
class Answered:
    """What a customer reads of one claim: the claim, what we found, and why if a person did.

    ``before`` says of a story that is told again when it was told, and how it was answered.
    """

    meaning: str
    text: str
    verdict: str
    lines: Sequence[str]
    reason: str
    objected: bool
    before: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence as staff read it; ``events`` are numbers of the record."""

    text: str
    side: str
    weight: int
    events: Sequence[int]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A finding with its evidence as it was then."""

    finding: Finding
    by: str
    evidence: Mapping[str, Sequence[Piece]]


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim as staff read it: words with those marked that were read, findings, newest first."""

    claim: Claim
    meaning: str
    words: Sequence[tuple[str, str]]
    fields: Mapping[str, Any]
    through: str
    findings: Sequence[Weighed]
    objection: Objection | None


def answers_of(order: Order, speech: Speech, *, only: Collection[str] = ()) -> list[Answered]:
    """What we found of this order's last claims; with ``only``, of these verdicts.

    A story that was told several times is answered once, where it was told last. What was
    corrected since is not held against anybody any more.
    """
    found = latest_findings(Claim.objects.filter(order=order.ref)).select_related("objection")
    if not found:
        return []
    known = retold(order, now=speech.now)
    again = known.told_again(order.ref)
    told = [each for each in found if each.claim_id not in again][-MOST_SHOWN:]
    answers = (_answered(each, order, speech, known) for each in told)
    return [each for each in answers if not only or each.verdict in only]


def claims_of(order: Order, speech: Speech) -> list[Shown]:
    """The last claims of this order for staff, the last one first."""
    claims = Claim.objects.filter(order=order.ref).select_related("event")
    return [_shown(each, order, speech) for each in claims.order_by("-said_at", "-id")[:MOST_SHOWN]]


def marked(text: str, spans: Sequence[Sequence[Any]]) -> list[tuple[str, str]]:
    """The text in pieces, each with what it was read as, or an empty text."""
    pieces, at = [], 0
    for start, end, what in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start < at or end > len(text):
            continue
        pieces += [(text[at:start], ""), (text[start:end], str(what))]
        at = end
    return [piece for piece in [*pieces, (text[at:], "")] if piece[0]]


def _answered(finding: Finding, order: Order, speech: Speech, known: Retold) -> Answered:
    by_person = finding.by != SYSTEM
    right = known.corrected.get(finding.claim_id)
    earlier = known.earlier(finding.claim_id)[-MOST_EARLIER:]
    lines = answer(_core(finding), speech, currency=order.currency, again=bool(earlier))
    if right is not None:
        lines = [speech.say("finding.before.corrected", at=speech.at(right.said_at))]
    elif by_person and finding.verdict != CONTRADICTED:
        lines = []
    return Answered(
        meaning=_meaning(finding.claim, speech),
        text=str(finding.claim.event.data.get("text") or ""),
        verdict=CORRECTED if right else finding.verdict,
        lines=lines,
        reason=finding.reason,
        objected=hasattr(finding, "objection"),
        before=[_before(each, order, speech) for each in earlier],
    )


def _before(told: Told, order: Order, speech: Speech) -> str:
    """When an earlier telling was told, when it was answered, and how."""
    said = {
        "said": speech.at(told.said_at),
        "answered": speech.at(told.answered_at or told.said_at),
    }
    finding = Finding.objects.filter(claim=told.number).order_by("-number").first()
    how = "person" if finding is not None and finding.by != SYSTEM else "record"
    if told.order != order.ref:
        return speech.say(f"finding.before.{how}.elsewhere", order=told.order, **said)
    return speech.say(f"finding.before.{how}", **said)


def _shown(claim: Claim, order: Order, speech: Speech) -> Shown:
    text = str(claim.event.data.get("text") or "")
    found = claim.findings.order_by("-number")
    return Shown(
        claim=claim,
        meaning=_meaning(claim, speech),
        words=marked(text, claim.read.get("spans", ())),
        fields={
            name: _in_words(value, speech)
            for name, value in claim.fields.items()
            if not isinstance(value, dict)
        },
        through=str(claim.event.data.get("through") or ""),
        findings=[_weighed(each, order, speech) for each in found],
        objection=Objection.objects.filter(finding__claim=claim).order_by("-id").first(),
    )


def _in_words(value: Any, speech: Speech) -> str:
    """A day or a moment as it is spoken, anything else as it is."""
    try:
        if isinstance(value, str) and len(value) == LENGTH_OF_DAY:
            return speech.date_of(datetime.combine(date.fromisoformat(value), NOON, speech.zone))
        return speech.at(datetime.fromisoformat(value))
    except (TypeError, ValueError):
        return str(value)


def _weighed(finding: Finding, order: Order, speech: Speech) -> Weighed:
    pieces = list(_pieces(finding, order, speech))
    by_side = {side: [each for each in pieces if each.side == side] for side in SIDES}
    return Weighed(finding, "" if finding.by == SYSTEM else finding.by, by_side)


def _pieces(finding: Finding, order: Order, speech: Speech) -> Iterator[Piece]:
    for each in _core(finding).evidence:
        text = tell(each, speech, currency=order.currency, to=STAFF)
        yield Piece(text, each.side, round(each.weight * 100), each.events)


def _core(finding: Finding) -> findings.Finding:
    """The finding as the core knows it, from what was frozen."""
    evidence = tuple(findings.Evidence(**piece) for piece in finding.evidence)
    verdict: Any = finding.verdict
    return findings.Finding(verdict, evidence, finding.conflicting)


def _meaning(claim: Claim, speech: Speech) -> str:
    kind = current_policy().declarations.claims.get(claim.kind)
    if kind is None:
        return ""
    return kind.meaning.get(speech.language) or kind.meaning["en"]
