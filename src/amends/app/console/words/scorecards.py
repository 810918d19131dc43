"""Scorecards: their kinds, trends, and what to do with a carrier on a lane."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "carriers": _("Carriers"),
    "lanes": _("Which carrier where"),
    "points": _("Pickup points"),
    "sellers": _("Sellers and own warehouses"),
    "suppliers": _("Suppliers"),
    "lines": _("Call-centre lines"),
}

MEANINGS = {
    "carriers": _("Kept: the parcel was there on the carrier's own last day."),
    "lanes": _("A lane is the kind of order, how it is delivered, and where it is sent from."),
    "points": _("Kept: whoever came, or brought a parcel, did not come in vain."),
    "sellers": _("Kept: handed over on the last day of shipping, or before."),
    "suppliers": _("Kept: the goods were there, and as they should be."),
    "lines": _("Kept: what was told to customers on the telephone came true."),
}

WAYS = {
    "better": _("Getting better"),
    "worse": _("Getting worse"),
    "none": _("No trend beyond chance"),
}

ADVICE = {
    "take": _("Take this one"),
    "as_good": _("As good as the best"),
    "unclear": _("Too early to tell"),
    "worse": _("Keeps fewer promises"),
}

CODES = {"?": _("not named"), "own": _("own warehouse")}
