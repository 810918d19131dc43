"""Copies of the retail policy with one fault each are refused, with the sentence that says why."""

from pathlib import Path

import pytest

from tests.support.broken import (
    Fault,
    asking,
    cell,
    copy_of,
    first,
    no_column,
    no_file,
    said_of,
    saying,
    text,
    without,
)

TOML = "rulebook.toml"
REMEDIES = "[tables.remedies]"
WEATHER = """[facts.weather]
type = "boolean"
meaning = {}
"""
NOT_UNDERSTOOD: list[tuple[Fault, str]] = [
    (cell("remedies", "lost_again", "failure", "lst"), "lst is not a value of 'failure'"),
    (cell("remedies", "late_again", "days_late", ">=700"), "700 lies outside the range"),
    (cell("remedies", "late_again", "days_late", "[7..3]"), "the interval is empty"),
    (cell("remedies", "late_again", "days_late", "[7.."), "is not understood"),
    (cell("remedies", "late_again", "days_late", ">=P7D"), "is not a number"),
    (cell("remedies", "lost_again", "failure", ">lost"), "a string has no order to compare by"),
    (cell("remedies", "lost_money", "refunded", "null"), "'refunded' is never missing"),
    (cell("remedies", "lost_money", "rank", "first"), "'first' is not a number"),
    (cell("remedies", "lost_money", "daytime", "yes"), "'yes' is not a boolean"),
    (cell("remedies", "lost_money", "id", "lost_again"), "'lost_again' is empty or used twice"),
    (cell("legal", "eu_18", "decided_on", ">=2014-13-06"), "is not understood"),
    (cell("legal", "eu_18", "jurisdiction", "FR"), "FR is not a value of 'jurisdiction'"),
    (cell("stance", "shown", "stance", "forgive"), "forgive is not a value of 'stance'"),
    (no_column("remedies", "who"), "the column 'who' is missing"),
    (text("remedies.csv", "days_late", "days_lte"), "'days_lte' is neither a fact nor an output"),
    (text("delivery.csv", "kitchen,restaurant,", "kitchen,"), "more or fewer cells than the head"),
    (no_file("gestures.csv"), "this table has no file"),
    (text(TOML, 'hit = "priority"', 'hit = "best"'), "the hit policy 'best' is not known"),
    (text(TOML, 'type = "string"', 'type = "text"'), "the type 'text' is not known"),
    (text(TOML, "range = [0, 366]", "range = [366, 0]"), "the range ends before it begins"),
    (text(TOML, "step = 1\n", "step = 0\n"), "a step is a number or a duration above 0"),
    (text(TOML, "range = [0, 99]", "values = [0]\nrange = [0, 99]"), "values or a range, not both"),
    (text(TOML, '"lost", "called_off"', '"lost", "lost"'), "a value is listed twice"),
    (text(TOML, 'values = ["none", "usual"]', "optional = true"), "lists its values by priority"),
    (text(TOML, 'events = ["refund.paid"]', 'events = ["refund.piad"]'), "is not declared"),
    (text(TOML, "partner_at = ", "partners = "), "did you mean 'partner_at'"),
    (text(TOML, "addresses = 5", "addresses = 0"), "a limit is a whole number above 0"),
    (text(TOML, '["RU", "EU"', '["SU", "EU"'), "'SU' is not a value of 'jurisdiction'"),
    (text(TOML, "only_checked = true", "only_checked = 1"), "this is true or false"),
    (text(TOML, "[tables.approval]", "[tables.approvals]"), "this table has no file"),
    (text(TOML, "[facts.failure]", "[facts.failure"), "not well-formed TOML"),
    (cell("remedies", "lost_again", "remedy", "magic"), "'magic' is not a value of the fact"),
    (text("promises.toml", '"undelivered"', '"not_here"'), "'not_here' is not a value of the fact"),
    (text("events.toml", '"with_customer"', '"at_home"'), "'at_home' is not a value of the fact"),
    (asking("remedies", "lost_money", "claims_excess", "<0.9"), "only the ladder looks at"),
    (asking("ladder", "told_again", "tenure_days", ">9"), "which it may not use"),
]
NOT_SOUND: list[tuple[Fault, str]] = [
    (without("gestures", "nothing"), "Table gestures: no rule fits"),
    (without("approval", "at_once"), "Table approval: no rule fits"),
    (without("stance", "trusted"), "Table stance: no rule fits"),
    (without("responsibility", "lost"), "Table responsibility: no rule fits"),
    (cell("payment", "not_yet", "stage", "at_point"), "Table payment: no rule fits"),
    (cell("stance", "trusted", "claim_record", "-"), "Table stance: the rules trusted"),
    (cell("payment", "at_the_door", "paid", "false"), "both fit one situation and say different"),
    (cell("legal_dues", "ru_23", "decided_on", "-"), "Table legal_dues: the rules"),
    (first("gestures", "nothing"), "Table gestures: rule meal_favourite is never the answer"),
    (first("approval", "at_once"), "Table approval: rule great is never the answer"),
    (cell("approval", "a_proof_is_seen", "verdict", "confirmed"), "never comes together"),
    (cell("delivery", "kitchen", "order_kind", "-"), "the column order_kind has no effect"),
    (cell("stance", "one_proof", "stance", "look"), "which stance never says"),
    (
        text(TOML, "[tables.approval]\nused = [", "[tables.approval]\nused = []\n# ["),
        "the output approve_hours is used by no later table",
    ),
    *(
        (saying(table, "mood", "string", "calm"), f"Table {table}: the output mood is used by no")
        for table in ("overdue", "remedies", "stance", "goodwill")
    ),
    (
        text(TOML, "[tables.overdue]\nused = [", '[tables.overdue]\nused = ["wake", '),
        "'used' names 'wake', which is no output of the table",
    ),
    (
        text(TOML, '[tables.overdue]\nused = ["again"]', "[tables.overdue]\nused = true"),
        "'used' lists the outputs that are read outside of the rulebook",
    ),
    (
        text(TOML, "[facts.conduct]", f"{WEATHER}\n[facts.conduct]"),
        "The fact weather is looked at by",
    ),
]
BROKEN: list[tuple[Fault, str]] = [
    (without("remedies", "lost_again"), "mended"),
    (without("remedies", "owe_nothing"), "goods_or_money"),
    (cell("remedies", "after_failed_remedy", "round", "-"), "mending_comes_first"),
    (without("gestures", "all_went_back"), "no_gesture_alone"),
    (cell("gestures", "meal_treat", "gesture", "voucher"), "no_new_order_needed"),
    (cell("remedies", "item_money", "stance", "-"), "contradicted_no_money"),
    (cell("goodwill", "not_shown", "stance", "look"), "contradicted_no_money"),
    (cell("legal", "uk_22", "verdict", "-"), "contradicted_no_money"),
    (cell("remedies", "what_is_recorded", "remedy", "person_calls"), "contradicted_is_heard"),
    (cell("freedom", "manager_evidence", "may", "show_record"), "contradicted_is_heard"),
    (cell("remedies", "late_money", "amount_share", "0.9"), "never_below_the_law"),
    (cell("remedies", "late_money", "hours", "400"), "never_below_the_law"),
    (cell("remedies", "item_again", "gives", "person"), "never_below_the_law"),
    (cell("approval", "great", "approve_hours", "300"), "never_below_the_law"),
    (cell("gestures", "long_wait", "days_late", "[7..10]"), "worse_keeps_its_money_late"),
    (cell("gestures", "visit_back", "wasted_visits", "1"), "worse_keeps_its_money_visits"),
    (cell("gestures", "again_back", "failures_90d", "1"), "worse_keeps_its_money_repeat"),
    (cell("remedies", "late_again", "days_late", "[7..30]"), "worse_keeps_its_options"),
    (cell("remedies", "late_money", "days_late", "<30"), "worse_keeps_the_price"),
    (asking("remedies", "lost_money", "conduct", "usual"), "manners_keep_rights"),
    (asking("legal", "uk_22", "conduct", "usual"), "manners_keep_the_law"),
    (asking("legal_dues", "ru_23", "conduct", "usual"), "manners_keep_the_dues"),
    (without("goodwill", "manners"), "manners_cost_goodwill"),
    (asking("remedies", "lost_money", "claim_record", "as_usual"), "record_keeps_rights"),
    (asking("legal", "uk_22", "claim_record", "as_usual"), "record_keeps_the_law"),
    (asking("legal_dues", "ru_23", "claim_record", "as_usual"), "record_keeps_the_dues"),
    (cell("ladder", "told_again", "story_repeats", "<3"), "fewer_contradictions_never_higher"),
    (cell("ladder", "many_unproven", "confirmed_share", ">0.5"), "confirmed_never_higher"),
    (cell("ladder", "looked_at", "contradicted_claims", ">=0"), "bad_luck_is_no_guilt"),
    (cell("ladder", "minimum", "person_said", "-"), "only_a_person_parts"),
    (cell("ladder", "parted", "story_repeats", "-"), "parting_needs_repeats"),
    (cell("ladder", "many_unproven", "claims_excess", ">=0.5"), "time_heals"),
    (cell("approval", "great", "worth", ">3000, null"), "above_the_limit"),
    (cell("approval", "great", "worth", ">2000"), "above_the_limit"),
    (cell("freedom", "agent", "above", "-"), "above_is_somebody"),
    (cell("freedom", "manager", "amount_share", "0.8"), "above_is_somebody"),
    (cell("remedies", "late_window", "who", "-"), "who_and_by_when"),
    (cell("remedies", "late_window", "hours", "0"), "who_and_by_when"),
    (cell("gestures", "visit_back", "who", "-"), "gesture_who_and_by_when"),
    (without("remedies", "a_person"), "a_person_with_freedom"),
    (cell("remedies", "a_person", "who", "agency"), "a_person_with_freedom"),
    (cell("gestures", "visit_back", "amount_share", "2"), "sufficient_not_lavish"),
    (cell("gestures", "visit_back", "amount_of", "value"), "sufficient_not_lavish"),
    (cell("gestures", "given_already", "round", ">2"), "sufficient_not_lavish"),
    (cell("remedies", "lost_money", "refunded", "-"), "nothing_twice"),
]


def named(faults: list[tuple[Fault, str]]) -> list[object]:
    return [pytest.param(fault, said, id=f"{at}-{said}") for at, (fault, said) in enumerate(faults)]


@pytest.mark.parametrize(("fault", "sentence"), named(NOT_UNDERSTOOD))
def test_what_is_not_understood_is_refused_when_it_is_loaded(
    tmp_path: Path, fault: Fault, sentence: str
) -> None:
    [said] = said_of(copy_of(tmp_path, fault))
    assert sentence in said


@pytest.mark.parametrize(("fault", "sentence"), named(NOT_SOUND))
def test_gaps_contradictions_and_what_is_never_used_are_found(
    tmp_path: Path, fault: Fault, sentence: str
) -> None:
    said = said_of(copy_of(tmp_path, fault), invariants=())
    assert any(sentence in each for each in said), said


@pytest.mark.parametrize(("fault", "invariant"), named(BROKEN))
def test_what_the_policy_promises_of_itself_is_not_broken_unseen(
    tmp_path: Path, fault: Fault, invariant: str
) -> None:
    said = said_of(copy_of(tmp_path, fault), invariants=(invariant,))
    assert any(f"The invariant {invariant} is broken" in each for each in said), said
