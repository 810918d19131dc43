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
