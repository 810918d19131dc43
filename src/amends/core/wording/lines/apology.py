"""The apology, by the keys of apology.csv: whose fault, what we do; never an excuse (R2, R28)."""

from amends.core.wording.mark import line, plural

LINES = {
    "wasted_visits": plural(
        "You came for your order {count} time and left without it: we wasted your time.",
        "You came for your order {count} times and left without it: we wasted your time.",
    ),
    "wasted_visits.2": line(
        "You came for your order twice and left without it: we wasted your time."
    ),
    "wasted_visit": line("You came for your order and left without it: we wasted your time."),
    "point_fails": line("The pickup point where your order waits is not working as it should."),
    "spare_the_way": line("Please do not set out for it: we want to save you the way."),
    "may_be_late": line("Your order may come later than we promised."),
    "tell_early": line("We tell you now, while you can still choose what suits you."),
    "wrong_order": line("We did not get your order right."),
    "kept_waiting": line("We are keeping you waiting longer than we promised."),
    "came_late": line("We made you wait longer than we promised."),
    "word_not_kept": line("We gave you our word and did not keep it."),
    "called_off": line("We accepted your order and then called it off."),
    "lost": line("We lost your parcel."),
    "promise_broken": line("We made you a promise and did not keep it."),
    "agreed_time": line("We agreed on a time with you and did not keep it."),
    "still_wrong": line("We tried to put it right, and it is still not right."),
    "our_fault": line("This is our fault. We are sorry."),
    "being_fixed": line("We are already dealing with the cause."),
    "record_differs": line("What you told us and what we have recorded differ."),
    "heard_you": line(
        "You told us that something is not as it should be. Thank you for saying so."
    ),
    "look_into_it": line("We are looking into it, and a person answers you."),
    "hear_you": line(
        "We show you what we have recorded. Was it otherwise? Tell us: a person hears you."
    ),
    "respect": line(
        "We put your order right. Please speak with our people as you like to be spoken to."
    ),
    "parting": line("After that we part as friends. All your rights remain with you."),
    "person": line("A person who can decide on the spot calls you if you wish."),
}
