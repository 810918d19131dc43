"""A policy that does not say what its facts and limits are made of is refused when it is loaded."""

import shutil
from pathlib import Path

import pytest

from amends.core.errors import BadDeclaration
from amends.policies import RETAIL, load_policy
from amends.policies.folder import read_folder
from amends.policies.stored import bundle


@pytest.mark.parametrize(
    ("said", "instead", "where"),
    [
        ("points = 3 ", "points = 0 ", "limits.points"),
        ("points = 3 ", "pionts = 3 ", "limits.p"),
        ("days = 90\n", "", "facts.failures_90d"),
        ('["refund.paid"]', '["refund.piad"]', "facts.paid_back"),
        ('["delivery_price_back"]', '"delivery_price_back"', "facts.delivery_paid_back"),
    ],
)
def test_what_is_not_said_or_not_known_is_named(
    tmp_path: Path, said: str, instead: str, where: str
) -> None:
    shutil.copytree(RETAIL, tmp_path / "shop")
    rulebook = tmp_path / "shop" / "rulebook.toml"
    text = rulebook.read_text("utf-8")
    assert said in text
    rulebook.write_text(text.replace(said, instead), "utf-8")
    with pytest.raises(BadDeclaration) as refused:
        load_policy(tmp_path / "shop")
    assert where in refused.value.where


def test_a_table_that_the_line_asks_is_missed_when_the_policy_is_loaded(tmp_path: Path) -> None:
    shutil.copytree(RETAIL, tmp_path / "shop")
    rulebook = tmp_path / "shop" / "rulebook.toml"
    left_out = (
        '[tables.overdue]\nused = ["again"]\nhit = "first"\noutputs = { again = "boolean" }\n'
    )
    text = rulebook.read_text("utf-8")
    assert left_out in text
    rulebook.write_text(text.replace(left_out, ""), "utf-8")
    (tmp_path / "shop" / "overdue.csv").unlink()
    with pytest.raises(BadDeclaration, match=r"tables\.overdue"):
        load_policy(tmp_path / "shop")


@pytest.mark.parametrize("read", [read_folder, bundle, load_policy])
def test_a_folder_that_holds_no_rulebook_is_named(read, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "none", tmp_path, tmp_path / "file"):
        with pytest.raises(BadDeclaration, match="the file cannot be read") as bad:
            read(folder)
        assert str(tmp_path) in bad.value.where
        assert "rulebook.toml" in bad.value.hint
    (tmp_path / "rulebook.toml").write_text("name = [")
    with pytest.raises(BadDeclaration, match=r"rulebook\.toml: this is not well-formed TOML"):
        read(tmp_path)
