"""Cases: what went wrong, how it stands, what happens next."""

from django.utils.translation import gettext_lazy as _

FAILURES = {
    "point_closed": _("Came to a closed pickup point"),
    "point_failing": _("Pickup point stopped working before they came"),
    "parcel_not_found": _("Came, and the parcel was not found"),
    "not_at_point": _("Not at the pickup point in time"),
    "late_at_point": _("Late at the pickup point"),
    "undelivered": _("Not delivered in time"),
    "late": _("Delivered late"),
    "lost": _("Parcel lost"),
    "called_off": _("Called off by the shop"),
    "wrong_item": _("Got the wrong thing"),
    "missing_item": _("Something was missing"),
    "damaged_item": _("Something was damaged"),
    "not_ready": _("Not ready in time"),
    "ready_late": _("Ready late"),
    "word_not_kept": _("Our word was not kept"),
    "word_kept_late": _("Our word was kept late"),
    "refund_overdue": _("Money not back in time"),
    "complaint": _("A complaint"),
    "at_risk": _("May come late: told first"),
    "refund_late": _("Money came back late"),
    "remedy_overdue": _("Remedy not done at the agreed time"),
    "remedy_late": _("Remedy done later than agreed"),
    "remedy_failed": _("The agreed remedy did not work"),
}

STATES = {
    "live": _("Waiting for something"),
    "sent_back": _("Sent back by a reviewer"),
    "open": _("Opened"),
    "offered": _("Offered"),
    "mending": _("Being mended"),
    "mended": _("Mended, to be asked"),
    "solved": _("Solved"),
    "closed": _("Closed"),
    "history": _("History load"),
}

PROMISES = {
    "delivered_by": _("Delivered by"),
    "ready_at_point_by": _("At the pickup point by"),
    "point_open": _("Pickup point open in its hours, with the parcel"),
    "right_item": _("The right thing"),
    "whole_order": _("Nothing missing"),
    "undamaged": _("Nothing damaged"),
    "told_by_staff": _("What staff told the customer"),
    "heard": _("Heard and answered"),
    "on_course": _("On course to be kept"),
    "made_right": _("Ready by"),
    "refunded_by": _("Money back by"),
    "remedy_by": _("Remedy done by"),
}

STANDINGS = {
    "open": _("open"),
    "kept": _("kept"),
    "broken": _("broken"),
    "unknown": _("unknown"),
    "withdrawn": _("withdrawn"),
}

NEXT = {
    "decide": _("Being decided"),
    "look": _("Staff decide: write, tell by phone or close"),
    "tell": _("Call the customer: no letter reached them"),
    "choose": _("The customer chooses"),
    "ran_out": _("The offer ran out: call the customer"),
    "carry_out": _("Being carried out"),
    "approve": _("Waits for a yes"),
    "by_hand": _("To be done by a person"),
    "in_doubt": _("End unknown: find out"),
    "stuck": _("Did not work: needs a person"),
    "ask": _("Ask whether it helped"),
    "none": _("Nothing more"),
}

CLAIM_FIELDS = {
    "ordered_on": _("Ordered on"),
    "told_at": _("Told at"),
    "said": _("What was said"),
    "point": _("Pickup point"),
    "came_at": _("Came at"),
    "item": _("Item"),
    "expected": _("Ordered"),
    "got": _("Got"),
    "minutes": _("Minutes waited"),
    "received_on": _("Came on"),
    "amount": _("Sum"),
}

FINDINGS = {
    "confirmed": _("It was as the customer says"),
    "unconfirmed": _("It cannot be told: we believe the customer"),
    "contradicted": _("It was otherwise: we say why"),
}
