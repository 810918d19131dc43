"""`python -m bench.durability`, like `python -m bench durability`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser

from bench.durability import arguments, run


def main() -> int:
    parser = ArgumentParser(prog="python -m bench.durability")
    arguments(parser)
    [result] = run(**vars(parser.parse_args()))
    print(result)
    for what, value in result.beside.items():
        print(f"  {what:<30} {value}")
    return 0 if result.is_reached else 1


if __name__ == "__main__":
    sys.exit(main())
