"""A set of buckets written as a cell, and the situations that show a finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from amends.core.rulebook.axes import Axis
from amends.core.rulebook.check.report import show
from amends.core.rulebook.generated import bits_of


def side_text(axis: Axis, side: int) -> str:
    """The buckets of a mask as one cell, as short as it can be said."""
    if side == axis.all_bits:
        return "-"
    known = [bucket for bucket in bits_of(side) if bucket < axis.known]
    null = ["null"] if side >> axis.known & 1 and axis.fact.optional else []
    if axis.places:
        return ", ".join([_run_text(axis, run) for run in _runs(known)] + null)
    shown = [show(axis.buckets[bucket].sample, axis.fact) for bucket in known]
    if any(axis.buckets[bucket].is_other for bucket in known):
        absent = [b for b in range(axis.known) if not side >> b & 1]
        listed = ", ".join(show(axis.buckets[bucket].sample, axis.fact) for bucket in absent)
        shown = [f"not({listed})"] if listed else ["not(null)"]
    return ", ".join(shown + null)


def _runs(buckets: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for bucket in buckets:
        if runs and runs[-1][1] == bucket - 1:
            runs[-1] = (runs[-1][0], bucket)
        else:
            runs.append((bucket, bucket))
    return runs


def _run_text(axis: Axis, run: tuple[int, int]) -> str:
    """Neighbouring buckets as a value, a comparison or an interval."""
    first, last = (axis.buckets[bucket].span for bucket in run)
    assert first is not None and last is not None
    low, high = first.low, last.high
    if first == last and axis.buckets[run[0]].is_point:
        return show(low, axis.fact)
    if run[1] == axis.known - 1 and low is not None:
        return (">=" if first.low_closed else ">") + show(low, axis.fact)
    if run[0] == 0 and high is not None:
        return ("<=" if last.high_closed else "<") + show(high, axis.fact)
    if low is None or high is None:
        return "not(null)"
    opening, closing = "[" if first.low_closed else "(", "]" if last.high_closed else ")"
    return f"{opening}{show(low, axis.fact)}..{show(high, axis.fact)}{closing}"


def region_text(axes: Mapping[str, Axis], sides: Mapping[str, int]) -> dict[str, str]:
    """A box as cells by fact; facts that may be anything are left out."""
    texts = {name: side_text(axes[name], side) for name, side in sides.items()}
    return {name: text for name, text in texts.items() if text != "-"}


def values_of(axes: Mapping[str, Axis], buckets: Mapping[str, int]) -> dict[str, Any]:
    """A value of every bucket."""
    return {name: axes[name].buckets[bucket].sample for name, bucket in buckets.items()}
