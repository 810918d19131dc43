"""Looks at every point of one leaf of the tree."""

from __future__ import annotations

from amends.core.places.choosing.compiled.best import put, round_half_even
from amends.core.places.choosing.compiled.kernel import ahead, bare
from amends.core.places.choosing.compiled.passing import point_passes, visit
from amends.core.places.choosing.compiled.way import angle, half_chord, widest

RADIUS = 6_371_008.8
ROUGH = 2e-7
"""More than rough vectors are wrong by."""

ROUGH_METRES = 2.0 * ROUGH * RADIUS + 0.002
"""More than a detour by rough vectors is wrong by."""

STACK = 32
"""Room for the parts of a way that are still to be looked at; the points of a leaf come after."""

SLACK = 0.001
"""Metres by which rounding could make a bound too high, and more."""


@bare
def look(rows, stretch, way, balls, poles, points, openings, question, best, known, room):
    """Look at the points of a leaf by one stretch of the way; how many of the best are known then.

    Points too far from its start, or beside it, are passed over before anything else is asked.
    """
    fixed, now, rough = points
    long = balls[2][(len(balls[1]) + 1) // 2 - 1 + stretch]
    x, y, z = poles[stretch]
    limit = most_metres(question, best, known)
    spare = (limit + SLACK) / RADIUS
    reach = 0.5 * (long + 0.5 * spare) + ROUGH
    beside = widest(long, spare) + ROUGH
    near = STACK
    for row in range(rows[0], rows[1]):
        spot = rough[row]
        if abs(spot[0] * x + spot[1] * y + spot[2] * z) > beside:
            continue
        if half_chord(spot, way[stretch]) > reach:
            continue
        if detour(spot, way, stretch, long) > limit + ROUGH_METRES:
            continue
        ahead(fixed, row)
        ahead(now, row)
        room[near] = row
        near += 1
    for at in range(STACK, near):
        row = room[at]
        if point_passes(row, points, question[1], question[2], question[5][0]):
            more = detour(fixed[row].vector, way, stretch, long)
            known = _take(row, stretch, more, points, openings, question, best, known)
    return known


@bare
def look_along(rows, part, way, balls, points, openings, question, best, known, room):
    """Look at the points of a leaf by all stretches of a part of the way."""
    fixed, now, rough = points
    around = balls[1][part] + 0.5 * balls[2][part] + 2.0 * ROUGH
    reach = around + 0.5 * (most_metres(question, best, known) + SLACK) / RADIUS
    near = STACK
    for row in range(rows[0], rows[1]):
        if 2.0 * half_chord(rough[row], balls[0][part]) > reach:
            continue
        ahead(fixed, row)
        ahead(now, row)
        room[near] = row
        near += 1
    for at in range(STACK, near):
        row = room[at]
        if point_passes(row, points, question[1], question[2], question[5][0]):
            limit = most_metres(question, best, known)
            stretch, more = _least(fixed[row].vector, part, way, balls, limit + SLACK, room)
            if stretch >= 0:
                known = _take(row, stretch, more, points, openings, question, best, known)
    return known


@bare
def most_metres(question, best, known):
    """Metres of detour above which nothing is an answer any more."""
    bounds, count = question[5], question[6]
    return bounds[1] if known < count else min(best[1][count - 1] * 0.001 + SLACK, bounds[1])


@bare
def detour(spot, way, stretch, long):
    """Metres; as in ``globe.detours``. ``long``: the angle of the stretch."""
    end = min(stretch + 1, len(way) - 1)
    there = RADIUS * angle(spot, way[stretch])
    if end == stretch:
        return there + there
    return max(there + RADIUS * angle(spot, way[end]) - RADIUS * long, 0.0)


@bare
def _least(spot, part, way, balls, limit, todo):
    """The stretch of a part of the way with the least detour, if that is not above the limit."""
    centre, radius, longest = balls
    before = (len(radius) + 1) // 2 - 1
    found, least = -1, limit
    size, todo[0] = 1, part
    while size:
        size -= 1
        node = todo[size]
        if node >= before:
            more = detour(spot, way, node - before, longest[node])
            if more < least or (more == least and (found < 0 or node - before < found)):
                found, least = node - before, more
            continue
        for half in (2 * node + 1, 2 * node + 2):
            if radius[half] < 0.0:
                continue
            apart = 2.0 * half_chord(spot, centre[half]) - radius[half]
            if (2.0 * apart - longest[half]) * RADIUS - SLACK <= least:
                todo[size] = half
                size += 1
    return found, least


@bare
def _take(row, stretch, more, points, openings, question, best, known):
    """Put a point among the best, if it is open when one passes."""
    window, _, _, arrivals, left_out, bounds, count = question
    whole = round_half_even(more * 1000.0)
    if whole > bounds[1] * 1000.0 or (known == count and whole > best[1][count - 1]):
        return known
    soonest = max(window[0], arrivals[0][points[1][row].leg] - arrivals[1])
    come, until = visit(points[0][row].hours, openings, soonest, window[1], window[2])
    if come < 0:
        return known
    for each in left_out:
        if each == row:
            return known
    return put(best, known, count, points, row, more, stretch, come, until)
