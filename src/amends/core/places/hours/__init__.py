"""Opening hours: how they are read, what they say, and look-ups over many places at once.

``read_hours`` turns one place's text or weekly structure into ``Understood`` (with a ``Schedule``)
or ``Refused`` (with a reason). ``pack`` makes one ``Timetable`` of many schedules; it answers
"open at", "open until", "next opening" and "long enough open in a window" for arrays of places.
``status`` answers the same for one schedule and one moment.
"""

from amends.core.places.hours.moments import NEVER, as_minutes, as_moment
from amends.core.places.hours.reading import read_hours
from amends.core.places.hours.results import Reading, Refused, Understood
from amends.core.places.hours.schedule import ALWAYS, Schedule
from amends.core.places.hours.spans import DAY, WEEK, Spans
from amends.core.places.hours.status import Status, status
from amends.core.places.hours.timetable import Timetable, pack
from amends.core.places.hours.weekly import Row, weekly

__all__ = [
    "ALWAYS",
    "DAY",
    "NEVER",
    "WEEK",
    "Reading",
    "Refused",
    "Row",
    "Schedule",
    "Spans",
    "Status",
    "Timetable",
    "Understood",
    "as_minutes",
    "as_moment",
    "pack",
    "read_hours",
    "status",
    "weekly",
]
