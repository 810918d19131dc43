"""`python -m bench [NAME …]`: run the benchmarks and say which numbers are reached."""

from __future__ import annotations

import importlib
import sys
from argparse import ArgumentParser

from bench.results import Result, keep

BENCHMARKS = {
    "foresight": "how well broken promises are foretold, and if carriers' intervals hold the truth",
    "findings": "what customers say held against the record, and that against the truth",
    "responsibility": "who caused what, held against the truth of simulated towns",
    "score": "whole towns through the whole system, held against the truth",
    "staff": "if the error rate is within its interval, who is marked in a year, and how soon",
    "ingest": "from events in a file to promises and failures in the database",
    "due": "finding what has become due among a million open promises",
    "speak": "from an accepted API event to an offer that can be read",
    "durability": "recoveries against a hostile shop while everything is killed",
    "last_places": "a thousand customers choosing the last hundred places at once",
    "places.road_truth": "is the best point by road in the answer, and what straight lines lose",
    "roads": "ways over real streets, against Dijkstra: exact, and how fast points are ranked",
    "hours": "opening hours: how many are understood, that they are right, and what asking costs",
    "places.choose": "the best points for a question, against PostGIS and brute force",
    "places.reliability": "how soon a dying point is out, and how often a good one by mistake",
    "rulebook.decide": "one decision, against zen-engine and pyDMNrules",
    "rulebook.columns": "many decisions on columns, against numpy.select",
    "rulebook.sql": "many decisions in SQL, joins against CASE on DuckDB",
    "rulebook.check": "proving a table of 1500 rules, and finding its hole, against z3",
}


def main(given: list[str]) -> int:
    names = [name for name in given[:1] if name in BENCHMARKS] or list(BENCHMARKS)
    options = given[1:] if names == given[:1] else given
    missed = 0
    for name in names:
        print(f"{name}: {BENCHMARKS[name]}", flush=True)
        missed += _run(name, options)
    return 1 if missed else 0


def _run(name: str, options: list[str]) -> int:
    module = importlib.import_module(f"bench.{name}")
    parser = ArgumentParser(prog=f"python -m bench {name}", description=BENCHMARKS[name])
    module.arguments(parser)
    results: list[Result] = module.run(**vars(parser.parse_args(options)))
    for result in results:
        print(f"  {result}")
        for what, value in result.beside.items():
            print(
                f"       {what}: {value:,.4g}"
                if isinstance(value, float)
                else f"       {what}: {value}"
            )
    print(f"  kept in {keep(name, results).name}", flush=True)
    return sum(not result.is_reached for result in results)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
