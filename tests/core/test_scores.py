"""What the score counts: nobody is left out of a rate because they make it look worse."""

from __future__ import annotations

from amends.core.scores.customers import CustomerRow, score_customers
from amends.core.scores.people import PersonRow, score_people


def person(code: str, character: str, marked: str, cases: int, after: int = 0) -> PersonRow:
    return PersonRow(code, "kitchen", character, marked, cases, after)


def test_within_200_cases_are_counted_those_who_had_them() -> None:
    rows = [
        person("in time", "careless", "gives_away", 300, 120),
        person("late", "careless", "gives_away", 400, 250),
        person("missed", "careless", "", 200),
        person("few, and found", "careless", "gives_away", 30, 20),
        person("few, and missed", "careless", "", 30),
        person("honest", "careful", "", 500),
    ]
    found = score_people(rows, guilty={"careless"}, within=200)
    assert (found["found"]["right"], found["found"]["of"]) == (3, 5)
    assert (found["found_within_200"]["right"], found["found_within_200"]["of"]) == (1, 3)
    assert found["found_after"] == [20, 120, 250]


def test_an_honest_customer_beyond_one_more_proof_is_told_of() -> None:
    rows = [
        CustomerRow("a", "unlucky", "as_usual", 0, {}),
        CustomerRow("b", "mistaken", "person_looks", 2, {"one_more_proof": 1, "person_looks": 2}),
        CustomerRow("c", "dishonest", "person_looks", 3, {"person_looks": 3}),
    ]
    found = score_customers(rows)
    assert found["honest_beyond_one_more_proof"]["right"] == 1
    assert [each["code"] for each in found["wrongly_marked"]] == ["b"]
