"""What `amends claims read` says."""

from __future__ import annotations

from collections.abc import Mapping

from amends.core.wording.mark import Line, line

SAYS: Mapping[str, Line] = {
    "claimed": line("Claimed: {meaning}"),
    "unclear": line("It is not clear which of these is claimed:"),
    "nothing": line("These words do not say what is claimed."),
    "wrong_less": line("Rather, the words say that nothing is wrong."),
    "asks": line("It would be asked:"),
    "asks_kind": line("What happened?"),
    "asks_nothing": line("Nothing more would be asked."),
    "since": line("{last} or earlier"),
    "between": line("from {first} to {last}"),
    "long": line("Only the first {count} characters were read."),
    "for_noon": line("{time} or twelve hours later"),
}
HEADS = (line("words"), line("read as"), line("value"))
WHAT: Mapping[str, Line] = {
    "kind": line("what happened"),
    "ordered_on": line("ordered on"),
    "received_on": line("received on"),
    "came_at": line("came at"),
    "told_at": line("told at"),
    "said": line("what we said"),
    "point": line("pickup point"),
    "item": line("item"),
    "expected": line("was ordered"),
    "got": line("came instead"),
    "minutes": line("minutes waited"),
    "amount": line("sum"),
    "day": line("day"),
    "time": line("time"),
    "lasting": line("how long"),
    "money": line("sum"),
    "quote": line("in quotes"),
    "order": line("order number"),
}
"""What a span of words is read as."""
