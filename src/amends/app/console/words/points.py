"""Pickup points: how they stand, what was learned of them, what changed."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SHOWN = {
    "failing": _("failing"),
    "hours": _("hours not certain"),
    "full": _("full"),
    "incidents": _("with an incident"),
}

STANDINGS = {
    "trusted": _("trusted"),
    "below": _("not proven enough"),
    "failing": _("failing: not offered"),
    "no_record": _("no record yet"),
}

BASES = {
    "own": _("judged by its own visits"),
    "operator": _("nobody came yet: judged by its operator's other points"),
    "usual": _("nobody came yet: taken as usual"),
}

OVER = {
    "works": _("it works again"),
    "gone": _("the point is gone, everybody was told"),
    "quiet": _("nobody spoke of it any more"),
}

HOURS = {
    "": _("not read yet"),
    "understood": _("understood"),
    "refused": _("not understood: not offered"),
    "flagged": _("in doubt: not offered"),
}

READINGS = {
    "text": _("Its words say"),
    "structure": _("Its weekly table says"),
}

SIGNS = {
    "handed_over": _("Parcel handed over"),
    "closed": _("Closed in its hours"),
    "not_found": _("They could not find the parcel"),
    "full": _("Full"),
    "refused": _("Did not hand the parcel over"),
    "looked_good": _("Somebody of ours was there: it works"),
    "looked_bad": _("Somebody of ours was there: it does not work"),
    "said_good": _("Its operator says that it works"),
    "said_bad": _("Its operator says that it does not work"),
}

TURNS: Mapping[str, str | Promise] = {
    "none": "",
    "out_by_alarm": _("Too many in vain to be chance: taken out of all offers."),
    "out_by_word": _("Taken out of all offers."),
    "out_by_look": _("Taken out of all offers."),
    "nearer_back": _("Nearer to coming back."),
    "back_anew": _("The way back begins anew."),
    "back": _("It is offered again."),
}

PASSED_OVER = {
    "said_already": _("the same order said so already within a day"),
    "hours_over": _("it was outside its hours: closed is right then"),
}

CHANGES = {
    "new": _("New"),
    "moved": _("Moved"),
    "closed": _("Closed down"),
    "reopened": _("Open again"),
    "hours": _("Other hours"),
    "limits": _("Other limits"),
    "other": _("Changed"),
}

FACTS = {
    "name": _("name"),
    "kind": _("kind"),
    "operator": _("operator"),
    "address": _("address"),
    "way_there": _("way there"),
    "latitude": _("latitude"),
    "longitude": _("longitude"),
    "country": _("country"),
    "region": _("region"),
    "time_zone": _("time zone"),
    "hours": _("hours"),
    "hours_structure": _("weekly table"),
    "exceptions": _("dated hours"),
    "closures": _("closures"),
    "sides": _("sides, mm"),
    "grams": _("grams"),
    "payment": _("can be paid there"),
    "fitting": _("can be tried on there"),
    "storage_days": _("days of storage"),
    "capacity": _("capacity"),
    "open": _("in service"),
    "gives": _("hands parcels over"),
    "source_code": _("id in its list"),
}

KINDS = {
    "counter": _("counter"),
    "locker": _("locker"),
    "shop": _("shop"),
    "post": _("post office"),
    "post_office": _("post office"),
}

WHY = {
    "no_place": _("We do not know where it is."),
    "no_hours": _("Its hours are not certain."),
    "closed_down": _("It is closed for good."),
    "takes_in_only": _("It only takes parcels in."),
    "dying": _("Customers came there in vain lately, so nobody is sent there now."),
    "unsure": _("Its hours are not certain."),
    "left_out": _("Customers came there in vain lately, so nobody is sent there now."),
    "incident": _(
        "It is not working now. Customers came there in vain lately, so nobody is sent there until "
        "it works again."
    ),
    "own": _("This is the point where the parcel was to be fetched."),
    "kind": _("It is of another kind."),
    "operator": _("It belongs to another company."),
    "size": _("The parcel is too large for it."),
    "weight": _("The parcel is too heavy for it."),
    "payment": _("Nothing can be paid there, and this parcel is not paid yet."),
    "fitting": _("Nothing can be tried on there."),
    "storage": _("It does not keep parcels long enough."),
    "full": _("It is full."),
    "reliability": _("It has not shown yet that it hands parcels over reliably."),
    "arrival": _("The parcel would not be there in time."),
    "hours": _("It does not open soon enough."),
    "detour": _("It is too far off the way."),
}
"""Why a point is not offered; staff read it, and say it to the customer."""
