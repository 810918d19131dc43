"""What a rule says, by the name of the output; a value without a line is said after a label."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amends.core.wording.mark import Line, line, plural

Lines = Mapping[Any, Line]
WHOLE: Mapping[str, Lines] = {
    "claim_record": {
        "as_usual": line("We take your word"),
        "one_more_proof": line("We ask for one thing that shows it"),
        "person_looks": line("A person looks at it first"),
        "legal_minimum": line("All your rights, and nothing on top"),
        "part_ways": line("We part politely; all your rights remain"),
    },
    "gesture": {
        "none": line("Nothing on top"),
        "favourite": line("Something small that you like"),
        "treat": line("Something small and sweet"),
        "small_gift": line("A small gift"),
        "delivery_price_back": line("Delivery price back"),
    },
    "stance": {
        "mend": line("We put it right at once"),
        "prove": line("We ask for one proof, then put it right"),
        "look": line("A person looks at it, then we put it right"),
        "evidence": line("We show you our record and hear you"),
    },
    "goodwill": {
        "none": line("Nothing on top"),
        "usual": line("Something may come on top"),
    },
    "guaranteed": {
        True: line("Money on top is promised"),
        False: line("No money on top is promised"),
    },
    "paid": {True: line("You have paid"), False: line("You have not paid yet")},
    "due": {"penalty": line("Money for the delay")},
    "approver": {None: line("Nobody has to confirm it")},
    "tell": {True: line("We write to you first"), False: line("We do not write first")},
    "wake": {True: line("at night too")},
    "unanswered": {
        "close": line("without an answer we close the case"),
        "renew": line("without an answer we offer it anew"),
    },
    "again": {True: line("You choose anew"), False: line("It stays as agreed")},
    "stop": {True: line("We stop it and offer anew"), False: line("It goes on")},
    "if_early": {
        "window_start": line("not before the agreed time begins"),
        "window_end": line("not before the agreed time is over"),
    },
    "daytime": {True: line("by day only")},
}
SAID = {
    "who": line("done by: {value}"),
    "needs": line("we ask you for: {value}"),
    "approver": line("Confirmed first by: {value}"),
    "role": line("{value}"),
    "above": line("beyond it decides: {value}"),
    "caused_by": line("Caused by: {value}"),
    "controlled_by": line("this step is in the hands of: {value}"),
    "borne_by": line("paid for by: {value}"),
    "urgency": line("{value} of 100"),
    "share_a_day": line("{percent} % of the price for every day"),
    "most_share": line("{percent} % of the price at most"),
}
COUNTED: Mapping[str, Lines] = {
    "hours": {
        "minutes": plural("within {count} minute", "within {count} minutes"),
        "hours": plural("within {count} hour", "within {count} hours"),
        "days": plural("within {count} day", "within {count} days"),
    },
    "approve_hours": {
        "hours": plural("confirmed within {count} hour", "confirmed within {count} hours"),
        "days": plural("confirmed within {count} day", "confirmed within {count} days"),
    },
    "after_minutes": {
        "minutes": plural("We ask after {count} minute", "We ask after {count} minutes"),
        "hours": plural("We ask after {count} hour", "We ask after {count} hours"),
        "days": plural("We ask after {count} day", "We ask after {count} days"),
    },
    "close_after_days": {
        "days": plural(
            "without an answer closed after {count} day",
            "without an answer closed after {count} days",
        ),
    },
    "link_days": {
        "days": plural("your link works for {count} day", "your link works for {count} days")
    },
    "offer_days": {
        "days": plural("the offer stands for {count} day", "the offer stands for {count} days")
    },
    "window_days": {
        "days": plural(
            "Times on {count} day to choose from", "Times on {count} days to choose from"
        )
    },
    "window_lead_hours": {
        "hours": plural(
            "at the earliest {count} hour ahead", "at the earliest {count} hours ahead"
        ),
        "days": plural("at the earliest {count} day ahead", "at the earliest {count} days ahead"),
    },
}
AMOUNTS: Mapping[str, Lines] = {
    "value": {
        "whole": line("the whole price"),
        "half": line("half of the price"),
        "part": line("{percent} % of the price"),
        "upto": line("up to {percent} % of the price"),
    },
    "delivery_price": {
        "whole": line("the whole delivery price"),
        "half": line("half of the delivery price"),
        "part": line("{percent} % of the delivery price"),
        "upto": line("up to {percent} % of the delivery price"),
    },
    "refund_promised": {
        "whole": line("the whole sum that was promised"),
        "half": line("half of the sum that was promised"),
        "part": line("{percent} % of the sum that was promised"),
        "upto": line("up to {percent} % of the sum that was promised"),
    },
}
OTHER_AMOUNT = line("{percent} % of: {of}")
QUIET = line("not from {start}:00 to {end}:00")
IN_EVERY_OTHER_CASE = line("In every other case")
ALWAYS = line("Always")
IN_EACH_OF_THESE = line("in each of these cases")
IN_THE_REST_OF_THESE = line("in all other of these cases")
PARTIES = {
    "shop": line("our shop"),
    "courier": line("our courier"),
    "kitchen": line("our kitchen"),
    "manager": line("our manager"),
    "agent": line("one of us"),
    "director": line("our director"),
    "call_centre": line("our call centre"),
    "point": line("the pickup point"),
    "carrier": line("the carrier"),
    "post": line("the post"),
    "seller": line("the seller"),
    "supplier": line("the supplier"),
    "warehouse": line("our warehouse"),
    "store": line("our store"),
    "found": line("whoever caused it"),
    "customer": line("the customer"),
    "nobody": line("nobody"),
}
NEEDS = {
    "address": line("an address"),
    "window": line("a time"),
    "point": line("a pickup point"),
    "contact": line("how to reach you"),
}
MAY = {
    "other_remedy": line("choose another way to put it right"),
    "small_gift": line("add a small gift"),
    "delivery_price_back": line("give the delivery price back"),
    "part_of_price": line("give a part of the price back"),
    "date_promised": line("promise you a date"),
    "goodwill_again": line("see you as any other customer again"),
    "show_record": line("show you all that we have recorded"),
    "change_finding": line("come to another finding, by what is new"),
}
