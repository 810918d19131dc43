"""What happened, in plain words: by type of event, kind of failure, and our own steps."""

from amends.core.wording.mark import line

EVENTS = {
    "order.placed": line("You placed your order."),
    "order.placed.items": line("You ordered: {items}."),
    "order.called_off": line("We called off your order."),
    "order.cancelled_by_customer": line("You cancelled your order."),
    "order.ready": line("Your order was ready."),
    "order.handed_over": line("We handed you your order."),
    "parcel.handed_to_carrier": line("Your order set off."),
    "parcel.arrived_at_point": line("Your order arrived at the pickup point."),
    "parcel.arrived_at_point.place": line("Your order arrived at the pickup point: {place}."),
    "parcel.delivered": line("Your order reached you."),
    "parcel.lost": line("We lost your parcel."),
    "visit.point_closed": line("You came, and the pickup point was closed in its working hours."),
    "visit.point_closed.place": line(
        "You came to {place}, and it was closed in its working hours."
    ),
    "visit.point_closed.outside": line(
        "You came to {place} outside its posted hours, and it was closed."
    ),
    "order.point_failed": line(
        "The pickup point where your order waits stopped working as it should. We told you first."
    ),
    "promise.at_risk": line("We saw that your order may come late. We told you first."),
    "visit.parcel_not_found": line("You came, and we could not find your parcel."),
    "visit.parcel_not_found.place": line("You came to {place}, and we could not find your parcel."),
    "item.wrong": line("We gave you something other than what you ordered."),
    "item.wrong.got": line("You ordered: {expected}. We gave you: {got}."),
    "item.missing": line("We left out a part of your order."),
    "item.missing.item": line("We left out a part of your order: {item}."),
    "item.damaged": line("A part of your order reached you damaged."),
    "item.damaged.item": line("A part of your order reached you damaged: {item}."),
    "call.promised": line("We told you by telephone: “{said}”"),
    "refund.promised": line("We promised to return your money."),
    "refund.paid": line("We returned your money."),
    "complaint.made": line("You told us that something was not right."),
}

FAILURES = {
    "undelivered": line("We had promised your order by this time. It was not with you."),
    "not_at_point": line("We had promised your order at the pickup point by this time."),
    "not_ready": line("We had promised your order ready by this time."),
    "refund_overdue": line("We had promised your money back by this time."),
    "remedy_overdue": line("We had agreed on this time with you and did not keep it."),
    "word_not_kept": line("We had given you our word for this time."),
}

STEPS = {
    "noticed": line("We noticed it and got to work."),
    "chosen": line("You chose: “{title}”"),
    "done": line("Done: “{title}”"),
    "cancelled": line("We stopped this before it was begun: “{title}”"),
    "failed": line("This did not work out: “{title}”"),
    "given.small_gift": line("From us, on top: {what}."),
    "given.part_of_price": line("On top, we return {amount} to you."),
    "given.delivery_price_back": line("The delivery is on us: we return {amount} to you."),
    "still_wrong": line("You told us that it is still not right."),
    "solved": line("You told us that it is right now."),
}
