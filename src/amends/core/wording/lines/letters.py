"""The letters: the first word, the confirmation, the question afterwards, one more try."""

from amends.core.wording.mark import line

LINES = {
    "greeting": line("{name},"),
    "offer.subject": line("Order {order}: our mistake, and how we put it right"),
    "offer.can": line("This is what we can do at once:"),
    "offer.link": line("Choose what suits you here:"),
    "offer.until": line("You can choose until {until}."),
    "offer.subject.evidence": line("Order {order}: what we found, and how to go on"),
    "offer.can.evidence": line("Do you see it otherwise? You can choose:"),
    "upheld.subject": line("Order {order}: somebody else has looked again"),
    "upheld.thanks": line(
        "Thank you for telling us more. Somebody who had no part in it before has looked at "
        "everything again."
    ),
    "upheld.page": line("All of it stands on your page, and you can write to us there:"),
    "told_again.subject": line("Order {order}: what you told us again, and what we have"),
    "told_again.page": line("All of it stands on your page, and you can write to us there:"),
    "mending.subject": line("Order {order}: settled"),
    "mending.now": line("Thank you for choosing. This is exactly what we do now:"),
    "mending.window": line("When: {window}."),
    "mending.where": line("Where: {where}."),
    "mending.contact": line("How we reach you: {contact}."),
    "mending.by": line("By when: {by}."),
    "mending.nothing": line("You need not do anything more."),
    "mending.link": line("See how it stands:"),
    "changed.subject": line("Order {order}: something changed"),
    "changed.what": line("“{title}” is no longer needed, so we stopped it before it was begun."),
    "overdue.subject": line("Order {order}: we did not keep the time we agreed on"),
    "overdue.what": line("This is what we had agreed: “{title}”, {when}."),
    "overdue.now": line(
        "We find out at once how it stands, before anything else. You need not do anything."
    ),
    "done.subject": line("Order {order}: is everything right now?"),
    "done.what": line("What we promised is done: “{title}”."),
    "done.ask": line("Is everything right now? One touch tells us:"),
    "done.else": line("If something is still not right, say so there, and we go on."),
    "kindness.subject": line("Order {order}: something from us on top"),
    "kindness.more": line("We would like to do a little more for you:"),
    "kindness.small_gift": line("A small gift from us: {what}."),
    "kindness.delivery_price_back": line("You get the delivery price back: {amount}."),
    "kindness.part_of_price": line("You get a part of the price back: {amount}."),
    "kindness.date_promised": line("Your order will be there: {by}. We give you our word."),
    "kindness.other": line("Something from us on top of what was agreed."),
    "reminder.subject": line("Order {order}: we still want to put it right"),
    "reminder.can": line("You have not chosen yet. This is what we can do now:"),
    "again.subject": line("Order {order}: we go on until it is right"),
    "again.can": line("This is what we can do now:"),
}
