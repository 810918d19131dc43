"""How the remedy stands, by its state in the record, and what happens next."""

from amends.core.wording.mark import line

LINES = {
    "planned": line("We have your choice and are starting."),
    "planned.approval": line("We have your choice. A person of ours looks at it first."),
    "planned.person_calls": line("A person has read everything and will call you."),
    "planned.person_calls.contact": line(
        "A person has read everything and gets in touch with you: {contact}."
    ),
    "claimed": line("We are arranging it right now."),
    "accepted": line("It is under way."),
    "in_doubt": line("We are making sure that it is under way."),
    "done": line("Done."),
    "done.early": line("Everything is arranged. The agreed time is still to come."),
    "failed": line("This did not work out. A person of ours has it and will find a way."),
    "dead": line("This did not work out. A person of ours has it and will find a way."),
    "cancelled": line("We stopped this before it was begun."),
    "overdue": line("We did not keep the time we agreed on. We find out at once how it stands."),
    "with_you": line("The order is with you."),
    "next.with_you": line(
        "Next: a person of ours looks whether anything is left to do. You need not do anything."
    ),
    "next.planned": line("Next: we confirm that it is under way. You need not do anything."),
    "next.under_way": line("Next: as soon as it is done, we ask you whether all is right."),
    "next.trouble": line("Next: a person of ours gets in touch. You need not do anything."),
}
