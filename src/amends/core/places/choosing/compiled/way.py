"""Distances, the customer's way as a tree of balls, and the least detour that a ball allows.

A ball of points: centre c, radius r. For a way's stretch from A to B let f(p) = d(A, p) + d(p, B).
Distances to a spot are convex along great circles within a quarter of the globe of it, so with the
angle t at c between the directions to A and to B, f(p) >= f(c) - r |grad f(c)|, and the gradient's
length is |u + v| = 2 cos(t / 2): near the straight line it is almost 0, and that is what makes long
ways fast. By the spherical law of cosines |grad|^2 = 4 sin((S + D)/2) sin((S - D)/2) / (sin d(A, c)
sin d(c, B)), with S = f(c) and D = d(A, B). Everywhere also f(p) >= D and
f(p) >= (d(A, c) - r)+ + (d(c, B) - r)+. All angles here are in radians.
"""

from __future__ import annotations

from math import asin, cos, pi, sqrt

import numba
import numpy as np

from amends.core.places.choosing.compiled.kernel import bare

NOISE = 1e-15
"""More than an angle is wrong by rounding."""

WIDER = 1e-12
"""Added to a radius, so that rounding leaves nothing outside."""


@bare
def half_chord(a, b):
    """Half the straight line through the globe between two unit vectors: the sine of half the
    angle."""
    x, y, z = a[0] - b[0], a[1] - b[1], a[2] - b[2]
    return 0.5 * sqrt(x * x + y * y + z * z)


@bare
def arc(half):
    """The angle of a half chord, 2 asin; a short one by its series, to the last bits."""
    if half > 0.1:
        return 2.0 * asin(min(half, 1.0))
    s = half * half
    rest = s * (35 / 1152 + s * (63 / 2816 + s * (231 / 13312 + s * 143 / 10240)))
    return 2.0 * half * (1.0 + s * (1 / 6 + s * (3 / 40 + s * (5 / 112 + rest))))


@bare
def angle(a, b):
    """The angle between two unit vectors."""
    return arc(half_chord(a, b))


@bare
def stretch_bound(half_a, half_b, long, radius):
    """The least detour, by one stretch of the way, that any point of a ball can have.

    From the half chords between the ball's centre and the stretch's ends. Sines are replaced by
    their angles where that makes the bound lower.
    """
    to_a, to_b = arc(half_a), arc(half_b)
    near_a, near_b = max(to_a - radius, 0.0), max(to_b - radius, 0.0)
    best = max(near_a + near_b - long, 0.0)
    if near_a <= 0.0 or near_b <= 0.0 or max(to_a, to_b) + radius > 0.5 * pi:
        return best
    more = max(to_a + to_b - long, 0.0) + NOISE
    sines = 4.0 * half_a * half_b * sqrt((1.0 - half_a * half_a) * (1.0 - half_b * half_b))
    steep = min(0.5 * (to_a + to_b + long), 1.0) * 0.5 * more / sines
    return max(best, more - 2.0 * NOISE - 2.0 * radius * sqrt(steep))


@numba.njit(nogil=True)
def way_balls(way):
    """A complete binary tree over the stretches: centres, radii (-1: none), longest stretches."""
    many = max(len(way) - 1, 1)
    leaves = 1
    while leaves < many:
        leaves *= 2
    centre = np.zeros((2 * leaves - 1, 3))
    radius = np.full(2 * leaves - 1, -1.0)
    longest = np.zeros(2 * leaves - 1)
    for stretch in range(many):
        node, end = leaves - 1 + stretch, min(stretch + 1, len(way) - 1)
        _between(centre[node], way[stretch], way[end])
        radius[node] = _wide(centre[node], way[stretch], way[end])
        longest[node] = angle(way[stretch], way[end])
    for node in range(leaves - 2, -1, -1):
        left, right = 2 * node + 1, 2 * node + 2
        other = right if radius[right] >= 0.0 else left
        if radius[left] < 0.0:
            continue
        _between(centre[node], centre[left], centre[other])
        radius[node] = max(
            arc(half_chord(centre[node], centre[left])) + radius[left] + WIDER,
            arc(half_chord(centre[node], centre[other])) + radius[other] + WIDER,
        )
        longest[node] = max(longest[left], longest[other])
    return centre, radius, longest


@bare
def _wide(centre, a, b):
    """A radius that holds two spots."""
    return arc(max(half_chord(centre, a), half_chord(centre, b))) + WIDER


@bare
def _between(into, a, b):
    x, y, z = a[0] + b[0], a[1] + b[1], a[2] + b[2]
    length = sqrt(x * x + y * y + z * z)
    if length < 1e-9:
        x, y, z, length = a[0], a[1], a[2], 1.0
    into[0], into[1], into[2] = x / length, y / length, z / length


@numba.njit(nogil=True)
def normals(way):
    """The pole of each stretch's great circle; (0, 0, 0) for a stretch too short to have one."""
    poles = np.zeros((max(len(way) - 1, 1), 3))
    for stretch in range(len(way) - 1):
        a, b = way[stretch], way[stretch + 1]
        x, y, z = a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
        length = sqrt(x * x + y * y + z * z)
        if length > 1e-7:
            poles[stretch, 0], poles[stretch, 1] = x / length, y / length
            poles[stretch, 2] = z / length
    return poles


@bare
def widest(long, more):
    """The sine of how far beside a stretch a point can lie with no more detour than ``more``.

    At a given distance beside it the detour is least in the middle, if D + more / 2 is below a
    quarter of the globe; there cos((D + more) / 2) = cos(D / 2) cos(beside).
    """
    if long + 0.5 * more > 0.5 * pi - 0.01:
        return 2.0
    ratio = cos(0.5 * (long + more)) / cos(0.5 * long)
    return sqrt(max(1.0 - ratio * ratio, 0.0)) + 1e-9


@bare
def beside_bound(pole, across, centre, half, long):
    """The least detour, by one stretch of the way, of points as far beside it as a box is.

    ``across``: see ``lying_across``. As in ``widest``,
    sin(S / 2)^2 = sin(D / 2)^2 + cos(D / 2)^2 sin(beside)^2 for the sum S of both distances.
    """
    sine = abs(pole[0] * centre[0] + pole[1] * centre[1] + pole[2] * centre[2]) - (
        across[0] * half[0] + across[1] * half[1] + across[2] * half[2]
    )
    if sine <= 1e-9:
        return 0.0
    start = across[3]
    squared = start * start + (1.0 - start * start) * sine * sine
    both = arc(sqrt(min(squared, 1.0)))
    return both - long - NOISE if 0.5 * (long + both) < 0.5 * pi - 0.01 else 0.0


@numba.njit(nogil=True)
def lying_across(way, poles, frame):
    """For each stretch, how much of each axis of a frame lies along its pole; then the sine of half
    its angle."""
    across = np.empty((len(poles), 4))
    for stretch in range(len(poles)):
        across[stretch, 3] = half_chord(way[stretch], way[min(stretch + 1, len(way) - 1)])
        for axis in range(3):
            across[stretch, axis] = abs(
                poles[stretch, 0] * frame[axis, 0]
                + poles[stretch, 1] * frame[axis, 1]
                + poles[stretch, 2] * frame[axis, 2]
            )
    return across
