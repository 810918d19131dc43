"""What `check` finds and proves, case by case: one planted fault, one sentence (R9, R12, R23)."""

from decimal import Decimal
from gettext import NullTranslations

import pytest

from amends.core.errors import BadDeclaration
from amends.core.rulebook import read_rulebook
from amends.core.rulebook.check import check
from amends.core.rulebook.check.words import sentence, unknown_words

FACTS = {
    "failure": {"type": "string", "values": ["late", "lost"]},
    "days": {"type": "number", "range": [0, 30], "step": 1},
    "value": {"type": "number", "range": [0, 1000], "step": "0.01", "untested": "for amounts"},
    "rude": {"type": "boolean"},
}
TABLES = {
    "level": {"hit": "unique", "outputs": {"level": {"type": "string", "values": ["low", "high"]}}},
    "gifts": {
        "hit": "first",
        "outputs": {
            "gift": {"type": "string", "values": ["none", "money"]},
            "share": {"type": "number"},
        },
    },
    "ways": {"hit": "collect", "outputs": {"way": "string", "mends": {"type": "boolean"}}},
}
LEVEL = "id,failure,days,level\na,late,<3,low\nb,late,>=3,high\nc,lost,-,high\n"
GIFTS = "id,level,rude,gift,share\nr,-,true,none,0\nh,high,-,money,0.2\nl,-,-,none,0\n"
WAYS = (
    "id,failure,way,mends\nsend,lost,send_again,true\nbring,late,bring_home,true\n"
    "call,-,call,false\n"
)


def book(*invariants, level=LEVEL, gifts=GIFTS, ways=WAYS, tables=TABLES, facts=FACTS):
    named = [
        {"id": f"i{at}", "says": {"en": "So it is."}, **each} for at, each in enumerate(invariants)
    ]
    declared = {
        "name": "small", "version": "1", "facts": facts, "tables": tables, "invariants": named,
    }  # fmt: skip
    return read_rulebook(declared, {"level": level, "gifts": gifts, "ways": ways})


def said(rulebook, **options):
    report = check(rulebook, **options)
    return [sentence(finding, NullTranslations()) for finding in report.findings]


def test_a_sound_rulebook_is_proven_whole():
    report = check(book({"always": "some w in ways satisfies w.mends"}))
    assert report.is_proven, report
    assert {proof.kind for proof in report.proven} == {"gap", "contradiction", "dead", "invariant"}


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"level": LEVEL.replace(">=3", ">3")}, "no rule fits where failure: late; days: 3."),
        ({"level": LEVEL.replace("<3", "<=3")}, "the rules a, b both fit one situation"),
        ({"gifts": GIFTS.replace("h,high,-", "h,high,true")}, "rule h is never the answer"),
        (
            {"level": LEVEL.replace("high\n", "low\n")},
            "rule h asks whether level is high, which level never says",
        ),
        (
            {"ways": WAYS.replace("lost,send", "-,send").replace("late,bring", "-,bring")},
            "the column failure has no effect",
        ),
        ({"facts": {**FACTS, "mood": {"type": "string"}}}, "The fact mood is looked at by no"),
        ({"tables": {**TABLES, "gifts": {**TABLES["gifts"], "used": ["gift"]}}},
         "the output share is used by no later table"),
    ],
)  # fmt: skip
def test_a_planted_fault_is_found(changed, words):
    found = said(book(**changed))
    assert any(words in each for each in found), found


def test_a_gap_that_no_earlier_table_lets_happen_is_no_gap():
    only_high = GIFTS.replace("l,-,-,none,0\n", "").replace("r,-,true,none,0\n", "")
    always_high = LEVEL.replace("<3,low", "<3,high")
    assert not any(
        "no rule fits" in each for each in said(book(level=always_high, gifts=only_high))
    )
    assert any("no rule fits" in each for each in said(book(gifts=only_high)))


@pytest.mark.parametrize(
    "always",
    [
        'some w in ways satisfies w.way = "call"',
        'every w in ways satisfies w.mends or w.way = "call"',
        'gifts.gift = "none" or (some w in ways satisfies w.mends)',
        "count(ways) = 2",
        "count(ways[mends]) = 1",
        "gifts.share * value <= 200",
        "gifts.share * value <= value",
        'if rude then gifts.gift = "none" else gifts.share >= 0',
        'failure = "late" or level.level = "high"',
        "not(rude and gifts.share > 0)",
        "value * value >= 0",
        "days * 2 >= days",
    ],
)
def test_what_holds_is_proven(always):
    report = check(book({"always": always}))
    assert report.is_proven, report.findings or report.unknown


