"""`python -m bench.durability`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bench.durability.run import Plan, run
from bench.durability.verdict import Verdict


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.durability", description=__doc__)
    parser.add_argument("--recoveries", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--spread", type=float, default=40.0, help="seconds in which they begin")
    parser.add_argument("--home", type=Path, help="an empty folder that is kept")
    given = parser.parse_args(arguments)
    plan = Plan(recoveries=given.recoveries, seed=given.seed, spread=given.spread)
    home = given.home or Path(tempfile.mkdtemp(prefix="amends-durability-"))
    verdict = run(plan, home)
    print(render(plan, verdict))
    print(f"\nEverything is in {home}")
    return 1 if verdict.faults else 0


def render(plan: Plan, verdict: Verdict) -> str:
    """The verdict as plain text."""
    killed = {f"killed: {name}": times for name, times in sorted(verdict.killed.items())}
    states = {f"remedies {name}": times for name, times in sorted(verdict.states.items())}
    lines = [f"{plan.recoveries} recoveries, seed {plan.seed}, {verdict.seconds:.0f} s", ""]
    lines += _table({**killed, **verdict.counts, **states})
    lines += [""] + [f"FAULT {name}: {', '.join(whom)}" for name, whom in verdict.faults.items()]
    return "\n".join(lines if verdict.faults else [*lines, "Nothing lost, nothing done twice."])


def _table(rows: Mapping[str, int]) -> list[str]:
    return [f"  {name:<30} {value:>6}" for name, value in rows.items()]


if __name__ == "__main__":
    sys.exit(main())
