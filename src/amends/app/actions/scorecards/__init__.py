"""Scorecards of partners and people; see docs/explanation/scorecards.md."""

from amends.app.actions.scorecards.cards import KINDS, Card, Lane, Scorecards, scorecards

__all__ = ["KINDS", "Card", "Lane", "Scorecards", "scorecards"]