@pytest.mark.parametrize(
    ("always", "matter"),
    [
        ("some w in ways satisfies w.way = \"send_again\"", {"failure": "late"}),
        ('rude or gifts.gift = "none"', {"rude": False}),
        ("gifts.share * value < 200", {"value": 1000, "rude": False}),
        ("days < 30", {"days": 30}),
        ("value < 1000 or days < 30 or rude", {"value": 1000, "days": 30, "rude": False}),
        ("value * days != 100", None),
    ],
)  # fmt: skip
def test_what_is_broken_is_shown_by_a_situation(always, matter):
    report = check(book({"always": always}))
    (finding,) = report.findings
    assert finding.kind == "broken"
    assert sentence(finding, NullTranslations()) == "The invariant i0 is broken: So it is."
    if matter is not None:
        assert matter.items() <= dict(finding.situation).items()
    else:
        assert finding.situation["value"] * finding.situation["days"] == 100


def test_worse_never_gets_less():
    rising = {"across": ["days"], "not_less": "gifts.share"}
    assert check(book(rising)).is_proven
    falling = LEVEL.replace(">=3,high", "[3..9],high\nd,late,>9,low")
    (finding,) = check(book(rising, level=falling)).findings
    assert finding.other
    assert finding.situation["days"] <= 9 < finding.other["days"]
    assert {k for k in finding.other if finding.other[k] != finding.situation[k]} == {"days"}


def test_worse_never_gets_less_counts_within_a_bucket_too():
    report = check(book({"across": ["days"], "not_less": "10 - days"}))
    assert [finding.kind for finding in report.findings] == ["broken"]
    assert check(book({"across": ["days"], "not_less": "value + days"})).is_proven
    assert check(book({"across": ["days"], "not_less": "days * value"})).is_proven


def test_what_must_not_matter():
    assert check(book({"across": ["rude"], "same": "ways"})).is_proven
    (finding,) = check(book({"across": ["rude"], "same": "gifts"})).findings
    assert {finding.situation["rude"], finding.other["rude"]} == {True, False}


def test_a_condition_that_never_holds_is_a_finding():
    found = said(book({"when": "gifts.share > 0 and rude", "always": "true"}))
    assert found == ["The invariant i0 says nothing: its condition holds in no situation."]


def test_when_a_condition_stands_only_what_fulfils_it_counts():
    invariant = {"when": "not(rude) and days > 5", "always": 'gifts.gift = "money"'}
    assert check(book(invariant)).is_proven


def test_what_the_budget_does_not_suffice_for_is_unknown_and_never_proven():
    report = check(book({"across": ["days"], "not_less": "gifts.share"}), budget=2)
    assert not report.is_proven
    assert not any(proof.kind == "invariant" for proof in report.proven)
    (unknown,) = [each for each in report.unknown if each.kind == "invariant"]
    assert "did not suffice" in unknown_words(unknown, NullTranslations())


@pytest.mark.parametrize(
    ("invariant", "words"),
    [
        ({"always": "gifts.gift ="}, "is not understood"),
        ({"always": "moon = 1"}, "'moon' is neither a fact nor a table"),
        ({"always": "gifts.colour = 1"}, "does not say 'colour'"),
        ({"always": "some w in ways satisfies w.colour"}, "does not say 'colour'"),
        ({"across": ["days"]}, "an invariant has"),
        ({"across": ["moon"], "same": "ways"}, "'moon' is not a fact"),
        ({"across": ["rude"], "not_less": "gifts.share"}, "have no order"),
        ({"always": "true", "same": "ways"}, "an invariant has"),
        ({"id": "", "always": "true"}, "an id of its own"),
        ({"always": "true", "never": "false"}, "'never' is not known"),
    ],
)
def test_an_invariant_that_is_not_understood_is_refused(invariant, words):
    with pytest.raises(BadDeclaration, match=words):
        check(book(invariant))


def test_arithmetic_between_two_unbounded_facts_is_decided_or_open_but_never_proven_wrongly():
    facts = {**FACTS, "more": {"type": "number"}, "less": {"type": "number"}}
    report = check(book({"always": "more * more - more * less + less * less >= 0"}, facts=facts))
    assert not report.findings
    report = check(book({"always": "more + less >= 0"}, facts=facts))
    (finding,) = report.findings
    assert finding.situation["more"] + finding.situation["less"] < Decimal(0)


def test_nothing_is_proven_of_a_table_that_never_decides_but_its_fault_is_found():
    report = check(book({"always": 'level.level = "low"'}, level=LEVEL.replace("late", "lost")))
    assert any(finding.kind == "gap" for finding in report.findings)
