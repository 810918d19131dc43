"""A key or a unit that is not understood is refused, with where it stands and what was meant."""

import pytest

from amends.core.errors import BadDeclaration
from amends.core.rulebook import read_rulebook

SMALL = {"name": "small", "version": "1"}
LATE = {"type": "number", "range": [0, 9], "step": 1, "unit": "days"}


@pytest.mark.parametrize(
    ("declared", "where", "hint"),
    [
        ({"invariant": []}, "rulebook.toml", "did you mean 'invariants'?"),
        ({"facts": {"late": {**LATE, "optinal": True}}}, "facts.late", "did you mean 'optional'?"),
        ({"facts": {"late": {**LATE, "unit": "dyas"}}}, "facts.late", "did you mean 'days'?"),
        ({"facts": {"late": {**LATE, "unit": "crate"}}}, "facts.late", 'units = ["crate"]'),
        ({"facts": {"late": 3}}, "facts.late", ""),
        ({"tables": {"t": {"hit": "first", "ouputs": {}}}}, "tables.t", "did you mean 'outputs'?"),
        (
            {"tables": {"t": {"hit": "first", "outputs": {"x": {"type": "number", "colour": 1}}}}},
            "tables.t.outputs.x",
            "one of ",
        ),
        ({"invariants": [{"id": "a", "allways": "true"}]}, "invariants, number 1", "'always'"),
    ],
)
def test_what_is_not_understood_is_refused_where_it_stands(declared, where, hint):
    with pytest.raises(BadDeclaration) as refused:
        read_rulebook({**SMALL, **declared}, {"t": "id\n"})
    assert refused.value.where.endswith(where)
    assert hint in refused.value.hint


@pytest.mark.parametrize("unit", ["days", "currency", "EUR", "crate"])
def test_units_are_the_known_ones_currencies_and_a_rulebooks_own(unit):
    late = {**LATE, "unit": unit}
    book = read_rulebook({**SMALL, "units": ["crate"], "facts": {"late": late}}, {})
    assert book.facts["late"].unit == unit
