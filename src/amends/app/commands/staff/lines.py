"""What the commands on the truth about staff say."""

from __future__ import annotations

from collections.abc import Mapping

from amends.core.wording.mark import Line, line, plural

STANDINGS: Mapping[str, Line] = {
    "nothing": line("Nothing is counted yet: {command}"),
    "people": plural("{count} person", "{count} people"),
    "within": line("everybody is within the limits"),
    "seen": line("seen"),
    "of": line("{part} of {whole}"),
    "expected": line("expected"),
    "times": line("0 … {most} times"),
    "marked": line("marked on"),
    "cases": line("cases"),
}
REVIEWS: Mapping[str, Line] = {
    "days": line("Cases of {since} to {until}: {cases}, drawn: {drawn}, reviewed: {reviewed}"),
    "lapsed": line("not reviewed in time: {count}"),
    "rates": line("Cases with an error"),
    "any": line("Anything at all"),
    "rate": line("{rate}, between {low} and {high}"),
    "few": line("too few to tell"),
    "little": line("Too little is reviewed to tell: {n} of the {least} cases that are needed."),
    "agreement": line("How far two reviewers agree"),
    "whether": line("Whether anything is wrong"),
    "alpha": line("{alpha}, between {low} and {high}"),
    "same": line("always the same answer"),
    "all_same": line("All reviews say the same, so nobody can tell agreement from chance."),
    "unshared": line("Too few cases have two reviews: {n} of the {least} that are needed."),
}
PROPOSALS: Mapping[str, Line] = {
    "nothing": line("Nobody gave the same often enough in like cases."),
    "orders": line("orders"),
    "times": line("times"),
    "people": line("people"),
    "sum": line("in all"),
    "helped": line("right afterwards"),
    "unasked": line("nobody answered yet"),
    "least_below": line("from {least} to {below}"),
    "least": line("from {least}"),
    "below": line("below {below}"),
    "unknown": line("of unknown worth"),
    "drafted": line("draft {number}"),
    "aside": line("set aside"),
}
