"""Customers are warned before a promise breaks; see docs/explanation/warned-ahead.md."""
