"""Invariants: what a rulebook promises of every situation, in FEEL over facts and decision."""
