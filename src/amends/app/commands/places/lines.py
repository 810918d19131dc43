"""What the commands on pickup points say."""

from __future__ import annotations

from collections.abc import Mapping

from amends.core.wording.mark import Line, line, plural

LOADED: Mapping[str, Line] = {
    "read": plural(
        "{file}: {count} point, read as {format}, list “{list}”",
        "{file}: {count} points, read as {format}, list “{list}”",
    ),
    "dry_run": line("Nothing was kept: {option}"),
    "left_out": line("Left out, of other kinds: {kinds}"),
    "hours": line("hours"),
    "changes": line("changes: {changes}"),
    "none": line("none"),
    "more": line("… and {count} more ({option} lists all)"),
}
STATES: Mapping[str, Line] = {
    "understood": line("{count} understood"),
    "flagged": line("{count} in doubt"),
    "refused": line("{count} not understood"),
    "missing": line("{count} not given"),
}
"""How hours were read, counted."""
CHANGES: Mapping[str, Line] = {
    "new": line("{count} new"),
    "moved": line("{count} moved"),
    "closed": line("{count} closed"),
    "reopened": line("{count} open again"),
    "hours": line("{count} with other hours"),
    "limits": line("{count} with other limits"),
    "other": line("{count} otherwise changed"),
}
TITLES: Mapping[str, Line] = {
    "moved": line("Moved: {count}"),
    "closed": line("Closed: {count}"),
    "reopened": line("Open again: {count}"),
    "flagged": line("In doubt (flagged), never offered: {count}"),
    "refused": line("Hours not understood (refused), never offered: {count}"),
    "missing": line("Hours not given, never offered: {count}"),
    "nowhere": line("Without coordinates, never offered: {count}"),
    "doubts": line("Odd: {count}"),
    "missed": line("Rows that are no point: {count}"),
    "columns": line("Columns that are not read: {count}"),
    "rename": line("To have one read, give it a name that is known: {where}"),
}
OPEN: Mapping[str, Line] = {
    "unknown": line("{name}, {when}: not known: {reason}"),
    "until": line("{name}, {when}: open until {until}"),
    "always": line("{name}, {when}: always open"),
    "closed": line("{name}, {when}: closed, opens {next}"),
    "closed_down": line("{name}, {when}: closed, no opening within {days} days is known"),
    "flagged": line("To be looked at, never offered: {reason}"),
    "no_service": line("It is out of service: it hands nothing over, whatever its hours say."),
    "nowhere": line("It has no coordinates, so it is never offered."),
}
LISTED: Mapping[str, Line] = {
    "id": line("id"),
    "name": line("name"),
    "address": line("address"),
    "hours": line("hours"),
    "read": line("why not offered"),
    "service": line("in service"),
    "more": line("… and {count} more ({option})."),
    "no_such": line("No such points. All of them: {command}"),
    "empty": line("There are no pickup points yet. To load some: {command}"),
}
FACTS: Mapping[str, Line] = {
    "code": line("id"),
    "source": line("list"),
    "operator": line("operator"),
    "kind": line("kind"),
    "address": line("address"),
    "way_there": line("way there"),
    "place": line("place"),
    "time_zone": line("time zone"),
    "hours": line("hours"),
    "hours_structure": line("weekly table"),
    "hours_readings": line("read as"),
    "exceptions": line("dated hours"),
    "closures": line("closures"),
    "sides": line("largest parcel"),
    "grams": line("heaviest parcel"),
    "storage_days": line("days of storage"),
    "payment": line("can be paid there"),
    "fitting": line("can be tried on there"),
    "capacity": line("capacity"),
    "name": line("name"),
    "country": line("country"),
    "region": line("region"),
    "latitude": line("latitude"),
    "longitude": line("longitude"),
    "open": line("in service"),
    "gives": line("hands parcels over"),
    "unclear": line("not understood"),
    "gone": line("no more in its list"),
}
"""Columns of a point by their names."""
KINDS: Mapping[str, Line] = {
    "counter": line("counter"),
    "locker": line("locker"),
    "shop": line("shop"),
    "post_office": line("post office"),
}
HISTORY: Mapping[str, Line] = {
    "new": line("New"),
    "moved": line("Moved"),
    "closed": line("Closed down"),
    "reopened": line("Open again"),
    "hours": line("Other hours"),
    "limits": line("Other limits"),
    "other": line("Changed"),
    "by_list": line("{what}, by the list {file}"),
    "by_event": line("{what}, by an event"),
}
VALUES: Mapping[str, Line] = {
    "yes": line("yes"),
    "no": line("no"),
    "nothing": line("nothing"),
    "closed": line("closed"),
    "kilograms": line("{number} kg"),
    "grams": line("{number} g"),
    "sides": line("{sides} mm"),
}
CHOSEN: Mapping[str, Line] = {
    "way": line("{minutes} min, {metres} m ({router})"),
    "cost": line("{minutes} min, {metres} m"),
    "trouble": line("The router does not answer, so ways are straight lines: {trouble}"),
    "which": line("Which “{text}” do you mean?"),
    "number": line("Its number"),
    "by_coordinates": line("Say it by its coordinates, or write more of its name."),
    "none": line("No point suits."),
    "detour": line("detour"),
    "until": line("open until"),
    "record": line("handed over"),
    "always": line("always open"),
    "of": line("{part} of {whole}"),
    "new_operator": line("new: its operator's record"),
    "new_usual": line("new: no record"),
}
