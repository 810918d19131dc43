"""Whether a box may hold an answer, and whether a point is one."""

from __future__ import annotations

import numba
import numpy as np

from amends.core.places.choosing.boxes import FITTING, KINDS, OPERATORS, PAYMENT
from amends.core.places.choosing.compiled.kernel import bare
from amends.core.places.choosing.openings import BIN

ANY = np.uint64(0xFFFF_FFFF_FFFF_FFFF)


@bare
def masks_of(question):
    """The traits of which a box needs one: of kinds, operators, payment and fitting."""
    needs, (kinds, operators) = question[1], question[2]
    return (
        _mask(kinds, KINDS, 0),
        _mask(operators, OPERATORS, KINDS),
        PAYMENT if needs[5] else ANY,
        FITTING if needs[6] else ANY,
    )


@bare
def _mask(allowed, many, above):
    mask = np.uint64(0)
    for number in range(len(allowed)):
        if allowed[number]:
            mask |= np.uint64(1) << np.uint64(number % many + above)
    return mask


@bare
def box_passes(box, boxes, asked):
    """Whether any point of the box might pass, by what the box holds at most."""
    window, needs, masks = asked
    most, hours, _ = boxes
    held = most[box]
    for mask in masks:
        if not held.traits & mask:
            return False
    if held.grams < needs[3] or held.days < needs[4]:
        return False
    if held.sides[0] < needs[0] or held.sides[1] < needs[1] or held.sides[2] < needs[2]:
        return False
    return _any_open(hours, box, window[0], window[1] + window[2])


@bare
def _any_open(hours, box, first, last):
    low, high = first // BIN, last // BIN
    for word in range(low >> 6, min(high >> 6, hours.shape[1] - 1) + 1):
        bits = hours[box, word]
        if word == low >> 6:
            bits = bits >> numba.uint64(low & 63) << numba.uint64(low & 63)
        if word == high >> 6:
            spare = numba.uint64(63 - (high & 63))
            bits = bits << spare >> spare
        if bits:
            return True
    return False


@bare
def point_passes(row, points, needs, allowed, least):
    """Whether a point passes all but hours and detour."""
    fixed, now = points[0][row], points[1][row]
    kinds, operators = allowed
    if fixed.hours < 0 or not (kinds[fixed.kind] and operators[fixed.operator]):
        return False
    if fixed.grams < needs[3] or fixed.days < needs[4]:
        return False
    if fixed.sides[0] < needs[0] or fixed.sides[1] < needs[1] or fixed.sides[2] < needs[2]:
        return False
    if (needs[5] and not fixed.payment) or (needs[6] and not fixed.fitting):
        return False
    return now.service == 0 and now.free != 0 and now.lower >= least


@bare
def visit(row, openings, soonest, latest, stay):
    """When one may come first, and when it closes then; -1 and -1 if never in the window."""
    offsets, begins, ends = openings
    low, high = offsets[row], offsets[row + 1]
    over = high
    while low < high:
        middle = (low + high) // 2
        if ends[middle] < soonest + stay:
            low = middle + 1
        else:
            high = middle
    while low < over:
        moment = max(begins[low], soonest)
        if moment > latest:
            return -1, -1
        if moment + stay <= ends[low]:
            return moment, ends[low]
        low += 1
    return -1, -1
