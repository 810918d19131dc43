"""The facts and their values, as the page names them to a customer."""

from amends.core.wording.mark import line

FAILURES = {
    "point_closed": line("pickup point closed in its hours"),
    "point_failing": line("pickup point stopped working before the customer came"),
    "parcel_not_found": line("parcel not found at the point"),
    "not_at_point": line("not at the pickup point in time"),
    "late_at_point": line("late at the pickup point"),
    "undelivered": line("not delivered in time"),
    "late": line("delivered late"),
    "lost": line("parcel lost"),
    "called_off": line("called off by us"),
    "wrong_item": line("something else than ordered"),
    "missing_item": line("something missing"),
    "damaged_item": line("something damaged"),
    "not_ready": line("not ready in time"),
    "ready_late": line("ready late"),
    "word_not_kept": line("our word not kept"),
    "word_kept_late": line("our word kept late"),
    "refund_overdue": line("money not back in time"),
    "complaint": line("a complaint"),
    "at_risk": line("may come later than promised"),
    "refund_late": line("money back late"),
}
NEWS = {
    "parcel.delivered": line("it was delivered"),
    "order.handed_over": line("it was handed over"),
    "order.called_off": line("we called the order off"),
    "order.cancelled_by_customer": line("you cancelled the order"),
}
CLAIM_RECORD = {
    "as_usual": line("nothing out of the ordinary"),
    "one_more_proof": line("some did not match our record"),
    "person_looks": line("several did not match our record"),
    "legal_minimum": line("many did not match our record"),
    "part_ways": line("we have agreed to part"),
}
COUNTRIES = {
    "none": line("no country"),
    "RU": line("Russia"),
    "EU": line("the European Union"),
    "UK": line("the United Kingdom"),
    "US": line("the United States"),
    "MN": line("Mongolia"),
    "other": line("another country"),
}
PLACES = {
    "home": line("home"),
    "pickup_point": line("pickup point"),
    "post": line("post"),
    "counter": line("counter"),
    "online": line("online shop"),
    "marketplace": line("marketplace"),
    "store": line("store"),
    "restaurant": line("restaurant"),
    "with_seller": line("with the seller"),
    "on_the_way": line("on the way"),
    "at_point": line("at the pickup point"),
    "with_customer": line("with you"),
}
VERDICTS = {
    "none": line("not looked at yet"),
    "confirmed": line("our record shows it"),
    "unconfirmed": line("your word alone"),
    "contradicted": line("our record says otherwise"),
}
CONDUCT = {
    "usual": line("the usual manners"),
    "rude": line("rude"),
    "threatening": line("threatening"),
}
CONTROLS = {"shop": line("our own hands"), "partner": line("a partner's hands")}
PERSON_SAID = {
    "nothing": line("nothing was decided"),
    "legal_minimum": line("what is yours by right"),
    "part_ways": line("we part"),
}
OVERDUE = {
    "none": line("nothing is overdue"),
    "not_begun": line("nothing was begun"),
    "under_way": line("it is under way"),
}
NOTHING = {"none": line("nothing")}
BY_FACT = {
    "verdict": VERDICTS,
    "conduct": CONDUCT,
    "controls": CONTROLS,
    "overdue": OVERDUE,
    "failure": FAILURES,
    "news": NEWS,
    "claim_record": CLAIM_RECORD,
    "person_said": PERSON_SAID,
    "jurisdiction": COUNTRIES,
    "order_kind": PLACES,
    "fulfilment": PLACES,
    "stage": PLACES,
}
LABELS = {
    "failure": line("what went wrong"),
    "promise": line("what was promised"),
    "order_kind": line("where you ordered"),
    "fulfilment": line("how it comes to you"),
    "stage": line("where the order is"),
    "caused": line("who caused it"),
    "news": line("what happened meanwhile"),
    "claim_record": line("earlier claims"),
    "contradicted_claims": line("claims that our record contradicts"),
    "story_repeats": line("times it was told again after our answer"),
    "claims_excess": line("how surely there are far more claims than usual"),
    "unproven_worth": line("worth of orders with claims that nothing shows, in euro"),
    "confirmed_share": line("share of claims that our record confirms"),
    "person_said": line("what a person decided"),
    "chosen": line("what you chose"),
    "tried": line("what was tried"),
    "jurisdiction": line("whose law"),
    "value": line("price of everything"),
    "worth": line("worth in euro"),
    "delivery_price": line("delivery price"),
    "tenure_days": line("days since your first order"),
    "days_late": line("days late"),
    "days_since_failure": line("days since it went wrong"),
    "wasted_visits": line("wasted visits"),
    "failures_90d": line("earlier failures"),
    "verdict": line("claim held against the record"),
    "conduct": line("manners"),
    "currency": line("currency"),
}
