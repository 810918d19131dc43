"""Amends: a shop puts right what went wrong for a customer, by a system and not by luck."""

__version__ = "0.1.0"
