"""What a person may decide about a remedy: the deed, what it means, the explicit yes."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "approve": _("Say yes"),
    "ask": _("Ask the shop now"),
    "was_done": _("It was done"),
    "was_not_done": _("It was not done"),
    "requeue": _("Try again"),
    "give_up": _("Give up"),
    "given": _("It was given otherwise"),
    "not_given": _("It will not be given"),
}

MEANINGS = {
    "approve": _("You looked at it, and it may begin. The customer was told by when."),
    "ask": _(
        "The shop's system is asked how it ended, as soon as that is safe. Nothing is repeated."
    ),
    "was_done": _("You found out that it was carried out. The customer is asked how it is."),
    "was_not_done": _("You found out that it will never be done. The case gets a new offer."),
    "requeue": _("It gets a new round of tries, if nothing else was chosen meanwhile."),
    "give_up": _("It is not tried any more. The case gets a new offer."),
    "given": _("The customer has it now: by hand, or in another way."),
    "not_given": _("The customer does without it. Say why; it stays in the journal."),
}

YES = {
    "approve": _("Yes, it may begin"),
    "ask": _("Yes, ask now"),
    "was_done": _("Yes, I am sure that it was done"),
    "was_not_done": _("Yes, I am sure that it was not done"),
    "requeue": _("Yes, try it again"),
    "give_up": _("Yes, give it up"),
    "given": _("Yes, I am sure that the customer has it"),
    "not_given": _("Yes, it will not be given"),
}
