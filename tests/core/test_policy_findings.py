"""The section of a rulebook that says how claims are held against the record."""

from __future__ import annotations

import pytest

from amends.core.errors import BadDeclaration
from amends.core.findings import CHECKED, Photo, hold
from amends.policies import RETAIL, load_policy
from tests.support.broken import copy_of, text
from tests.support.findings import claim, record


@pytest.mark.parametrize(
    ("said", "instead", "where"),
    [
        ("confirms = 0.7", "confirms = 1.7", "confirms"),
        ("confirms = 0.7", "confirms = 'much'", "findings.confirms"),
        ("confirms = 0.7", "# confirms", "findings.confirms"),
        ("confirms = 0.7", "affirms = 0.7", "findings.affirms"),
        ("doubt = 0.3", "doubt = 0.75", "doubt"),
        ("doubt = 0.3", "doubt = 0", "doubt"),
        ("order_log = 0.95", "order_log = -1", "weights.order_log"),
        ("order_log = 0.95", "order_book = 0.95", "findings.weights.order_book"),
        ("bank_days = 5", "bank_days = -5", "windows.bank_days"),
        ("bank_days = 5", "bank_days = true", "findings.windows.bank_days"),
        ("alike = 0.5", "alike = 5", "words.alike"),
        ('household = ["family",', "household = [1,", "findings.words.household"),
        ("[findings.words]", "[findings.letters]", "findings"),
        ('shown_only = ["stock_figure"]', 'shown_only = "stock_figure"', "findings.shown_only"),
    ],
)
def test_what_is_not_understood_is_refused(tmp_path, said, instead, where):
    with pytest.raises(BadDeclaration) as error:
        load_policy(copy_of(tmp_path, text("rulebook.toml", said, instead)))
    assert where in str(error.value)


def test_every_kind_that_has_a_check_is_declared():
    assert set(CHECKED) <= load_policy().declarations.claims.keys()


def test_a_rulebook_may_give_a_kind_no_weight(tmp_path):
    folder = copy_of(tmp_path, text("rulebook.toml", "photo = 0.4", "photo = 0"))
    rules = load_policy(folder).findings
    shown = hold(claim("got_broken"), record(photos=(Photo(1),)), rules=rules)
    assert [each.weight for each in shown.evidence] == [0]


def test_rulebooks_from_before_go_by_the_retail_policys(tmp_path):
    section = (RETAIL / "rulebook.toml").read_text("utf-8")
    start, end = section.index("[findings]"), section.index("[staff]")
    folder = copy_of(tmp_path, text("rulebook.toml", section[start:end], ""))
    assert load_policy(folder).findings == load_policy().findings
