"""Customers' records: steps, manners, and what waits for a person."""

from django.utils.translation import gettext_lazy as _

STEPS = {
    "nothing": _("nothing"),
    "as_usual": _("as everybody"),
    "one_more_proof": _("asked for one more proof"),
    "person_looks": _("a person looks first"),
    "legal_minimum": _("all rights, nothing on top"),
    "part_ways": _("we part, all rights stay"),
}
CONDUCT = {
    "usual": _("usual manners"),
    "rude": _("rude"),
    "threatening": _("threatening"),
}
SUGGESTIONS = {
    "conduct": _("Words that may insult or threaten"),
    "link": _("Perhaps one customer with two accounts"),
    "objection": _("The customer does not agree with how they are met"),
}
SUGGESTION_YES = {
    "conduct": _("It is so: it counts from now on"),
    "link": _("Looked at: it is one customer"),
    "objection": _("They are right: their record begins anew"),
}
SUGGESTION_NO = {
    "conduct": _("It is not so"),
    "link": _("Looked at: they are different people"),
    "objection": _("It stays as it is"),
}
SHARED = {
    "address": _("address"),
    "phone": _("telephone"),
    "email": _("e-mail"),
}
VERDICTS = {
    "confirmed": _("confirmed"),
    "unconfirmed": _("not confirmed"),
    "contradicted": _("contradicted"),
}
CLAIMS = {
    "ordered_on": _("ordered long ago"),
    "was_told": _("was told otherwise"),
    "came_at": _("came, and was given nothing"),
    "was_closed": _("came, and it was closed"),
    "not_received": _("got nothing"),
    "came_late": _("got it late"),
    "got_other": _("got something else"),
    "got_broken": _("got it broken"),
    "missing": _("something was missing"),
    "waited": _("waited too long"),
    "refund_not_paid": _("money has not come back"),
    "treated_so": _("was treated badly"),
}
