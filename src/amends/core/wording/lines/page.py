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
    "files_hint": plural(
        "{count} file at most: {formats}. Where and with what it was taken is removed.",
        "{count} files at most: {formats}. Where and with what they were taken is removed.",
    ),
    "stands.heals": plural(
        "With time all of it counts less: half after {count} day. Your rights are whole.",
        "With time all of it counts less: half after {count} days. Your rights are whole.",
    ),
    "stands.asked": line(
        "You do not agree ({at}): somebody who has not decided about it looks at all of it."
    ),
    "stands.answer.yes": line(
        "Somebody else has looked at all of it ({at}): “{reason}” From now on we meet you as "
        "everybody."
    ),
    "stands.answer.no": line("Somebody else has looked at all of it ({at}): “{reason}”"),
    "stands.contradicted": line("our records show something else"),
    "stands.unconfirmed": line("our records do not show it"),
    "stands.again": line("told again after we had answered"),
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
    "said": line("Thank you for telling us. This is how it stands now."),
    "step_objected": line("Thank you. Somebody else looks at all of it."),
    "bad_ruling": line("We meet you as everybody: there is nothing to look at."),
    "step_answered": line(
        "Somebody else has looked at all of it already: the answer stands below."
    ),
    "not_taken": line("This could not be written down. Please say it in other words."),
    "words_missing": line("Please tell us what happened."),
    "bad_event": line("We do not understand this. Please look at it once more."),
    "files_added": line("Thank you. We have your files."),
    "files_missing": line("Please choose a file first."),
    "file_empty": line("This file is empty."),
    "file_too_large": line("This file is too large for us. A photo of a telephone is fine."),
    "file_type": line("We can read photos and documents of the usual kinds only."),
    "file_unreadable": line("This file cannot be read. Is it whole?"),
    "file_too_many_pixels": line("This picture is too large for us. Please make it smaller."),
    "file_too_many_pages": line("This document has too many pages for us."),
    "file_locked": line("This document is locked. Please send it without a password."),
    "file_too_costly": line("This file is too heavy for us. Please send it in a simpler form."),
    "file_too_many": line("These are too many files for us. Please choose the most telling ones."),
    "answer_missing": line("Please touch yes or no."),
}
