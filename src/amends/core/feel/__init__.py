"""FEEL, the expression language of DMN (OMG DMN 1.5, chapters 9 and 10).

``read_expression(text, names)`` reads an expression into a tree, ``evaluate(node, scope)`` gives
its value. ``amends.core.feel.parser`` alone (what the rulebook's cells need) loads no function.
"""

from __future__ import annotations

from typing import Any

__all__ = ["evaluate", "read_expression", "read_tests"]


def __getattr__(name: str) -> Any:
    if name == "evaluate":
        from amends.core.feel.evaluator import evaluate

        return evaluate
    if name in {"read_expression", "read_tests"}:
        from amends.core.feel import parser

        return getattr(parser, name)
    raise AttributeError(name)
