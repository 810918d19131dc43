"""What a rule says, as a headline and its particulars."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from amends.app.rules.words import Speaking
from amends.app.rules.words import outputs as lines
from amends.app.rules.words.speaking import PARTS, PEOPLE, REMEDIES, readable
from amends.core import wording
from amends.core.rulebook.tables import Rule, Table

NOT_SAID = frozenset({"rank", "gives", "what", "amount_of", "quiet_to"})
"""Outputs that another one says along, or that only order the page itself."""
MINUTES_OF = {"hours": 60, "approve_hours": 60, "after_minutes": 1, "window_lead_hours": 60}
MINUTES = (("days", 1440), ("hours", 60), ("minutes", 1))
FEW_DAYS = 2


class Said(NamedTuple):
    """What follows: ``headline``, ``details``, and sentences that are said to the customer."""

    headline: str
    details: tuple[str, ...]
    quotes: tuple[str, ...]


def said(rule: Rule, table: Table, speaking: Speaking) -> Said:
    """What one rule says, in the order of its table's outputs."""
    outputs = rule.outputs
    told = [text for fact in table.outputs if (text := _told(fact.name, outputs, speaking))]
    quotes = _quotes(outputs, speaking)
    head, *details = told or ["" if quotes else "–"]
    return Said(head[:1].upper() + head[1:], tuple(details), quotes)


def _told(name: str, outputs: Mapping[str, Any], speaking: Speaking) -> str:
    value = outputs[name]
    if line := lines.WHOLE.get(name, {}).get(value):
        return speaking.say(line)
    if name == "amount_share":
        return _amount(outputs, speaking)
    if name == "quiet_from":
        return _quiet(outputs, speaking)
    if value is None or name == "lines" or _is_said_along(name, outputs):
        return ""
    if name in lines.COUNTED:
        return _counted(name, value, speaking)
    return _labelled(name, value, speaking)


def _is_said_along(name: str, outputs: Mapping[str, Any]) -> bool:
    if name in WITH_A_LINE and outputs[name] is False:
        return True
    return name in NOT_SAID and ("remedy" in outputs or "gesture" in outputs or name in ALONG)


WITH_A_LINE = frozenset({"wake", "daytime"})
"""What is worth saying only where it is so."""
ALONG = frozenset({"amount_of", "quiet_to"})


def _labelled(name: str, value: Any, speaking: Speaking) -> str:
    if isinstance(value, str) and name in PARTS:
        text = speaking.parts(name, value)
    else:
        text = speaking.value(name, value)
    line = lines.SAID.get(name)
    if line is None:
        known = name in REMEDIES | PEOPLE or name in PARTS
        return text if known else f"{readable(name)}: {text}"
    percent = _percent(value, speaking) if isinstance(value, int | Decimal) else ""
    return speaking.say(line, value=text, percent=percent)


def _counted(name: str, value: Any, speaking: Speaking) -> str:
    """A length of time in the largest unit in which it is a whole number, days from two on."""
    known = lines.COUNTED[name]
    if name not in MINUTES_OF:
        return speaking.count(known["days"], int(value))
    minutes = Decimal(value) * MINUTES_OF[name]
    for unit, length in MINUTES:
        few = unit == "days" and minutes < FEW_DAYS * length
        if unit in known and minutes and not minutes % length and not few:
            return speaking.count(known[unit], int(minutes / length))
    return ""


def _amount(outputs: Mapping[str, Any], speaking: Speaking) -> str:
    share, of = outputs["amount_share"], outputs.get("amount_of")
    if share is None or of is None:
        return ""
    known = lines.AMOUNTS.get(of)
    if known is None:
        return speaking.say(lines.OTHER_AMOUNT, percent=_percent(share, speaking), of=readable(of))
    shape = {1: "whole", Decimal("0.5"): "half"}.get(share, "part")
    shape = "upto" if "may" in outputs else shape
    return speaking.say(known[shape], percent=_percent(share, speaking))


def _percent(share: int | Decimal, speaking: Speaking) -> str:
    return speaking.number(Decimal(share) * 100)


def _quiet(outputs: Mapping[str, Any], speaking: Speaking) -> str:
    start, end = outputs["quiet_from"], outputs.get("quiet_to")
    if outputs.get("wake") or not outputs.get("tell", True) or start is None or end is None:
        return ""
    return speaking.say(lines.QUIET, start=start, end=end)


def _quotes(outputs: Mapping[str, Any], speaking: Speaking) -> tuple[str, ...]:
    """The sentences of an apology."""
    said = str(outputs.get("lines") or "")
    keys = [f"apology.{key}" for key in said.split(".")] if said else []
    known = [wording.LINES[key] for key in keys if key in wording.LINES]
    return tuple(
        speaking.words.ngettext(line.one, line.many, 2).format(count=2)
        if line.many
        else speaking.say(line)
        for line in known
    )
