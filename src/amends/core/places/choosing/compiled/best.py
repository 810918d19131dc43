"""The k best so far, sorted by millimetres, then reliability, then code."""

from __future__ import annotations

from amends.core.places.choosing.compiled.kernel import bare
from amends.core.places.choosing.table import PER_DEGREE


@bare
def put(best, known, count, points, found, more, part, come, until):
    """Put a row among the best; ``best`` is (rows, millimetres, detours, parts, comes, untils)."""
    rows, thousandths, detours, parts, comes, untils = best
    whole = round_half_even(more * 1000.0)
    for at in range(known):
        if rows[at] == found:
            if detours[at] < more or (detours[at] == more and parts[at] <= part):
                return known
            for below in range(at, known - 1):
                _move(best, below + 1, below)
            known -= 1
            break
    at = min(known, count)
    while at > 0 and _better(whole, points, found, thousandths[at - 1], rows[at - 1]):
        at -= 1
    if at >= count:
        return known
    for below in range(min(known, count - 1), at, -1):
        _move(best, below - 1, below)
    rows[at], thousandths[at], detours[at] = found, whole, more
    parts[at], comes[at], untils[at] = part, come, until
    return min(known + 1, count)


@bare
def round_half_even(value):
    """To a whole number as NumPy's rint does."""
    low = int(value)
    rest = value - low
    if rest > 0.5 or (rest == 0.5 and low % 2 == 1):
        return low + 1
    return low


@bare
def _better(whole, points, row, other_whole, other):
    if whole != other_whole:
        return whole < other_whole
    fixed, now, _ = points
    if now[row].lower != now[other].lower:
        return now[row].lower > now[other].lower
    return fixed[row].rank < fixed[other].rank


@bare
def _move(best, start, end):
    rows, thousandths, detours, parts, comes, untils = best
    rows[end], thousandths[end], detours[end] = rows[start], thousandths[start], detours[start]
    parts[end], comes[end], untils[end] = parts[start], comes[start], untils[start]


@bare
def tell(best, known, points, arrivals, ends, whole, real):
    """Write down all that is told of the best, in the columns of ``found.WHOLE`` and ``REAL``."""
    rows, _, detours, parts, comes, untils = best
    for at in range(known):
        row, line = rows[at], whole[at]
        fixed, now = points[0][row], points[1][row]
        line[0], line[1], line[2], line[3] = row, parts[at], comes[at], untils[at]
        line[4] = arrivals[0][now.leg] - arrivals[1]
        line[5], line[6] = ends[fixed.rank], ends[fixed.rank + 1]
        line[7], line[8], line[9] = fixed.kind, fixed.operator, now.free
        line[10], line[11] = now.good, now.total
        real[at, 0], real[at, 3] = detours[at], now.lower
        real[at, 1] = fixed.place[0] / PER_DEGREE
        real[at, 2] = fixed.place[1] / PER_DEGREE
