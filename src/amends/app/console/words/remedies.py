"""Remedies: what is done, how it stands, who does it and who bears it."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "bring_home": _("Bring it to the customer"),
    "other_point": _("Another pickup point"),
    "money_back": _("Money back"),
    "send_again": _("Send again"),
    "make_again": _("Make again"),
    "delivery_price_back": _("Delivery price back"),
    "take_back": _("Take it back, return the money"),
    "keep_word": _("Do what was told to them"),
    "cancel_order": _("Cancel the order, nothing is owed"),
    "person_calls": _("A person calls"),
    "look_again": _("Look at it again with them"),
    "penalty": _("Due by law for the delay"),
    "favourite": _("Something small they like"),
    "treat": _("A small treat"),
    "small_gift": _("A small gift"),
    "part_of_price": _("A part of the price back"),
}

STATES = {
    "planned": _("planned"),
    "claimed": _("being tried"),
    "accepted": _("under way"),
    "in_doubt": _("end unknown"),
    "done": _("done"),
    "failed": _("did not work"),
    "dead": _("given up after the last try"),
    "cancelled": _("stopped, not begun"),
}

ANSWERS = {
    "done": _("done"),
    "accepted": _("accepted"),
    "refused": _("refused"),
    "busy": _("not now"),
    "unknown": _("end unknown"),
    "never_heard": _("never heard of it"),
    "": _("no answer yet"),
}

PURPOSES = {"act": _("told to do it"), "ask": _("asked how it ended")}

DOUBTS = {
    "in_doubt": _("End unknown"),
    "dead": _("Given up after the last try"),
    "overtaken": _("Pointless by now"),
    "overdue": _("Not done in time"),
    "failed": _("Did not work"),
    "to_approve": _("Waits for a yes"),
    "by_hand": _("To be given by hand"),
}

PARTIES = {
    "system": _("the system"),
    "shop rules": _("the shop's rules"),
    "order": _("the order"),
    "customer": _("the customer"),
    "agent": _("an agent"),
    "manager": _("a manager"),
    "courier": _("the courier"),
    "shop": _("the shop"),
    "kitchen": _("the kitchen"),
    "point": _("the pickup point"),
    "carrier": _("the carrier"),
    "post": _("the post"),
    "seller": _("the seller"),
    "warehouse": _("the warehouse"),
    "store": _("the store"),
    "found": _("whoever caused it"),
    "supplier": _("the supplier"),
    "partner": _("the partner"),
    "call_centre": _("the call centre"),
    "director": _("the director"),
    "nobody": _("nobody"),
}
