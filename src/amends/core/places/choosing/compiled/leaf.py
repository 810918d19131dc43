"""Looks at every point of one leaf of the tree."""

from __future__ import annotations

from math import sqrt

from amends.core.places.choosing.compiled.best import put, round_half_even
from amends.core.places.choosing.compiled.kernel import bare, inlined
from amends.core.places.choosing.compiled.passing import point_passes, visit
from amends.core.places.choosing.compiled.way import angle, half_chord
from amends.core.places.choosing.tree import LEAF

RADIUS = 6_371_008.8
ROUGH = 2e-7
"""More than rough vectors are wrong by."""

ROUGH_METRES = 2.0 * ROUGH * RADIUS + 0.002
"""More than a detour by rough vectors is wrong by."""

SLACK = 0.001
"""Metres by which rounding could make a bound too high, and more."""


@bare
def look(leaf, stretch, course, points, openings, question, best, known, room):
    """Look at the points of a leaf by one stretch of the way; how many of the best are known then.

    ``course``: way, balls, poles, across. ``room``: for a leaf's places and for its bounds.
    """
    way, balls = course[0], course[1]
    near, bounds = room
    long = balls[2][(len(balls[1]) + 1) // 2 - 1 + stretch]
    _rough_detours(points[2][leaf], way, stretch, long, bounds)
    limit = most_metres(question, best, known) + ROUGH_METRES
    for at in range(_within(leaf, limit, points, room)):
        if bounds[near[at]] > limit:
            continue
        row = points[3][leaf] + near[at]
        if point_passes(row, points, question[1], question[2], question[5][0]):
            more = detour(points[0][row].vector, way, stretch, long)
            known = _take(row, stretch, more, points, openings, question, best, known)
            limit = most_metres(question, best, known) + ROUGH_METRES
    return known


@bare
def look_along(leaf, part, course, points, openings, question, best, known, room, todo):
    """Look at the points of a leaf by all stretches of a part of the way."""
    way, balls = course[0], course[1]
    near, apart = room
    _rough_chords(points[2][leaf], balls[0][part], apart)
    around = balls[1][part] + 0.5 * balls[2][part] + 2.0 * ROUGH
    limit = most_metres(question, best, known) + SLACK
    for at in range(_within(leaf, around + 0.5 * limit / RADIUS, points, room)):
        if apart[near[at]] > around + 0.5 * limit / RADIUS:
            continue
        row = points[3][leaf] + near[at]
        if point_passes(row, points, question[1], question[2], question[5][0]):
            stretch, more = _least(points[0][row].vector, part, way, balls, limit, todo)
            if stretch >= 0:
                known = _take(row, stretch, more, points, openings, question, best, known)
                limit = most_metres(question, best, known) + SLACK
    return known


@inlined
def _rough_detours(block, way, stretch, long, bounds):
    """A bound in metres below the detour by each point of a leaf, less ``ROUGH_METRES``.

    The same for all places, so that the processor does several at a time: of the series of the
    arc, whose terms are all positive, the first three.
    """
    a, b = way[stretch], way[min(stretch + 1, len(way) - 1)]
    less = RADIUS * long
    for place in range(LEAF):
        bounds[place] = -less
    for x, y, z in ((a[0], a[1], a[2]), (b[0], b[1], b[2])):
        for place in range(LEAF):
            east, north, up = block[0, place] - x, block[1, place] - y, block[2, place] - z
            squared = 0.25 * (east * east + north * north + up * up)
            series = 1.0 + squared * (1.0 / 6.0 + squared * (3.0 / 40.0))
            bounds[place] += 2.0 * RADIUS * sqrt(squared) * series


@bare
def _rough_chords(block, centre, apart):
    """The straight line through the globe between each point of a leaf and the centre of a ball."""
    x, y, z = centre[0], centre[1], centre[2]
    for place in range(LEAF):
        east, north, up = block[0, place] - x, block[1, place] - y, block[2, place] - z
        apart[place] = sqrt(east * east + north * north + up * up)


@inlined
def _within(leaf, limit, points, room):
    """Write down those places of a leaf whose bound is not above the limit; how many there are.

    Their columns are touched, so that the memory of all of them is waited for at once.
    """
    near, bounds = room
    first, many = points[3][leaf], points[3][leaf + 1] - points[3][leaf]
    found, touched = 0, 0
    for place in range(many):
        if bounds[place] <= limit:
            near[found] = place
            found += 1
            touched += points[0][first + place].hours + points[1][first + place].free
    near[LEAF] = touched
    return found


@inlined
def most_metres(question, best, known):
    """Metres of detour above which nothing is an answer any more."""
    bounds, count = question[5], question[6]
    return bounds[1] if known < count else min(best[1][count - 1] * 0.001 + SLACK, bounds[1])


@inlined
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
    soonest = max(window[0], arrivals[points[1][row].leg])
    come, until = visit(points[0][row].hours, openings, soonest, window[1], window[2])
    if come < 0:
        return known
    for each in left_out:
        if each == row:
            return known
    return put(best, known, count, points, row, more, stretch, come, until)
