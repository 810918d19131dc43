"""What can be done: short titles, what each means, the exact final action, who does it."""

from amends.core.wording.mark import line

TITLES = {
    "bring_home": line("We bring it to you"),
    "other_point": line("Another pickup point"),
    "money_back": line("Your money back"),
    "send_again": line("We send it again"),
    "make_again": line("We make it again"),
    "make_again.shop": line("We get it ready at the counter"),
    "delivery_price_back": line("The delivery is on us"),
    "take_back": line("We take it back"),
    "keep_word": line("We keep our word"),
    "cancel_order": line("Cancel it, and owe nothing"),
    "person_calls": line("A person calls you"),
    "look_again": line("We look at it again together"),
}

DETAILS = {
    "bring_home": line("To your home, to work or wherever suits you, at a time you choose."),
    "other_point": line(
        "One nearby, with its hours. We leave out points that fail. You choose which."
    ),
    "money_back": line("{amount}, back the way you paid."),
    "send_again": line("The same order again, to the address you choose."),
    "make_again": line("Right this time, and before anything else."),
    "make_again.shop": line("Right this time, and without waiting in line."),
    "delivery_price_back": line("{amount}, back the way you paid."),
    "take_back": line("We collect it from you and return {amount}."),
    "keep_word": line("The manager sees to it that what we told you is done."),
    "cancel_order": line("We cancel the order, and you pay nothing."),
    "person_calls": line("Somebody who has read everything and can decide on the spot."),
    "look_again": line(
        "Somebody who had no part in it goes through everything with you. "
        "Show us what we do not see."
    ),
}

ACTIONS = {
    "bring_home": line("We bring order {order} to you."),
    "other_point": line("We move order {order} to another pickup point."),
    "money_back": line("We return {amount} for order {order}, the way you paid."),
    "send_again": line("We send order {order} again."),
    "make_again": line("We make order {order} again, right this time."),
    "make_again.shop": line("We get order {order} ready for you at the counter."),
    "delivery_price_back": line("We return {amount} for the delivery, the way you paid."),
    "take_back": line("We collect order {order} from you and return {amount}."),
    "keep_word": line("The manager does what we told you about order {order}."),
    "cancel_order": line("We cancel order {order}, and you owe nothing."),
    "person_calls": line("A person who can decide on the spot calls you about order {order}."),
    "look_again": line("Somebody who had no part in it looks at order {order} again with you."),
}

GESTURES = {
    "favourite": line("And something small that you like: {what}, on us."),
    "treat": line("And something small and sweet, on us."),
    "small_gift": line("And a small gift, on us."),
    "delivery_price_back": line("And {amount} of the delivery price goes back to you."),
    "not_with": line("Not on top of {titles}."),
    "quoted": line("“{title}”"),
}

DUES = {"penalty": line("And by law {amount} more goes to you, whatever you choose.")}

APPROVERS = {
    "agent": line("One of us confirms it first; that time is counted in."),
    "manager": line("Our manager confirms it first; that time is counted in."),
}

WHO = {
    "agent": line("one of us"),
    "courier": line("our courier"),
    "shop": line("our shop"),
    "kitchen": line("our kitchen"),
    "manager": line("our manager"),
}
