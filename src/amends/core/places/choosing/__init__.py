"""Which points suit a customer best: really on the way, really open, really able to take it.

``pack_points`` makes a ``PointTable`` of all points; ``choose`` answers a ``Question`` with the k
best points by detour, each with its reasons as facts; ``choose_by_road`` ranks them by the ways of
a router; ``why_not`` says what left a point out, ``left_out`` what left all of them out.
"""

from amends.core.places.choosing.answers import Answer
from amends.core.places.choosing.by_road import RoadAnswer, RoadAnswers, choose_by_road
from amends.core.places.choosing.choose import choose, why_not
from amends.core.places.choosing.engine import warm_up
from amends.core.places.choosing.filters import Why
from amends.core.places.choosing.listing import (
    BadListing,
    Columns,
    Listed,
    columns,
    pack_points,
    with_columns,
    with_live,
)
from amends.core.places.choosing.none_serves import LeftOut, left_out
from amends.core.places.choosing.openings import Openings, openings
from amends.core.places.choosing.question import Arrivals, BadQuestion, Question
from amends.core.places.choosing.table import PointTable, Service

__all__ = [
    "Answer",
    "Arrivals",
    "BadListing",
    "BadQuestion",
    "Columns",
    "LeftOut",
    "Listed",
    "Openings",
    "PointTable",
    "Question",
    "RoadAnswer",
    "RoadAnswers",
    "Service",
    "Why",
    "choose",
    "choose_by_road",
    "columns",
    "left_out",
    "openings",
    "pack_points",
    "warm_up",
    "why_not",
    "with_columns",
    "with_live",
]
