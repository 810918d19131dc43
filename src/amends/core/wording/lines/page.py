"""The sentences of the customer's page that hold a value, and what is said when something fails."""

from amends.core.wording.mark import line, plural

LINES = {
    "title": line("Order {order}"),
    "visits": plural("{count} wasted visit", "{count} wasted visits"),
    "choose_until": line("You can choose until {until}."),
    "earliest": line("as you choose, from {day}"),
    "ran_out": line("The time to choose ran out: {until}."),
    "asked_at": line("At {clock} we ask you whether everything is right."),
    "asked_on": line("We ask you whether everything is right: {day}, {clock}."),
    "rulebook": line("Decided by our rules “{rulebook}”, version {version}."),
    "hours.always": line("open day and night"),
    "hours.closed": line("closed"),
    "hours.also": line("also {hours}"),
    "hours.holidays": line("public holidays"),
    "ask_where": line("Where shall we bring it?"),
    "ask_where.take_back": line("Where shall we collect it?"),
    "address.home": line("Home"),
    "address.work": line("Work"),
}

TROUBLES = {
    "address_missing": line("Please tell us the address."),
    "address_too_long": line("This address is too long for us. Please shorten it."),
    "window_missing": line("Please choose a time."),
    "window_not_on_offer": line("This time is no longer free. Please choose another one."),
    "point_missing": line("Please choose a pickup point."),
    "contact_missing": line("Please tell us how to reach you."),
    "contact_too_long": line("This is too long for us. Please shorten it."),
    "point_not_on_offer": line("This pickup point is no longer free. Please choose another one."),
    "offer_expired": line("The time to choose ran out."),
    "offer_replaced": line("Something changed in the meantime. This is what we can do now."),
    "not_on_offer": line("This is not possible now. This is what we can do."),
    "already_chosen": line("You have chosen already. This is what we do now."),
    "not_now": line("We did not ask about this yet. This is how it stands."),
    "ask_handled": line("Thank you. Another of us asks you this, to hear it from you."),
    "answer_missing": line("Please touch yes or no."),
}
