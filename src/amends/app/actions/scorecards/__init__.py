"""Scorecards of partners and people; see docs/explanation/scorecards.md."""

from amends.app.actions.scorecards.cards import KINDS, Card, Done, Scorecards, scorecards
from amends.app.actions.scorecards.lanes import Lane, Option
from amends.app.actions.scorecards.stored import (
    HEAD,
    LANES,
    as_data,
    card_of,
    kept_of,
    lane_of,
    latest,
    read_all,
    renew_scorecards,
    rows_of,
)

__all__ = [
    "HEAD",
    "KINDS",
    "LANES",
    "Card",
    "Done",
    "Lane",
    "Option",
    "Scorecards",
    "as_data",
    "card_of",
    "kept_of",
    "lane_of",
    "latest",
    "read_all",
    "renew_scorecards",
    "rows_of",
    "scorecards",
]
