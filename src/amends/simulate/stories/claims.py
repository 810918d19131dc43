"""What customers say happened, as a code and in their words, with the truth of it kept apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from amends.simulate.clock import HOUR, short_date
from amends.simulate.record import Record, Row, Settle
from amends.simulate.stories.story import Story
from amends.simulate.words import when, words


def complain(
    story: Story,
    claim: str,
    at: int,
    *,
    before: int | None = None,
    always: bool = False,
    judged: Row | None = None,
    settle: Settle | None = None,
    fields: Mapping[str, Any] | None = None,
    slots: Mapping[str, str] | None = None,
    happened: int | None = None,
) -> None:
    """A customer to whom something happened says so, or not; ``before`` it is no longer true.

    ``judged`` is the truth of it: by default honest, and not to be proven.
    """
    if not always and not story.chance("complains"):
        return
    at = story.daytime(at + story.between(0, 24 * HOUR))
    if before is not None and at >= before:
        return
    say_claim(
        story,
        claim,
        at,
        judged or honest(),
        settle=settle,
        fields=fields,
        slots=slots,
        happened=happened,
    )


def judge(
    *,
    true: bool,
    intent: str,
    confirmable: bool = False,
    refutable: bool = False,
    how: str = "",
    evidence: list[str] | None = None,
) -> Row:
    """The truth of a claim, and what the record can prove of it."""
    expected = "contradicted" if refutable else "confirmed" if confirmable else "unconfirmed"
    return {
        "true": true,
        "intent": intent,
        "confirmable": confirmable,
        "refutable": refutable,
        "expected": expected,
        "how": how,
        "evidence": evidence or [],
    }


def honest(how: str = "", evidence: Iterable[str] = ()) -> Row:
    """A true claim; the record can confirm it where it is said ``how``."""
    return judge(
        true=True, intent="honest", confirmable=bool(how), how=how, evidence=list(evidence)
    )


def say_claim(
    story: Story,
    claim: str,
    at: int,
    judged: Row,
    *,
    settle: Settle | None = None,
    fields: Mapping[str, Any] | None = None,
    slots: Mapping[str, str] | None = None,
    happened: int | None = None,
) -> None:
    """Record a claim and its truth; ``happened`` is the moment of which it speaks."""
    text = _words(story, claim, at, {**(fields or {}), **(slots or {})}, happened)
    text_only = story.chance("text_only")
    data: dict[str, Any] = {"text": text, "language": story.customer.language}
    if not text_only:
        data = {"claim": claim, **data, **(fields or {})}
    key = story.say("shop", "customer.claimed", at, **data)
    row = {
        "event": key,
        "customer": story.customer.code,
        "claim": claim,
        "text_only": text_only,
        **judged,
    }
    if settle:
        row |= {"point": (fields or {})["point"], "spoken_of": happened}
    story.true("claim", at, settle, **row)
    story.spoke_at = at
    if not judged["true"] and at <= story.record.until:
        story.false_claims.append((at, claim))


def reported(story: Story, key: str, claim: str, at: int, *, true: bool, intent: str) -> None:
    """The truth of an event that is in the record because a customer reported it."""
    judged = judge(true=true, intent=intent)
    story.true(
        "claim", at, event=key, customer=story.customer.code, claim=claim, text_only=False, **judged
    )


def settle_closed(record: Record, row: Row) -> None:
    """Whether others were served, or came in vain, within half an hour of the visit claimed."""
    near = record.visits_near(row.pop("point"), row.pop("spoken_of"))
    served = [visit.key for visit in near if visit.served and visit.order != row["order"]]
    in_vain = [visit.key for visit in near if not visit.served]
    if not row["true"] and served:
        row.update(refutable=True, expected="contradicted", how="others_served", evidence=served)
    elif row["true"] and in_vain:
        row.update(confirmable=True, expected="confirmed", how="visits_in_vain", evidence=in_vain)


def _words(story: Story, claim: str, at: int, values: dict[str, str], happened: int | None) -> str:
    language, clock = story.customer.language, story.clock
    spoken = words(language)
    moment = story.placed if happened is None else happened
    day = clock.day(moment)
    slots = {
        "order": story.number,
        "item": story.items[0].title,
        "when": when(language, clock.day(at) - day, short_date(clock.date(day), language)),
        "time": clock.text(moment)[11:16],
        **values,
    }
    text: str = story.rng.choice(spoken["claims"][claim]).format(**slots)
    if story.customer.rude and story.rng.random() < 0.7:
        text += " " + story.rng.choice(spoken["rude"]["words"])
    return text[0].upper() + text[1:]
