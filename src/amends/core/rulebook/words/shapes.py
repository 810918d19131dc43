"""Lines for the shapes that a test of one value may have, by the unit of the fact.

A line that counts holds the whole phrase, so that each language bends every word of it.
"""

from __future__ import annotations

from collections.abc import Mapping

from amends.core.wording.mark import Line, line, plural

Lines = Mapping[str, Line]

DAYS = {
    "equal": plural("{count} day", "{count} days"),
    "more": plural("more than {count} day", "more than {count} days"),
    "at_least": plural("{count} day or more", "{count} days or more"),
    "less": plural("less than {count} day", "less than {count} days"),
    "at_most": plural("{count} day at most", "{count} days at most"),
    "between": plural("from {low} to {count} day", "from {low} to {count} days"),
}
HOURS = {
    "equal": plural("{count} hour", "{count} hours"),
    "more": plural("more than {count} hour", "more than {count} hours"),
    "at_least": plural("{count} hour or more", "{count} hours or more"),
    "less": plural("less than {count} hour", "less than {count} hours"),
    "at_most": plural("{count} hour at most", "{count} hours at most"),
    "between": plural("from {low} to {count} hour", "from {low} to {count} hours"),
}
MINUTES = {
    "equal": plural("{count} minute", "{count} minutes"),
    "more": plural("more than {count} minute", "more than {count} minutes"),
    "at_least": plural("{count} minute or more", "{count} minutes or more"),
    "less": plural("less than {count} minute", "less than {count} minutes"),
    "at_most": plural("{count} minute at most", "{count} minutes at most"),
    "between": plural("from {low} to {count} minute", "from {low} to {count} minutes"),
}
MONTHS = {
    "equal": plural("{count} month", "{count} months"),
    "more": plural("more than {count} month", "more than {count} months"),
    "at_least": plural("{count} month or more", "{count} months or more"),
    "less": plural("less than {count} month", "less than {count} months"),
    "at_most": plural("{count} month at most", "{count} months at most"),
    "between": plural("from {low} to {count} month", "from {low} to {count} months"),
}
PLAIN = {
    "equal": line("{value}"),
    "more": line("more than {value}"),
    "at_least": line("{value} or more"),
    "less": line("less than {value}"),
    "at_most": line("{value} at most"),
    "between": line("from {low} to {high}"),
    "between_open": line("more than {low} and less than {high}"),
    "between_open_low": line("more than {low}, {high} at most"),
    "between_open_high": line("{low} or more, less than {high}"),
}
MOMENTS = {
    "equal": line("{value}"),
    "more": line("after {value}"),
    "at_least": line("from {value} on"),
    "less": line("before {value}"),
    "at_most": line("until {value}"),
    "between": line("from {low} until {high}"),
    "between_open": line("after {low} and before {high}"),
    "between_open_low": line("after {low} until {high}"),
    "between_open_high": line("from {low} on and before {high}"),
}
UNITS: Mapping[str, Lines] = {
    "days": DAYS,
    "hours": HOURS,
    "minutes": MINUTES,
    "months": MONTHS,
}
YES_NO = {True: line("yes"), False: line("no")}
UNKNOWN = line("not known")
KNOWN = line("known")
ANYTHING = line("anything")
AND_SO_ON = line("{first}, {last}")
EITHER = line("{first} or {last}")
NOT = line("not {value}")
NONE_OF = line("none of these: {values}")
