"""What the record shows of a claim, to the customer and to staff: never an accusation (R18, R28).

The keys are the kinds of evidence, each with its side, or with how it speaks. Another person's
name is not told to a customer.
"""

from amends.core.wording.mark import line, plural

ANSWERS = {
    "confirmed": line("We looked it up, and it is as you say."),
    "unconfirmed": line("Our records alone do not settle it."),
    "conflicting": line(
        "Our own records do not agree with each other. We do not hold that against you."
    ),
    "contradicted": line(
        "Thank you for telling us. We looked at everything we have, and it shows something else:"
    ),
    "again": line(
        "Thank you for writing again. We have looked at everything once more, and it shows the "
        "same as before:"
    ),
    "objection_again": line(
        "Is there something that we have not seen yet: a receipt, a message, a photo, somebody who "
        "was there? Tell us: somebody who had no part in it looks at it again with you."
    ),
    "objection": line(
        "Records can be wrong. Was it otherwise? Tell us: somebody who had no part in it looks at "
        "it again with you."
    ),
}

BEFORE = {
    "corrected": line("You have corrected this since ({at}): we go by what you said then."),
    "record": line(
        "You told us this before ({said}), and we answered with our records: {answered}."
    ),
    "record.elsewhere": line(
        "You told us this before, of order {order} ({said}), and we answered with our records: "
        "{answered}."
    ),
    "person": line(
        "You told us this before ({said}). Somebody who had no part in it looked at it again and "
        "answered you: {answered}."
    ),
    "person.elsewhere": line(
        "You told us this before, of order {order} ({said}). Somebody who had no part in it looked "
        "at it again and answered you: {answered}."
    ),
}

CUSTOMER = {
    "order_log.for": line("You placed this order: {placed}."),
    "order_log.against": line("This order was placed: {placed}."),
    "order_log.called_off": line("We called this order off: {at}."),
    "words_of_operator.for": line(
        "We told you by telephone ({at}): “{said}” Our word is a promise."
    ),
    "call_record.for": line("We spoke with you by telephone ({at}). What was said: “{said}”"),
    "call_record.against": line("We spoke with you by telephone ({at}). What was said: “{said}”"),
    "posted_hours.after": line(
        "You came: {came_at}. It was after closing time: on that day the hours were {hours}."
    ),
    "posted_hours.before": line(
        "You came: {came_at}. It was before opening time: on that day the hours were {hours}."
    ),
    "posted_hours.between": line(
        "You came: {came_at}. It was between the hours of that day: {hours}."
    ),
    "posted_hours.closed_day": line(
        "You came: {came_at}. By its posted hours this point does not open on that day."
    ),
    "others_served.against": plural(
        "{count} other customer was handed an order there about that time ({at}).",
        "{count} other customers were handed their orders there about that time ({at}).",
    ),
    "visits_in_vain.for": plural(
        "{count} other customer came there in vain about that time ({at}).",
        "{count} other customers came there in vain about that time ({at}).",
    ),
    "visit_recorded.for": line("Your visit is in our record ({at}): you left without your order."),
    "handed_over_before.against": line("By our record this order had been handed over: {at}."),
    "arrived_later.for": line("Your order came to the pickup point only later: {at}."),
    "no_delivery_recorded.for": line("We have no record that this order reached you."),
    "signed_delivery.handed_over": line("By our record this order was handed over: {at}."),
    "signed_delivery.unsigned": line(
        "By our record this order was delivered ({at}), without a signature. That proves little."
    ),
    "signed_delivery.signed_by_customer": line(
        "By our record this order was delivered ({at}). The name under it is yours."
    ),
    "signed_delivery.signed_by_household": line(
        "By our record this order was delivered ({at}) and signed for at your home. Perhaps "
        "somebody took it in for you?"
    ),
    "signed_delivery.signed_by_another": line(
        "By our record this order was delivered ({at}). The name under it is not yours: we find "
        "out whose it is."
    ),
    "signed_delivery.signed_by_nobody_named": line(
        "By our record this order was delivered ({at}) and signed for. By whom was not written "
        "down."
    ),
    "scan.lost": line("Your parcel was reported lost: {at}."),
    "scan.damaged": line("The damage was written down on the way to you: {at}."),
    "delivery_time.for": line("We had promised it by {due}. It came: {at}."),
    "delivery_time.against": line("It came: {at}. The order says by {due}."),
    "kitchen_log.late": line("We had promised it by {due}. It was not ready by then."),
    "kitchen_log.shorter": plural(
        "By our log it took {count} minute from your order until you had it.",
        "By our log it took {count} minutes from your order until you had it.",
    ),
    "seen_by_staff.wrong": line("Our own people saw it ({at}): you got something else."),
    "seen_by_staff.missing": line("Our own people saw it ({at}): something was missing."),
    "seen_by_staff.damaged": line("Our own people saw it ({at}): something was damaged."),
    "no_refund_recorded.overdue": line(
        "We had promised your money back by {due}. We have no record that all of it was paid."
    ),
    "no_refund_recorded.not_due": line("We promised your money back by {due}."),
    "no_refund_recorded.no_date": line("We promised your money back. It is not paid yet."),
    "no_refund_recorded.not_promised": line("We have no record that your money went back to you."),
    "refund_recorded.paid": line("We returned {amount} to you: {at}."),
    "refund_recorded.under_way": line(
        "We returned {amount} to you ({at}). It may still be on its way through the bank."
    ),
    "stock_figure.counted": line(
        "We counted our shelf ({at}): {counted} there, {expected} expected. Our own figures can be "
        "wrong: they decide nothing."
    ),
    "stock_figure.weighed": line(
        "We weighed the parcel ({at}): {grams} grams, {expected} expected. Our own figures can be "
        "wrong: they decide nothing."
    ),
    "photo.for": plural("We have {count} photo from you.", "We have {count} photos from you."),
}

