"""What went wrong with a deed, by the code of the error."""

from django.utils.translation import gettext_lazy as _

ERRORS = {
    "offer_replaced": _("This offer was replaced. Look at the new one."),
    "offer_expired": _("This offer has run out."),
    "already_chosen": _("Something else was chosen already."),
    "not_on_offer": _("Choose one of the options."),
    "address_missing": _("An address is needed."),
    "address_too_long": _("This address is too long."),
    "window_missing": _("A time is needed."),
    "window_not_on_offer": _("This time is not on offer any more."),
    "point_missing": _("A pickup point is needed."),
    "point_not_on_offer": _("This pickup point is not on offer."),
    "contact_missing": _("How to reach the customer is needed."),
    "contact_too_long": _("This way to reach the customer is too long."),
    "ask_handled": _("You handled this case, so somebody else asks."),
    "ask_role": _("The tables give this question to another role."),
    "ask_taken": _("Somebody else is asking already."),
    "ask_answered": _("This was answered already."),
    "not_waiting": _("Somebody settled this already."),
    "no_address": _("No e-mail address is known: tell them by phone."),
    "look_not_understood": _("This could not be written down. Say it more shortly."),
    "bad_ruling": _(
        "Not decided. Say why; and an objection to your own decision is answered by somebody else."
    ),
    "not_there": _("There is not so much there any more. Look at it again."),
    "bad_demand": _("Write an amount such as 12.50."),
    "reason_needed": _("Say why."),
    "not_now": _("It has moved on meanwhile. Look at it again."),
}
