"""How we decided: the rules that applied, each with its place on the page of that very version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from amends.app.actions import phrases
from amends.app.customer.doors import Visit
from amends.app.customer.looks.common import Context, Option
from amends.app.ledger.models import Offer
from amends.app.rules.links import fired_in, page_of, rule_of

OF_REMEDIES = ("remedies", "legal")
OF_THE_LAW = ("legal", "legal_dues")


class Reason(NamedTuple):
    """Why, in the words of the day; ``url`` is where the rule stands, empty where it is unknown."""

    text: str
    url: str
    source: str = ""


def decided(visit: Visit, offer: Offer) -> Context:
    """Whose fault, the gesture, the law, under which version of the rules."""
    decision = offer.decision
    rights = offer.body.get("rights", ())
    return {
        "reasons": [
            _reason(visit, offer, table, reasons) for table, reasons in _given(offer) if reasons
        ],
        "rights": [
            Reason(
                phrases.reason(visit.speech, right["reasons"]),
                rule_of(decision, OF_THE_LAW, right.get("rule", ""), visit.speech.language),
                right["source"],
            )
            for right in rights
        ],
        "rulebook": Reason(
            visit.speech.say("page.rulebook", rulebook=decision.rulebook, version=decision.version),
            page_of(decision, visit.speech.language),
        ),
    }


def reason_of(visit: Visit, offer: Offer, option: Option) -> Reason:
    """Why an option is on offer."""
    return Reason(
        phrases.reason(visit.speech, option["reasons"]),
        rule_of(offer.decision, OF_REMEDIES, option.get("rule", ""), visit.speech.language),
    )


def _given(offer: Offer) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """By their tables the reasons that hold for the whole offer."""
    yield "stance", offer.body.get("stance_reasons", {})
    yield "responsibility", offer.body["fault_reasons"]
    if offer.body["gesture"]:
        yield "gestures", offer.body["gesture"]["reasons"]


def _reason(visit: Visit, offer: Offer, table: str, reasons: Mapping[str, Any]) -> Reason:
    rule = fired_in(offer.decision, table)
    return Reason(
        phrases.reason(visit.speech, reasons),
        rule_of(offer.decision, (table,), rule, visit.speech.language),
    )
