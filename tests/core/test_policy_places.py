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
        ("by_road = 40 ", "# ", "choosing.by_road"),
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
