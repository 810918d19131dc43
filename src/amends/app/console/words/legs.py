"""The legs of an order, and what was said on the way that tells who caused a failure."""

from django.utils.translation import gettext_lazy as _

LEGS = {
    "sending": _("Preparing and sending"),
    "carrying": _("On the way"),
    "keeping": _("At the pickup point"),
    "waiting": _("Waiting"),
}
SAID = {
    "road_closed": _("the road was closed"),
    "weather": _("the weather"),
    "customs": _("customs"),
    "held": _("held on request"),
    "nobody_home": _("nobody was at home"),
    "refused": _("the customer refused it"),
    "wrong_address": _("the address was wrong"),
    "handed_to_point": _("handed to the point, not registered"),
    "parcel.point_full": _("the point was full"),
    "parcel.point_refused": _("the point did not take it"),
    "damaged": _("the carrier wrote down damage"),
    "out_of_stock": _("it was out of stock"),
    "refused_by_seller": _("the seller refused it"),
    "stock_figure_wrong": _("our stock figure was wrong"),
}
