"""Benchmarks of the rulebook, each in one run with the peers it is held against."""