STAFF = {
    "order_log.for": line("Order log: placed {placed}. The customer says {remembered}: it fits."),
    "order_log.against": line("Order log: placed {placed}. The customer says {remembered}."),
    "order_log.called_off": line("Order log: called off by the shop, {at}."),
    "words_of_operator.for": line("Call record, {at}: “{said}” So it was said: it is a promise."),
    "call_record.for": line(
        "Call record, {at}: “{said}” Something was promised; the customer does not say what."
    ),
    "call_record.against": line(
        "Call record, {at}: “{said}” What the customer remembers is not in it."
    ),
    "posted_hours.after": line("Posted hours: {hours}. The visit, {came_at}, was after closing."),
    "posted_hours.before": line("Posted hours: {hours}. The visit, {came_at}, was before opening."),
    "posted_hours.between": line("Posted hours: {hours}. The visit, {came_at}, was between them."),
    "posted_hours.closed_day": line("Posted hours: closed on the day of the visit, {came_at}."),
    "others_served.against": plural(
        "{count} other customer was served there about that time, nearest {at}.",
        "{count} other customers were served there about that time, nearest {at}.",
    ),
    "visits_in_vain.for": plural(
        "{count} other customer came in vain about that time, nearest {at}.",
        "{count} other customers came in vain about that time, nearest {at}.",
    ),
    "visit_recorded.for": line("The visit in vain is in the record: {at}."),
    "handed_over_before.against": line("Handed over before the visit, by the point's word: {at}."),
    "arrived_later.for": line("The parcel came to the point after the visit: {at}."),
    "no_delivery_recorded.for": line("No delivery is recorded."),
    "signed_delivery.handed_over": line("Handed over, by the counter's own word: {at}."),
    "signed_delivery.unsigned": line("Marked as delivered, not signed: {at}. Proves little."),
    "signed_delivery.signed_by_customer": line(
        "Delivered, {at}. Signed: {signed_by}, the customer's name."
    ),
    "signed_delivery.signed_by_household": line(
        "Delivered, {at}. Signed: {signed_by}, of the household. The customer may not know."
    ),
    "signed_delivery.signed_by_another": line(
        "Delivered, {at}. Signed: {signed_by}, whom we do not know. It may be in wrong hands."
    ),
    "signed_delivery.signed_by_nobody_named": line(
        "Delivered, {at}, and signed; by whom is not recorded."
    ),
    "scan.lost": line("Reported lost: {at}."),
    "scan.damaged": line("Scan on the way: damaged, {at}."),
    "delivery_time.for": line("Promised by {due}, came {at}: late."),
    "delivery_time.against": line("Promised by {due}, came {at}: in time."),
    "kitchen_log.late": line("Promised by {due}, placed {placed}: not ready in time."),
    "kitchen_log.shorter": plural(
        "Log: {count} minute from the order until it was handed over; the customer says {said}.",
        "Log: {count} minutes from the order until it was handed over; the customer says {said}.",
    ),
    "seen_by_staff.wrong": line("Reported by our own staff, {at}: something else was given."),
    "seen_by_staff.missing": line("Reported by our own staff, {at}: something was missing."),
    "seen_by_staff.damaged": line("Reported by our own staff, {at}: something was damaged."),
    "no_refund_recorded.overdue": line(
        "{amount} promised back by {due}; {paid} is recorded as paid."
    ),
    "no_refund_recorded.not_due": line("{amount} promised back by {due}; not due yet."),
    "no_refund_recorded.no_date": line("{amount} promised back, by no date; not paid in full."),
    "no_refund_recorded.not_promised": line(
        "The order ended ({at}); no money back was promised or paid."
    ),
    "refund_recorded.paid": line("{amount} paid back: {at}."),
    "refund_recorded.under_way": line("{amount} paid back: {at}; may still be with the bank."),
    "stock_figure.counted": line(
        "Stock counted, {at}: {counted}, expected {expected}. Shown only: own figures err."
    ),
    "stock_figure.weighed": line(
        "Parcel weighed, {at}: {grams} g, expected {expected} g. Shown only: own figures err."
    ),
    "photo.for": plural("{count} photo from the customer.", "{count} photos from the customer."),
}
