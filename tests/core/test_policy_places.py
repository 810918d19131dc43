"""The sections of a rulebook that say how points are chosen and judged."""

from __future__ import annotations

import pytest

from amends.core.errors import BadDeclaration
from amends.policies import load_policy
from tests.support.broken import copy_of, text


@pytest.mark.parametrize(
    ("said", "instead", "where"),
    [
        ("stay_minutes = 15", "stay_minutes = 0", "choosing.stay_minutes"),
        ("stay_minutes = 15", "stay_hours = 1", "choosing.stay_hours"),
        ("by_road = 300 ", "# ", "choosing.by_road"),
        ('parts = ["07:00-12:00"', 'parts = ["12:00-07:00"', "choosing.parts"),
        ('parts = ["07:00-12:00"', 'parts = ["7-12"', "choosing.parts"),
        ("days = 3  ", "days = 0  ", "choosing.days"),
        ("half_life_days = 60", "half_life_days = '60'", "reliability.half_life_days"),
        ("half_life_days = 60", "half_life = 60", "reliability.half_life"),
        ('alarms = ["closed",', 'alarms = ["shut",', "reliability.alarms"),
        ("dying = [0.3,", "dying = [0.001,", "reliability"),
        ("looked_good = 3", "looked_fine = 3", "reliability.back"),
        ("remembered = 500", "remembered = 0", "reliability"),
        ("[reliability]", "[trust]", "trust"),
    ],
)
def test_what_is_not_understood_is_refused(tmp_path, said, instead, where):
    with pytest.raises(BadDeclaration) as error:
        load_policy(copy_of(tmp_path, text("rulebook.toml", said, instead)))
    assert where in str(error.value)


def test_parts_of_the_day_were_not_always_asked_for(tmp_path):
    folder = copy_of(tmp_path, text("rulebook.toml", "parts = [", "# parts = ["))
    assert load_policy(folder).choosing == load_policy().choosing
