"""What a rule asks of a fact, in a phrase that names the fact along, by the keys of
``rulebook.words.cells.keys``. A fact or a test without a line here is said with a label before it.
"""

from amends.core.wording.mark import line, plural

FACTS = {
    "days_late": {
        "equal": plural("{count} day late", "{count} days late"),
        "more": plural("more than {count} day late", "more than {count} days late"),
        "at_least": plural("{count} day late or more", "{count} days late or more"),
        "less": plural("less than {count} day late", "less than {count} days late"),
        "at_most": plural("{count} day late at most", "{count} days late at most"),
        "between": plural("from {low} to {count} day late", "from {low} to {count} days late"),
    },
    "days_since_failure": {
        "more": plural("more than {count} day ago", "more than {count} days ago"),
        "at_least": plural("{count} day ago or more", "{count} days ago or more"),
        "less": plural("less than {count} day ago", "less than {count} days ago"),
        "at_most": plural("{count} day ago at most", "{count} days ago at most"),
    },
    "wasted_visits": {
        "equal.0": line("you did not come in vain"),
        "equal.1": line("you came in vain once"),
        "at_least.1": line("you came in vain"),
        "more.0": line("you came in vain"),
        "at_least.2": line("you came in vain twice or more"),
        "more.1": line("you came in vain twice or more"),
        "equal": plural("you came in vain {count} time", "you came in vain {count} times"),
        "at_least": plural(
            "you came in vain {count} time or more", "you came in vain {count} times or more"
        ),
    },
    "failures_90d": {
        "equal.0": line("nothing else went wrong lately"),
        "at_least.1": line("something went wrong before, not long ago"),
        "more.0": line("something went wrong before, not long ago"),
    },
    "round": {
        "equal.1": line("our first offer"),
        "more.1": line("our first offer did not put it right"),
        "at_least.2": line("our first offer did not put it right"),
    },
    "delivery_price": {
        "equal.0": line("the delivery was free"),
        "more.0": line("the delivery was paid for"),
    },
    "delivery_paid_back": {
        "equal.0": line("the delivery price has not gone back yet"),
        "more.0": line("the delivery price went back already"),
    },
    "refund_promised": {
        "equal.0": line("no sum was promised back"),
        "more.0": line("a sum was promised back"),
    },
    "worth": {
        "more": line("worth more than {value} euro"),
        "more,null": line("worth more than {value} euro, or the worth is not known"),
        "at_most": line("worth {value} euro at most"),
    },
    "order_kind": {
        "restaurant": line("at a restaurant"),
        "not.restaurant": line("not at a restaurant"),
    },
    "fulfilment": {
        "counter": line("picked up at the counter"),
        "not.counter": line("not picked up at the counter"),
        "post": line("sent by post"),
    },
    "stage": {
        "with_seller": line("still with the seller"),
        "with_customer": line("already with you"),
        "not.with_customer": line("not with you yet"),
    },
    "controls": {
        "shop": line("at a step in our own hands"),
        "partner": line("at a step in a partner's hands"),
    },
    "caused": {"is": line("caused by: {these}")},
    "contract_pays": {
        "true": line("a partner answers for it by contract"),
        "false": line("no contract makes a partner answer for it"),
    },
    "guaranteed": {
        "true": line("money on top is promised here"),
        "false": line("no money on top is promised here"),
    },
    "overdue": {
        "none": line("nothing agreed is overdue"),
        "not.none": line("the agreed time has passed"),
        "not_begun": line("the agreed time has passed, nothing was begun"),
        "under_way": line("the agreed time has passed, it is under way"),
    },
    "news": {"none": line("nothing new has happened")},
    "tried": {
        "none": line("nothing was tried yet"),
        "is": line("tried already: {these}"),
        "not": line("not tried yet: {these}"),
        "not.none,": line("something was tried already, but not: {others}"),
    },
    "chosen": {"none": line("nothing is chosen"), "is": line("chosen: {these}")},
    "verdict": {
        "confirmed": line("our record shows it"),
        "contradicted": line("our record says otherwise"),
        "not.contradicted": line("our record does not say otherwise"),
        "none,unconfirmed": line("we have your word for it"),
    },
    "stance": {
        "evidence": line("our record says otherwise"),
        "not.evidence": line("our record does not say otherwise"),
        "not.mend": line("it is still to be found out what happened"),
        "mend": line("we put it right at once"),
        "prove": line("one proof is asked for first"),
        "look": line("a person looks at it first"),
    },
    "goodwill": {
        "none": line("nothing is added on top"),
        "usual": line("something may be added on top"),
    },
    "conduct": {
        "usual": line("the usual manners"),
        "not.usual": line("rude or threatening"),
        "rude": line("rude"),
        "threatening": line("threatening"),
    },
    "jurisdiction": {"is": line("under the law of: {these}")},
    "decided_on": {
        "at_least": line("from {value} on"),
        "less": line("before {value}"),
    },
    "checked": {"false": line("where law is applied that nobody has checked yet")},
    "prepaid": {"true": line("paid in advance"), "false": line("not paid in advance")},
    "paid": {"true": line("paid"), "false": line("not paid yet")},
    "perishable": {"true": line("something in it spoils"), "false": line("nothing in it spoils")},
    "time_essential": {"true": line("needed at that very time")},
    "refunded": {
        "true": line("all your money went back already"),
        "false": line("your money has not gone back yet"),
    },
    "home_known": {
        "true": line("we know your address"),
        "false": line("we do not know your address"),
    },
    "home_delivery": {
        "true": line("somebody can bring it"),
        "false": line("nobody can bring it now"),
    },
    "other_point_known": {
        "true": line("there is another pickup point"),
        "false": line("there is no other pickup point"),
    },
    "in_stock": {
        "true": line("in stock"),
        "true,null": line("in stock, as far as we know"),
        "false": line("not in stock"),
    },
    "kitchen_open": {
        "true": line("the kitchen is open"),
        "true,null": line("the kitchen is open, as far as we know"),
        "false": line("the kitchen is closed"),
    },
    "like_known": {
        "true": line("we know what you like"),
        "false": line("we do not know what you like"),
    },
}
