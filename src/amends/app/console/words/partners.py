"""Partners: what stands in their accounts, and what was done about it."""

from django.utils.translation import gettext_lazy as _

BUCKETS = {
    "prepared": _("to be approved"),
    "charged": _("asked for"),
    "disputed": _("disputed"),
    "written_off": _("let go"),
    "recovered": _("paid"),
    "owed": _("owed"),
    "shop": _("borne by the shop"),
    "customer": _("given to the customer"),
}

ENTRIES = {
    "cost": _("Given to the customer"),
    "corrected": _("The cost was corrected"),
    "charged": _("Found to be the partner's"),
    "reversed": _("Taken back"),
    "approved": _("The partner was asked for it"),
    "disputed": _("The partner disputes it"),
    "accepted": _("The partner was right"),
    "rejected": _("The dispute was answered: it stands"),
    "paid": _("The partner paid"),
    "written_off": _("Let go"),
    "paid_back": _("Paid back to the partner"),
}

CARD_STEPS = {
    "approved": _("Asked for"),
    "paid": _("Paid"),
    "disputed": _("Disputed"),
    "rejected": _("Disputes won"),
    "accepted": _("Disputes lost"),
}

STEPS = {
    "approve": _("Ask the partner for it"),
    "dispute": _("The partner disputes it"),
    "accept": _("The partner is right"),
    "reject": _("It stands"),
    "pay": _("The partner paid"),
    "write_off": _("Let it go"),
    "pay_back": _("We paid it back"),
}
