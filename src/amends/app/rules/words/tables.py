"""What each table of the shipped policies is for, and how its rows are read."""

from amends.core.wording.mark import line, plural

TITLES = {
    "ladder": line("What your earlier claims lead to"),
    "stance": line("How we take what you tell us"),
    "payment": line("Whether you have paid"),
    "responsibility": line("Whose fault it is"),
    "urgency": line("Who comes first"),
    "legal": line("What the law gives you at least"),
    "legal_dues": line("What the law adds for a delay"),
    "remedies": line("What you may choose from"),
    "approval": line("Who confirms it first"),
    "freedom": line("What our people may do on their own"),
    "delivery": line("When we can bring it"),
    "goodwill": line("Whether something comes on top"),
    "guarantee": line("Whether money on top is promised"),
    "gestures": line("Something small on top"),
    "apology": line("How we say sorry"),
    "first_word": line("When we write first"),
    "follow_up": line("Who asks you afterwards"),
    "overdue": line("When we miss an agreed time"),
    "pointless": line("When something changes meanwhile"),
}
PURPOSES = {
    "ladder": line(
        "Says whether we ask for more before we begin. Your rights stay whole on every step."
    ),
    "stance": line("Holds what you tell us against what we have recorded."),
    "payment": line("Tells whether there is money that could go back to you."),
    "responsibility": line("Says who caused the trouble and who pays for it: never you."),
    "urgency": line("Orders the cases that wait for a person: 100 comes first."),
    "legal": line("The law's least rights, dated, by country. What we offer is never below them."),
    "legal_dues": line("What the law says is due for every day of delay, by country."),
    "remedies": line("Everything you may choose from to have this order put right."),
    "approval": line("Says whether one of us has to confirm the choice before it begins."),
    "freedom": line("What a member of staff may decide without asking, and who decides beyond it."),
    "delivery": line("How soon and how far ahead you may choose a time."),
    "goodwill": line("Says whether we add something of our own accord."),
    "guarantee": line("Says for which steps we answer with money."),
    "gestures": line("Something small, never instead of putting the order right."),
    "apology": line("The sentences that we say, without excuses."),
    "first_word": line(
        "Whether we write before you do, at what hours, and how long our offer stands."
    ),
    "follow_up": line("Somebody who did not handle it asks whether it helped."),
    "overdue": line("What happens when what we agreed on was not done in time."),
    "pointless": line("Whether what you chose still makes sense after news of the order."),
}
HIT = {
    "first": line("The first row that fits decides."),
    "unique": line("Exactly one row fits."),
    "any": line("Several rows may fit: they all say the same."),
    "priority": line("Where several rows fit, the foremost answer counts: {order}."),
    "collect": line("Every row that fits counts."),
    "rule order": line("Every row that fits counts, in this order."),
    "output order": line("Every row that fits counts, the foremost answer first: {order}."),
    "collect.sum": line("What the rows that fit say is added up."),
    "collect.min": line("The smallest answer of the rows that fit counts."),
    "collect.max": line("The largest answer of the rows that fit counts."),
    "collect.count": line("The different answers of the rows that fit are counted."),
}
MAY_BE_EMPTY = line("Often no row fits, and then nothing is added.")
SOURCES = line(
    "Numbers such as {example} name the requirement that a rule rests on; other sources are laws"
    " and studies."
)
RULES = plural("rule", "rules")
TABLES = plural("decision table", "decision tables")
CALLED = line("Rulebook {name}, version {version}")
OTHER_VERSION = line(
    "This is version {version} of the rulebook {name}, kept so that every decision made by it can"
    " be explained. Today {current} decides."
)
CALLED_SINCE = line("Rulebook {name}, version {version}, valid from {since}")
STEPS = {
    "happened": (line("Something went wrong"), line("We see it in our records, or you tell us.")),
    "fault": (line("Whose fault"), line("We find out who caused it. You never pay for it.")),
    "offer": (line("What we offer"), line("You choose how this order is put right.")),
    "top": (line("What comes on top"), line("Something small, where it fits.")),
    "after": (line("We ask afterwards"), line("Another of us asks whether it helped.")),
    "other": (line("More tables"), line("What else this rulebook decides.")),
}
