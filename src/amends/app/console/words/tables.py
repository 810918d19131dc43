"""The rulebook's tables, facts and values, and the way from event to outcome."""

from django.utils.translation import gettext_lazy as _

WAY = {
    "event": _("Event"),
    "promise": _("Promise"),
    "failure": _("Failure"),
    "case": _("Case"),
    "decision": _("Decision"),
    "offer": _("Offer"),
    "choice": _("Choice"),
    "remedy": _("Remedy"),
    "follow_up": _("Follow-up"),
    "outcome": _("Outcome"),
}

TABLES = {
    "responsibility": _("Whose fault"),
    "urgency": _("How urgent"),
    "remedies": _("What may be chosen"),
    "gestures": _("On top"),
    "apology": _("Apology"),
    "first_word": _("First word"),
    "follow_up": _("Follow-up"),
    "delivery": _("Delivery windows"),
}

FACTS = {
    "failure": _("failure"),
    "promise": _("promise"),
    "order_kind": _("kind of order"),
    "fulfilment": _("comes by"),
    "stage": _("order is"),
    "days_late": _("days late"),
    "wasted_visits": _("wasted visits"),
    "value": _("order value"),
    "delivery_price": _("delivery price"),
    "currency": _("currency"),
    "prepaid": _("paid already"),
    "perishable": _("perishable"),
    "tenure_days": _("customer for days"),
    "failures_90d": _("failures in 90 days"),
    "round": _("round"),
    "tried": _("tried before"),
    "home_known": _("address known"),
    "other_point_known": _("other point known"),
    "like_known": _("likes known"),
    "jurisdiction": _("law of"),
}

VALUES = {
    "True": _("yes"),
    "False": _("no"),
    "None": _("none"),
    "none": _("none"),
    "home": _("home"),
    "work": _("work"),
    "pickup_point": _("pickup point"),
    "post": _("post"),
    "counter": _("counter"),
    "online": _("online shop"),
    "marketplace": _("marketplace"),
    "store": _("store"),
    "restaurant": _("restaurant"),
    "with_seller": _("with the seller"),
    "on_the_way": _("on the way"),
    "at_point": _("at the pickup point"),
    "with_customer": _("with the customer"),
}

DETAILS = {
    "address": _("Address"),
    "window": _("Time"),
    "point": _("Pickup point"),
    "contact": _("How to reach them"),
    "what": _("What"),
}

OUTPUTS = {
    "caused_by": _("caused by"),
    "controlled_by": _("in the hands of"),
    "borne_by": _("borne by"),
    "urgency": _("urgency"),
    "rank": _("place"),
    "remedy": _("remedy"),
    "needs": _("asks for"),
    "who": _("done by"),
    "hours": _("within hours"),
    "amount_of": _("amount of"),
    "amount_share": _("share"),
    "gesture": _("gesture"),
    "lines": _("lines"),
    "wake": _("even at night"),
    "quiet_from": _("quiet from"),
    "quiet_to": _("quiet to"),
    "link_days": _("link works for days"),
    "offer_days": _("offer stands for days"),
    "unanswered": _("if unanswered"),
    "after_minutes": _("after minutes"),
    "role": _("asked by"),
    "close_after_days": _("closes after days"),
    "window_days": _("windows for days"),
    "window_lead_hours": _("hours ahead"),
}
