"""Why no point suits, in words for whoever asks: counts by reason, and what would help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from amends.app.actions.places.none_suits import NoneSuits, Would
from amends.app.locale import Speech
from amends.core.places.choosing import Why

NEAR = _("Points near enough: {count}. Of these are left out, some for several reasons:")
NONE_NEAR = _("No point is near enough.")
TOO_FAR = _("Too far, with more than {distance} of detour: {count}")
NOWHERE = _("Nobody knows where they are: {count}")
LEFT_OUT = {
    Why.NO_HOURS: _("hours not understood: {count}"),
    Why.CLOSED_DOWN: _("closed for good: {count}"),
    Why.TAKES_IN_ONLY: _("only take parcels in: {count}"),
    Why.DYING: _("failing, so nobody is sent there: {count}"),
    Why.UNSURE: _("hours in doubt: {count}"),
    Why.LEFT_OUT: _("failing, so nobody is sent there: {count}"),
    Why.KIND: _("of another kind: {count}"),
    Why.OPERATOR: _("of another company: {count}"),
    Why.SIZE: _("too small for the parcel: {count}"),
    Why.WEIGHT: _("not for so heavy a parcel: {count}"),
    Why.PAYMENT: _("nothing can be paid there: {count}"),
    Why.FITTING: _("nothing can be tried on there: {count}"),
    Why.STORAGE: _("do not keep parcels long enough: {count}"),
    Why.FULL: _("full: {count}"),
    Why.RELIABILITY: _("not trusted enough yet: {count}"),
    Why.ARRIVAL: _("the parcel is not there by then: {count}"),
    Why.HOURS: _("closed then: {count}"),
}
"""By reason, what keeps so many points away."""
WITHOUT = {
    Why.SIZE: _("With a smaller parcel {count} would suit."),
    Why.WEIGHT: _("With a lighter parcel {count} would suit."),
    Why.PAYMENT: _("If it were paid already, {count} would suit."),
    Why.FITTING: _("Without trying it on, {count} would suit."),
}
"""What would help, where only that keeps so many points away."""
LATER = _("At another time: {name} from {when}.")
FARTHER = _("Farther off: {name}, {distance} of detour.")
NOTHING_HELPS = _("Neither another time nor a longer way would help.")


def why_none(found: NoneSuits, speech: Speech) -> Sequence[str]:
    """The counts, a line each, in the language of a speech."""
    with translation.override(speech.language):
        longest = speech.distance(found.longest)
        return [str(line).format(count=count, distance=longest) for line, count in _counted(found)]


def what_would(found: NoneSuits, speech: Speech) -> Sequence[str]:
    """What would suit instead, a line each; at least one."""
    with translation.override(speech.language):
        return list(_helping(found, speech)) or [str(NOTHING_HELPS)]


def _counted(found: NoneSuits) -> Iterator[tuple[object, int]]:
    yield (NEAR if found.near else NONE_NEAR), found.near
    for why, count in found.reasons.items():
        yield LEFT_OUT[why], count
    if found.too_far:
        yield TOO_FAR, found.too_far
    if found.nowhere:
        yield NOWHERE, found.nowhere


def _helping(found: NoneSuits, speech: Speech) -> Iterator[str]:
    if found.later:
        when = speech.at(found.later.come)
        yield str(LATER).format(name=_name(found.later), when=when)
    if found.farther:
        distance = speech.distance(found.farther.metres)
        yield str(FARTHER).format(name=_name(found.farther), distance=distance)
    for why, count in found.alone.items():
        if why in WITHOUT:
            yield str(WITHOUT[why]).format(count=count)


def _name(would: Would) -> str:
    point = would.point
    return ", ".join(filter(None, (point.name or point.code, point.address)))
