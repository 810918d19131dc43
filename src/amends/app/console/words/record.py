"""The record: what happened, what was written, who works here."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "order.placed": _("Order placed"),
    "order.approved": _("Payment approved"),
    "order.called_off": _("Called off by the shop"),
    "order.cancelled_by_customer": _("Cancelled by the customer"),
    "order.ready": _("Order ready"),
    "order.handed_over": _("Handed to the customer"),
    "parcel.handed_to_carrier": _("Parcel left the seller"),
    "parcel.announced": _("Announced to the carrier"),
    "parcel.scanned": _("Seen by the carrier"),
    "parcel.unclear": _("Something unclear from the carrier"),
    "parcel.arrived_at_point": _("Arrived at the pickup point"),
    "parcel.delivered": _("Delivered"),
    "parcel.reported_delivered": _("Said to be delivered, without a time"),
    "parcel.lost": _("Parcel lost"),
    "visit.point_closed": _("Customer came: point closed"),
    "order.point_failed": _("Its pickup point stopped working: told first"),
    "visit.parcel_not_found": _("Customer came: parcel not found"),
    "point.found_working": _("Somebody of ours was there: it works"),
    "point.found_failing": _("Somebody of ours was there: it does not work"),
    "item.wrong": _("Wrong thing given"),
    "item.missing": _("Something missing"),
    "item.damaged": _("Something damaged"),
    "call.promised": _("Told the customer by telephone"),
    "refund.promised": _("Money back promised"),
    "refund.paid": _("Money paid back"),
    "remedy.done": _("The shop reports: remedy done"),
    "remedy.failed": _("The shop reports: remedy failed"),
    "customer.reviewed": _("Customer rated the order"),
    "customer.claimed": _("Customer says what happened"),
}

JOURNAL = {
    "case opened": _("case opened"),
    "decided anew": _("decided anew"),
    "chosen": _("chosen"),
    "offer renewed": _("offer renewed"),
    "link made": _("customer link made"),
    "asked": _("took the task to ask"),
    "solved": _("answered: solved"),
    "still wrong": _("answered: still wrong"),
    "closed unanswered": _("closed unanswered"),
    "done by hand": _("done by hand"),
    "remedy planned": _("remedy: planned"),
    "remedy claimed": _("remedy: being tried"),
    "remedy accepted": _("remedy: under way"),
    "remedy in_doubt": _("remedy: end unknown"),
    "remedy done": _("remedy: done"),
    "remedy failed": _("remedy: did not work"),
    "remedy dead": _("remedy: given up"),
    "remedy cancelled": _("remedy: stopped, not begun"),
    "agreed time passed": _("the agreed time passed, not done"),
    "remedy overtaken": _("remedy: pointless by now"),
    "remedy requeued": _("remedy: to be tried again"),
    "remedy approved": _("remedy: may begin"),
    "remedy to be done by hand": _("remedy: to be done by hand"),
    "remedy not begun in time": _("remedy: its time has passed, not begun"),
    "message claimed": _("message: being sent"),
    "message sent": _("message: sent"),
    "message waiting": _("message: waits"),
    "message in_doubt": _("message: end unknown"),
    "message requeued": _("message: to be sent again"),
    "remedy answered late": _("remedy: the shop answered late"),
    "remedy reported otherwise": _("remedy: the shop reports otherwise"),
    "ask now": _("remedy: ask now"),
    "quarantine came again": _("quarantine: came again, and was understood"),
    "incident closed": _("incident over"),
    "told by phone": _("told by phone"),
    "told after all": _("staff decided to write to the customer"),
    "closed untold": _("closed by staff, nobody was told"),
    "message failed": _("message: could not be sent"),
}

LETTERS = {
    "offer": _("First word and offer"),
    "mending": _("Choice confirmed"),
    "done": _("Asked whether it helped"),
    "again": _("A new offer"),
    "overdue": _("Agreed time not kept"),
    "changed": _("Stopped, and a new offer"),
}

LETTER_STATES = {
    "waiting": _("waits"),
    "claimed": _("being sent"),
    "sent": _("sent"),
    "in_doubt": _("end unknown"),
    "failed": _("not sent"),
    "not_needed": _("not needed"),
    "to_tell": _("to be told by a person"),
    "told": _("told by phone"),
    "held": _("staff look at it first"),
}

UNREACHED = {
    "held": _("Staff look at it before anybody writes"),
    "to_tell": _("No e-mail address is known"),
    "failed": _("The letter could not be sent"),
    "in_doubt": _("It is not known whether the letter arrived"),
}

QUARANTINE = {
    "waiting": _("Waiting"),
    "replayed": _("Mended and replayed"),
    "dismissed": _("Dismissed"),
}

ROLES = {
    "agent": _("Agent"),
    "manager": _("Manager"),
    "engineer": _("Engineer"),
    "quality": _("Quality"),
}
